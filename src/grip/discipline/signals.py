"""Signals for the weekly meeting: cases to talk about, which are no mistakes in the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.indicators.views.boundary import holds_on, in_stock
from grip.indicators.views.caseload import Caseload
from grip.indicators.views.ladders import state_of
from grip.indicators.views.spells import benefit_spells, counted_rows
from grip.periods import shift_months

WITHOUT_DAYS, ENDING_MONTHS = 30, 3
_ROW = "_rij"
_FULL_EXEMPTION = "volledig_duurzaam"
COLUMNS = (_ROW, "persoon_id", "uitkering_id", "sleutel", "dag")


@dataclass(frozen=True)
class Moment:
    """What a signal looks at: the tables with their rows, on the day of the export.

    `since` is the day of the worklist before, or a month before the export.
    """

    caseload: Caseload
    rows: Mapping[str, pl.Series]
    day: date
    since: date

    def table(self, name: str) -> pl.DataFrame:
        """Return a table with the row in the export in `_rij`."""
        frame = self.caseload.table(name)
        at = self.rows.get(name)
        if at is None or len(at) != frame.height:
            return frame.with_columns(pl.lit(None, pl.Int64).alias(_ROW))
        return frame.with_columns(at.alias(_ROW))

    def in_benefit(self) -> pl.DataFrame:
        """Return who is in stock on the day: since when, and the row of the own benefit."""
        own = (
            self.table("uitkeringen")
            .filter(in_stock("ingangsdatum", "einddatum", self.day))
            .sort("persoon_id", pl.col("rol") != "client", "ingangsdatum", "uitkering_id")
            .unique("persoon_id", keep="first", maintain_order=True)
            .select("persoon_id", "uitkering_id", _ROW)
        )
        merged = self.caseload.unit("personen").filter(in_stock("van", "tot", self.day))
        return own.join(merged.select("persoon_id", "van"), on="persoon_id", how="inner")


@dataclass(frozen=True)
class Signal:
    """One kind of signal, declared once.

    Attributes:
        code: the fixed code.
        message, remedy, why: what there is, what to do and why it is on the list.
        table: where the row that it points at stands.
        needs: the tables without which it is silent.
        passing: it is news: listed once, and never solved.
        example: a case that it is given for.
        instead_of: the finding that says the same of the same person, which then is not listed.
        find: the rows: `_rij`, `persoon_id`, `uitkering_id`, `sleutel` (of the record) and `dag`
            (since when).
    """

    code: str
    message: str
    remedy: str
    why: str
    table: str
    needs: tuple[str, ...]
    find: Callable[[Moment], pl.DataFrame]
    example: str
    passing: bool = False
    instead_of: str = ""


def _new_registrations(at: Moment) -> pl.DataFrame:
    day = pl.col("meldingsdatum")
    return at.table("meldingen").filter(day > at.since, day <= at.day).select(
        _ROW, "persoon_id", "uitkering_id", sleutel="melding_id", dag=day
    )  # fmt: skip


def _new_benefits(at: Moment) -> pl.DataFrame:
    """Started, or entered, since the worklist before; and not over yet."""
    news = pl.max_horizontal("van", "administratie_begin") > at.since
    return benefit_spells(counted_rows(at.table("uitkeringen"))).filter(
        news, in_stock("van", "tot", at.day)
    ).select(_ROW, "persoon_id", "uitkering_id", sleutel="uitkering_id", dag="van")  # fmt: skip


def _not_placed(at: Moment) -> pl.DataFrame:
    """In stock, and no position on the ladder holds on the day."""
    state = state_of(at.caseload.profile.ladder)
    placed = at.caseload.table(state.table).filter(
        holds_on("begindatum", "einddatum", at.day), state.value.is_not_null()
    )
    return _of_persons(at.in_benefit().join(placed, on="persoon_id", how="anti"), pl.col("van"))


def _without_support(at: Moment) -> pl.DataFrame:
    """Longer than 30 days in benefit, and since its start no voorziening began or runs."""
    due = pl.col("van") + pl.duration(days=WITHOUT_DAYS)
    waiting = at.in_benefit().filter(due < at.day)
    supports = at.caseload.table("voorzieningen").select("persoon_id", "begindatum", "einddatum")
    helped = waiting.join(supports, on="persoon_id").filter(
        (pl.col("begindatum") <= at.day)
        & ((pl.col("begindatum") >= pl.col("van")) | in_stock("begindatum", "einddatum", at.day))
    )
    exempt = at.caseload.table("ontheffingen").filter(
        pl.col("soort") == _FULL_EXEMPTION, in_stock("begindatum", "einddatum", at.day)
    )
    left = waiting.join(helped, on="persoon_id", how="anti").join(
        exempt, on="persoon_id", how="anti"
    )
    return _of_persons(left, due)


def _exemption_ends(at: Moment) -> pl.DataFrame:
    """Running on the day, of who is in stock, with its last day within three months."""
    end = pl.col("einddatum")
    ending = at.table("ontheffingen").filter(
        in_stock("begindatum", "einddatum", at.day), end <= shift_months(at.day, ENDING_MONTHS)
    )
    known = at.in_benefit().select("persoon_id", "uitkering_id")
    key = pl.concat_str("persoon_id", "soort", pl.col("begindatum").cast(pl.String), separator="|")
    return ending.join(known, on="persoon_id").select(
        _ROW, "persoon_id", "uitkering_id", sleutel=key, dag=end.dt.offset_by(f"-{ENDING_MONTHS}mo")
    )  # fmt: skip


def _of_persons(rows: pl.DataFrame, day: pl.Expr) -> pl.DataFrame:
    return rows.select(_ROW, "persoon_id", "uitkering_id", sleutel="persoon_id", dag=day)


SIGNALS = (
    Signal(
        "SIG-MELDING", "Nieuwe melding aan de poort.",
        "Bespreek wie de melding oppakt en wat er aan de poort kan.",
        "Wat vroeg wordt besproken, hoeft vaak geen uitkering te worden.",
        "meldingen", ("meldingen",), _new_registrations,
        "iemand meldde zich vorige week", passing=True,
    ),
    Signal(
        "SIG-UITKERING", "Nieuwe uitkering.",
        "Bespreek de route: indeling op de ladder en een eerste voorziening.",
        "Wie nieuw is, heeft nog de kortste weg naar werk; de route begint bij de start.",
        "uitkeringen", ("uitkeringen",), _new_benefits,
        "een uitkering die deze maand begon, of nu pas is ingevoerd", passing=True,
    ),
    Signal(
        "SIG-NIET-INGEDEELD", "Deze persoon heeft een uitkering en geen plaats op de ladder.",
        "Deel de persoon in en leg dat vast.",
        "Zonder indeling is er geen route, en telt de persoon in de stand bij onbekend.",
        "uitkeringen", ("uitkeringen",), _not_placed,
        "de laatste indeling eindigde en er kwam geen nieuwe", instead_of="CATEGORIE-ONTBREEKT",
    ),
    Signal(
        "SIG-ZONDER-VOORZIENING",
        "Deze persoon heeft langer dan 30 dagen een uitkering en nog geen voorziening.",
        "Bespreek welke voorziening past, of leg vast waarom er geen komt.",
        "Hoe langer iemand zonder aanbod thuis zit, hoe moeilijker de stap naar werk wordt.",
        "uitkeringen", ("uitkeringen", "voorzieningen"), _without_support,
        "een uitkering die twee maanden geleden begon, zonder een enkele voorziening",
    ),
    Signal(
        "SIG-ONTHEFFING", "De ontheffing eindigt binnen drie maanden.",
        "Beslis over verlengen of over de verplichtingen die weer gaan gelden.",
        "Loopt een ontheffing ongemerkt af, dan gelden de verplichtingen weer zonder plan.",
        "ontheffingen", ("uitkeringen", "ontheffingen"), _exemption_ends,
        "een ontheffing waarvan de laatste dag over zes weken is",
    ),
)  # fmt: skip


def signals_of(at: Moment) -> list[tuple[Signal, pl.DataFrame]]:
    """Return every signal that can be given, with its rows."""
    ladder = state_of(at.caseload.profile.ladder).table
    found = []
    for signal in SIGNALS:
        needs = (*signal.needs, *((ladder,) if signal.find is _not_placed else ()))
        if not at.caseload.lacks(needs):
            found.append((signal, signal.find(at).sort("sleutel", _ROW)))
    return found
