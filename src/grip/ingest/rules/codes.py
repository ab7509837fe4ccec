"""The rule about codes: what stands in a column with a code list, and not in the profile."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from grip.config import Profile, ReasonGroup
from grip.findings import Scope, Severity
from grip.ingest.parse import PLACE, pattern_of
from grip.ingest.rules.model import Check, Export, Hits
from grip.ingest.sheets import ROW

_UNKNOWN_INFLOW = "99"
_SHORT_CODE, _MAX_CODE, _RECURS = 4, 20, 3


def code_lists(profile: Profile) -> dict[tuple[str, str], Collection[str]]:
    """Return the codes that a profile knows, by table and column."""
    known: dict[tuple[str, str], Collection[str]] = {
        ("uitkeringen", "reden_instroom"): {*_codes(profile.reden_instroom), _UNKNOWN_INFLOW},
        ("uitkeringen", "reden_uitstroom"): _codes(profile.reden_uitstroom),
        ("voorzieningen", "instrument"): profile.instrument,
    }
    if profile.ladder.bron == "categorieen":
        known["categorieen", "categorie"] = profile.ladder.posities
    return known


def _codes(groups: Mapping[str, ReasonGroup]) -> set[str]:
    return {code for group in groups.values() for code in group.codes}


def _unknown_codes(export: Export) -> Iterator[Hits]:
    """One finding per code that the profile does not know, with its count and first row."""
    for (table, column), codes in code_lists(export.profile).items():
        if export.has(table, column):
            yield Hits(
                table, column, _unknown_in(export.rows(table), column, codes), ("waarde", "aantal")
            )


def _unknown_in(rows: pl.LazyFrame, column: str, known: Collection[str]) -> pl.LazyFrame:
    code = pl.col(column)
    unknown = rows.filter(code.is_not_null() & ~code.is_in(list(known))).with_columns(
        shown_code(code).alias("waarde")
    )
    first = pl.col(PLACE).sort_by(ROW).first()
    return unknown.group_by("waarde").agg(first, aantal=pl.len()).sort("waarde")


def shown_code(code: pl.Expr) -> pl.Expr:
    """Return a code as a message may show it.

    A code is short, or comes back. Of anything else (a name that was typed in the wrong column, a
    number of a person) the shape is shown, not what it says.
    """
    short, recurs = code.str.len_chars() <= _SHORT_CODE, pl.len().over(code) >= _RECURS
    no_code = ~(short | recurs) | (code.str.len_chars() > _MAX_CODE) | code.str.contains(r"\d{6}")
    return pl.when(no_code).then(pl.lit("patroon ") + pattern_of(code)).otherwise(code)


CODES = (
    Check(
        code="CODE-ONBEKEND", severity=Severity.WARN, scope=Scope.ROW,
        message="In '{kolom}' staat een code die het profiel niet kent: '{waarde}' ({aantal} "
        "keer); hij telt als onbekend.",
        remedy="Zet de code in het profiel bij de groep waar hij hoort (docs/profiel.md), of "
        "verbeter hem in het bronsysteem.",
        why="Codes van een cliëntsysteem horen bij een groep van het rapport. Een code zonder "
        "groep telt bij onbekend; grip raadt er niet naar en laat geen rij vallen.",
        good=("uitkeringen | reden_instroom 11",), bad=("uitkeringen | reden_instroom 77",),
        find=_unknown_codes,
    ),
)  # fmt: skip
