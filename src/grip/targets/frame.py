"""The one shape of attainment: a row per line and reference date."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

# What `doelen.csv` holds, in this order.
FILE_COLUMNS = (
    "doel_id", "omschrijving", "periode_begin", "periode_eind", "waarde", "teller", "noemer",
    "ondergrens", "bovengrens", "norm", "vergelijking", "verschil", "status", "kans", "bron",
)  # fmt: skip

NO_VALUE, NO_CHANCE = ". Niet berekend: ", ". Kans niet berekend: "
"""What stands in `omschrijving` of the file between the description and the reason."""

_TEXT = (
    "regel", "doel", "doel_id", "naam", "omschrijving", "eenheid", "een", "meer", "vergelijking",
    "status", "soort", "bron", "reden", "vergelijk_met", "duiding", "definitie", "dimensie",
    "categorie", "kans_uitleg",
)  # fmt: skip
_NUMBERS = (
    "waarde", "teller", "noemer", "ondergrens", "bovengrens", "norm", "verschil", "kans", "nog",
    "prognose", "deel_van_jaar", "vergelijk_waarde",
)  # fmt: skip

TARGET_SCHEMA: dict[str, pl.DataType] = {
    **{name: pl.String() for name in _TEXT},
    **{name: pl.Float64() for name in _NUMBERS},
    "periode_begin": pl.Date(),
    "periode_eind": pl.Date(),
    "naast": pl.Boolean(),
    "cumulatief": pl.Boolean(),
    "volgt": pl.List(pl.Float64()),
}
"""Columns of the frame.

`regel` tells the lines apart, `doel` is the target that a line belongs to and `naast` says whether
it only stands beside it. `nog` is how many more are needed, in the words `een` and `meer`.
`prognose` is what is expected on 31 December, `ondergrens` and `bovengrens` are its interval, and
`kans` is the chance (0 to 100) that the norm is met then; `kans_uitleg` says what that rests on, or
why it is not told. `reden` says
why there is no value, `duiding` what people say of it; `vergelijk_met` and `vergelijk_waarde`
name a benchmark. `definitie`, `dimensie` and `categorie` say where an indicator stands. `volgt`
holds the counts that can be computed from the line, and never leaves the house.
"""


def bare_description(text: pl.Expr) -> pl.Expr:
    """Return the description of a row of `doelen.csv` without why there is no value or chance."""
    for mark in (NO_VALUE, NO_CHANCE):
        text = text.str.split(mark).list.first()
    return text


@dataclass(frozen=True)
class TargetResults:
    """Raw attainment, not yet fit to leave the house.

    Attributes:
        frame: rows of `TARGET_SCHEMA`: every line for the reference date, and for a year before.
        unknown: per reference date (its year), how many persons are of no known class.
    """

    frame: pl.DataFrame
    unknown: dict[int, int]

    def __post_init__(self) -> None:
        if dict(self.frame.schema) != TARGET_SCHEMA:
            raise TypeError(f"not a frame of targets: {self.frame.schema}")
