"""Selections: which persons have an outflow, an activity or a voorziening, and on which days."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grip.config import Profile
from grip.indicators.views.boundary import falls_in, in_stock, touches
from grip.indicators.views.caseload import Caseload
from grip.periods import Period
from grip.plan import Selection


def days_of(caseload: Caseload, selection: Selection, period: Period) -> pl.DataFrame:
    """Return who has a row that the selection asks for: `persoon_id`, `eerste`, `laatste`.

    `eerste` is the first day of the earliest such row, `laatste` that of the latest. The day of an
    outflow is the last day of a merged person spell, for the reason with which it ended.
    """
    if selection.uitstroom is not None:
        rows = (
            caseload.unit("personen")
            .filter(
                falls_in("tot", period.begin, period.end),
                pl.col("reden_uitstroom").is_in(selection.uitstroom),
            )
            .select("persoon_id", dag="tot")
        )
    else:
        rows = rows_of(caseload, selection, period).select("persoon_id", dag="begindatum")
    return rows.group_by("persoon_id").agg(eerste=pl.col("dag").min(), laatste=pl.col("dag").max())


def rows_of(caseload: Caseload, selection: Selection, period: Period) -> pl.DataFrame:
    """Return the activities or voorzieningen that hold on a day of the period, or at its end."""
    if selection.op == "peildatum":
        holds = in_stock("begindatum", "einddatum", period.end)
    else:
        holds = touches("begindatum", "einddatum", period.begin, period.end)
    if selection.activiteit is not None:
        table, chosen = "activiteiten", pl.col("soort").is_in(selection.activiteit)
    else:
        table, chosen = "voorzieningen", chosen_support(caseload.profile, selection)
    return caseload.table(table).filter(holds, chosen)


def chosen_support(profile: Profile, selection: Selection) -> pl.Expr:
    """True for a voorziening that the selection asks for.

    Of an instrument that is not in the catalogue neither group nor type is known, so that it is
    in no group, and in no other group either.
    """
    others, groups = selection.voorziening_groep_behalve, selection.voorziening_groep
    ids = [
        id
        for id, item in profile.instrument.items()
        if (selection.instrument is None or id in selection.instrument)
        and (groups is None or item.groep in groups)
        and (others is None or item.groep not in others)
        and (selection.srg_type is None or item.srg_type in selection.srg_type)
    ]
    by_provider_only = not any((selection.instrument, groups, others, selection.srg_type))
    chosen = pl.lit(True) if by_provider_only else pl.col("instrument").is_in(ids)
    if selection.aanbieder is not None:
        chosen = chosen & pl.col("aanbieder").is_in(selection.aanbieder)
    return chosen.fill_null(False)


def needs_of(selection: Selection) -> Iterator[str]:
    """Yield the tables and columns without which a selection cannot be made."""
    if selection.uitstroom is not None:
        yield "uitkeringen.reden_uitstroom"
    if selection.activiteit is not None:
        yield "activiteiten"
    if selection.of_support:
        yield "voorzieningen"
    if selection.aanbieder is not None:
        yield "voorzieningen.aanbieder"
