"""Which sheet is which table and which header which column, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from grip.config import Profile
from grip.ingest.mapping import sheet_name
from grip.ingest.names import fold
from grip.ingest.sheets import RawSheet
from grip.matching.headers import header_score, name_score
from grip.matching.traits import Evidence, Traits, person_values, traits_of
from grip.schema import TABLES, columns_of

_HEADER, _VALUES = 0.65, 0.35
_ENOUGH = 0.33
_LACKING, _NAME = 0.35, 0.3
_NO_TABLE = 0.3
_LEFT_OUT = frozenset({"belemmeringen"})


class Sureness(StrEnum):
    """How sure a proposal is."""

    SURE = "zeker"
    LIKELY = "waarschijnlijk"
    UNSURE = "onzeker"


SAID_BY_NAME = frozenset({("benchmark", "bron")})
"""What an export seldom says of itself: it is taken from the name of the file."""


@dataclass(frozen=True)
class Match:
    """A header that is proposed to be a column of the table."""

    header: str
    cells: str
    column: str
    score: float
    sureness: Sureness


@dataclass(frozen=True)
class Proposal:
    """What one sheet is proposed to be; without a table it could not be placed."""

    sheet: RawSheet
    table: str
    sureness: Sureness
    matches: tuple[Match, ...]
    traits: Mapping[str, Traits]

    @property
    def name(self) -> str:
        """The name of the sheet, or of its file."""
        return sheet_name(self.sheet)

    @property
    def left(self) -> tuple[str, ...]:
        """The headers that could not be placed."""
        placed = {match.cells for match in self.matches}
        return tuple(h for n, h in enumerate(self.sheet.header) if f"c{n}" not in placed and h)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The columns that the table cannot do without and that no header is proposed for."""
        if not self.table:
            return ()
        found = {match.column for match in self.matches}
        known = columns_of(TABLES[self.table])
        return tuple(
            n for n, c in known.items()
            if c.required and n not in found and (self.table, n) not in SAID_BY_NAME
        )  # fmt: skip


def propose(sheets: Sequence[RawSheet], profile: Profile) -> list[Proposal]:
    """Return for every sheet what it is proposed to be; each table goes to the best sheet.

    Sheets with the same headers are deliveries of the same table.
    """
    traits = [traits_of(sheet) for sheet in sheets]
    every = [one for by_column in traits for one in by_column.values()]
    evidence = Evidence(profile, person_values(every))
    options = [
        [_option(sheet, found, table, evidence) for table in TABLES if table not in _LEFT_OUT]
        for sheet, found in zip(sheets, traits, strict=True)
    ]
    return _divided([sorted(ways, key=lambda way: -way[0]) for ways in options])


def _divided(options: list[list[tuple[float, Proposal]]]) -> list[Proposal]:
    """Give each table to the sheet that fits it best, and the others their next choice."""
    taken: dict[str, tuple[str, ...]] = {}
    chosen: dict[int, Proposal] = {}
    order = sorted(
        ((score, number, proposal) for number, ways in enumerate(options) for score, proposal in
         ways), key=lambda item: (-item[0], item[1]),
    )  # fmt: skip
    for score, number, proposal in order:
        heads = tuple(sorted(map(fold, proposal.sheet.header)))
        free = taken.get(proposal.table, heads) == heads
        if number not in chosen and free and score >= _NO_TABLE:
            taken[proposal.table] = heads
            others = [s for s, p in options[number] if p.table != proposal.table]
            chosen[number] = replace(proposal, sureness=_of_table(score, max(others), proposal))
    nothing = ("", Sureness.UNSURE, ())
    return [
        chosen.get(number) or Proposal(ways[0][1].sheet, *nothing, ways[0][1].traits)
        for number, ways in enumerate(options)
    ]


def _of_table(score: float, second: float, proposal: Proposal) -> Sureness:
    if proposal.lacking:
        return Sureness.UNSURE
    if score >= 0.75 and score - second >= 0.15:
        return Sureness.SURE
    return Sureness.LIKELY if score >= 0.5 else Sureness.UNSURE


def _option(
    sheet: RawSheet, traits: Mapping[str, Traits], table: str, evidence: Evidence
) -> tuple[float, Proposal]:
    """Return the sheet as if it were this table, and how well that fits."""
    scores = _scores(sheet, traits, table, evidence)
    matches = _assigned(sheet, scores)
    proposal = Proposal(sheet, table, Sureness.UNSURE, matches, traits)
    amount = max(1, sum(1 for header in sheet.header if header))
    fit = sum(match.score for match in matches) / amount
    lacking = len(proposal.lacking) * _LACKING
    return fit - lacking + _NAME * name_score(proposal.name, table), proposal


def _scores(
    sheet: RawSheet, traits: Mapping[str, Traits], table: str, evidence: Evidence
) -> dict[tuple[int, str], float]:
    found = {}
    for number, header in enumerate(sheet.header):
        for name, column in columns_of(TABLES[table]).items():
            values = evidence.score(traits[f"c{number}"], table, column)
            if values:
                words = header_score(header, table, name)
                found[number, name] = _HEADER * words + _VALUES * values
    return found


def _assigned(sheet: RawSheet, scores: Mapping[tuple[int, str], float]) -> tuple[Match, ...]:
    """Give out the columns, the best fit first; how sure depends on what else could have been."""
    matches: dict[int, Match] = {}
    given: set[str] = set()
    for (number, name), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if number in matches or name in given or score < _ENOUGH:
            continue
        rivals = [s for (n, c), s in scores.items() if (n == number) != (c == name)
                  and n not in matches and c not in given]  # fmt: skip
        given.add(name)
        matches[number] = Match(
            sheet.header[number], f"c{number}", name, score,
            _of_column(score, max(rivals, default=0.0)),
        )  # fmt: skip
    return tuple(matches[number] for number in sorted(matches))


def _of_column(score: float, rival: float) -> Sureness:
    if score >= 0.68 and score - rival >= 0.1:
        return Sureness.SURE
    return Sureness.LIKELY if score >= 0.5 and score > rival else Sureness.UNSURE
