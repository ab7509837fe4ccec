"""Own figures for a comparison, put together from figures that passed the door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from grip.disclosure import ProtectedResults
from grip.indicators.catalogue import find
from grip.indicators.engine import compute
from grip.indicators.views.caseload import Caseload
from grip.passports import SCALES, Comparison
from grip.periods import Period
from grip.results import SCHEMA, TOTAL, Audience, Results, Status

_TERM = re.compile(r"^(?P<sign>-?)(?P<id>\w+)(?:\[(?P<of>[^\]]+)\])?$")


@dataclass(frozen=True)
class Term:
    """One count in a sum: which figure, of which group, added or taken off."""

    id: str
    sign: int
    dimensions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Term:
        """Read `id`, `-id` or `id[dimension=category,dimension=category]`."""
        found = _TERM.match(text)
        if found is None:
            raise ValueError(text)
        pairs = [pair.split("=", 1) for pair in (found["of"] or "").split(",") if pair]
        return cls(
            found["id"], -1 if found["sign"] else 1,
            tuple(dimension for dimension, _ in pairs), tuple(word for _, word in pairs),
        )  # fmt: skip

    @property
    def key(self) -> tuple[str, str]:
        """Where it stands in a result frame: dimension and category."""
        if not self.dimensions:
            return TOTAL, TOTAL
        return "|".join(self.dimensions), "|".join(self.categories)


@dataclass(frozen=True)
class Own:
    """An own figure: its value and parts, or why there is none.

    `moves` is how many came and left, for a growth.
    """

    value: float | None
    top: float | None = None
    bottom: float | None = None
    moves: float | None = None
    status: Status = Status.SHOWN
    reason: str = ""


def terms_of(comparison: Comparison) -> tuple[Term, ...]:
    """Return every term of a comparison."""
    words = (*comparison.teller, *comparison.noemer_van, *comparison.stromen)
    return tuple(map(Term.read, words))


def computed(
    caseload: Caseload,
    comparisons: Iterable[Comparison],
    periods: Sequence[Period],
    extraction: date | None,
    run: str = "",
) -> Results:
    """Return all figures that the comparisons are made from, raw; none where there is no period."""
    if not periods:
        return Results(pl.DataFrame(schema=SCHEMA), {})
    wanted: dict[tuple[str, ...], dict[str, None]] = {}
    for comparison in comparisons:
        for term in terms_of(comparison):
            wanted.setdefault(term.dimensions, {})[term.id] = None
    parts = [
        compute(
            caseload, [find(caseload.profile, id) for id in ids], periods, per=[split],
            extraction=extraction, run=run,
        )
        for split, ids in wanted.items()
    ]  # fmt: skip
    return Results.joined(parts)


class OwnFigures:
    """Own figures by comparison and period, from protected results only.

    `since` is the day from which all that a figure needs was registered: what was not registered
    yet is not 0.
    """

    def __init__(self, results: ProtectedResults, since: Mapping[str, date]) -> None:
        self.audience = results.audience
        self._since = since
        self._rows = {
            (row["indicator"], row["periode_begin"], row["periode_eind"], row["dimensie"],
             row["categorie"]): row
            for row in results.frame.iter_rows(named=True)
        }  # fmt: skip
        self._split = {key[:4] for key in self._rows}

    def of(self, comparison: Comparison, period: Period) -> Own:
        """Return the own figure of a period; hidden where any part of it is."""
        if comparison.delen:
            return self._figure(Term.read(comparison.teller[0]), period)
        top = self._sum(comparison.teller, period)
        bottom = self._sum(comparison.noemer_van, period) if comparison.noemer_van else None
        moves = self._sum(comparison.stromen, period) if comparison.stromen else None
        for part in filter(None, (top, bottom, moves)):
            if part.status is not Status.SHOWN:
                return part
        assert top is not None
        scale = SCALES[comparison.maat]
        whole = bottom.value if bottom else None
        if bottom is not None and not whole:
            return Own(None, top.value, whole, status=Status.TOO_FEW)
        value = None if top.value is None else scale * top.value / (whole or 1)
        return Own(value, top.value, whole, moves.value if moves else None)

    def _row(self, term: Term, period: Period) -> dict[str, object] | None:
        place = (term.id, period.begin, period.end, *term.key)
        if place in self._rows:
            return self._rows[place]
        # What cannot be split says so on one row for the whole dimension.
        return self._rows.get((*place[:4], TOTAL))

    def _figure(self, term: Term, period: Period) -> Own:
        since = self._since.get(term.id)
        if since is not None and period.end < since:
            return Own(None, status=Status.NOT_COMPUTED, reason="nog niet geregistreerd")
        row = self._row(term, period)
        if row is None:
            known = (term.id, period.begin, period.end, term.key[0]) in self._split
            nobody = known and self.audience is Audience.INTERNAL
            return Own(0.0, 0.0) if nobody else Own(None, status=Status.HIDDEN)
        status = Status(str(row["status"]))
        if status is not Status.SHOWN:
            reason = str(row["oordeel"] or "").removeprefix("niet berekend: ")
            return Own(None, status=status, reason=reason)
        value, top, bottom = (
            None if row[name] is None else float(str(row[name]))
            for name in ("waarde", "teller", "noemer")
        )
        return Own(value, top, bottom)

    def _sum(self, words: Sequence[str], period: Period) -> Own:
        total = 0.0
        for term in map(Term.read, words):
            part = self._figure(term, period)
            if part.status is not Status.SHOWN:
                return part
            total += term.sign * (part.value or 0.0)
        return Own(total)
