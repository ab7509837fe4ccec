"""The rows of a frame as counts with a makeup: the one reading that the door works from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.indicators.flow import STOCK
from grip.results import BOUND, Makeup, Status

PERCENT = "procent"
# Units of what is measured or paid, not counted: their figures do not add up to persons.
AMOUNTS = ("euro", "dagen", "verhouding", "score", "maanden", "uren", "per 10.000")
_READ = ("indicator", "definitie", "periode_begin", "periode_eind", "dimensie", "categorie",
         "waarde", "teller", "noemer", "eenheid", "status")  # fmt: skip

Stretch = tuple[date, date]
Cell = tuple[str, str]  # dimension, category


@dataclass(frozen=True)
class Reading:
    """One row of the frame: where it stands and the counts that it would tell."""

    place: int
    definition: str
    stretch: Stretch
    cell: Cell
    top: float
    bottom: float | None
    makeup: Makeup
    is_amount: bool

    @property
    def is_share(self) -> bool:
        """True where numerator and denominator are both told."""
        return self.bottom is not None

    @property
    def is_net(self) -> bool:
        """True for a change in stock, which follows from two stocks and counts nobody."""
        weights = [times for name, _, times in self.makeup.top if name == STOCK.name]
        return bool(weights) and sum(weights) == 0

    def counts(self) -> list[float]:
        """Return the counts of persons that it tells, zeros included."""
        told = [None if self.is_net else self.top, self.bottom, self.rest]
        return [abs(count) for count in told if count is not None]

    @property
    def rest(self) -> float | None:
        """What is left of the denominator, where the numerator is a part of it."""
        if self.bottom is None or self.makeup.interval != "aandeel" or self.top > self.bottom:
            return None
        return self.bottom - self.top


def readings_of(frame: pl.DataFrame, makeup: Mapping[str, Makeup]) -> list[Reading]:
    """Return every row that holds figures; what was not computed tells nothing."""
    told = (
        frame.select(*_READ)
        .with_row_index("plaats")
        .filter(pl.col("status") != Status.NOT_COMPUTED.value)
    )
    found = []
    for row in told.iter_rows():
        place, _, name, begin, end, dimension, category, value, top, bottom, unit, _ = row
        if top is None and value is None and not bottom:
            continue
        own = makeup.get(name) or by_itself(name, unit)
        counted = top if top is not None else value
        is_amount = unit in AMOUNTS or (unit != PERCENT and value != top)
        found.append(
            Reading(
                place, name, (begin, end), (dimension, category),
                float(counted or 0), bottom, own, is_amount,
            )
        )  # fmt: skip
    return found


def by_itself(name: str, unit: str) -> Makeup:
    """Return the makeup of a definition about which nothing is known: a part of what it is of."""
    words = dict(part.split("=", 1) for part in name.split(";")[1:] if "=" in part)
    top, bottom = ((f"{name}:{part}", BOUND, 1.0) for part in ("teller", "noemer"))
    interval = "aandeel" if unit == PERCENT else ""
    return Makeup(words.get("eenheid", unit), (top,), (bottom,), interval)
