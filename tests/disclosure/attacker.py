"""Somebody who wants to know what is hidden, and has everything that was published.

Written apart from the door, with relations of its own: he knows what the figures mean. Every
figure of every row is a variable; what he knows about them are equations and inequalities. First
he solves what follows one step at a time, then he looks by linear programming between which
values a hidden count can lie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Name = tuple[str, str, str, str, str]  # figure, begin, end, dimension, category
Terms = dict[Name, float]
DAY = timedelta(days=1)

OVERLAPPING = ("doelgroep", "verplichting", "soort")
NO_COUNTS = ("euro", "dagen", "score", "per_10000", "per 10.000")
SUFFIXES = ("", "_personen")
STOCKS = ("stand_begin", "stand_eind", "stand_begin_personen", "stand_personen")
FLOWS = tuple(
    f"{flow}{tail}" for flow in ("instroom", "uitstroom", "herindeling") for tail in SUFFIXES
)
REASONS = ("werk", "onderwijs", "handhaving")
# Numerators and denominators that are counts of their own; the variants of the flow rates apart.
PARTS = {
    "instroom_pct": ("instroom", None), "uitstroom_pct": ("uitstroom", None),
    "uitstroom_werk_aandeel": ("uitstroom_werk", "uitstroom"),
    "herinstroom_aandeel": (None, "instroom_personen"),
    "bereik_pct": (None, "stand_personen"), "loonwaarde_bekend_pct": (None, "stand_personen"),
    "preventie_pct": (None, "meldingen"), "keuring_pct": (None, "loonwaarde_bekend_pct"),
}  # fmt: skip
DENOMINATORS = {
    "noemer=cbs": ("stand_begin", "instroom"), "noemer=begin": ("stand_begin",),
    "noemer=ultimo": ("stand_eind",),
}  # fmt: skip
SAME_GROUP = {
    "jongeren": ("leeftijdsgroep", ("<27",)), "45_54": ("leeftijdsgroep", ("45-54",)),
    "langdurig": ("duurklasse", ("5-10", ">=10")),
}  # fmt: skip
# What became of the meldingen, and of the applications after 8 weeks: parts that add up.
GATE = (
    ("trechter_aanvraag_pct", "teller", ("trechter_besluit_pct", "trechter_open_pct")),
    (
        "aanvraag_8_weken_toegekend_pct", "noemer",
        tuple(f"aanvraag_8_weken_{fate}_pct" for fate in ("toegekend", "anders", "open")),
    ),
)  # fmt: skip
# A chance has the same persons at risk for every end; a curve follows them month after month.
AT_RISK, ENDS, CURVE = "uitstroomkans", "reden_uitstroom", "nog_in_uitkering"
MOST = 100_000_000  # euros, or persons: more than any figure is


def second_rule(row: Mapping[str, str]) -> bool:
    """Tell whether a figure bridges short gaps, and so counts other persons than the stocks do."""
    return "onderbreking=" in row["definitie"] and "onderbreking=0" not in row["definitie"]


def called(row: Mapping[str, str]) -> str:
    """Return by which name a count goes: its own, or that of its variant where it has two."""
    return row["definitie"] if second_rule(row) else row["indicator"]


@dataclass
class Attacker:
    """What is published, as known values, equations and inequalities over names.

    Attributes:
        known: what stands in the publication.
        equal: sums that come to 0.
        least: sums that are at least 0.
    """

    rows: Sequence[Mapping[str, str]]
    known: dict[Name, float] = field(default_factory=dict)
    equal: list[Terms] = field(default_factory=list)
    least: list[Terms] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._read(row)
        self._sums()
        self._ledger()
        self._time()
        self._reasons()
        self._groups()
        self._matrix()
        self._gate()

    # --- what is read --------------------------------------------------------------------------

    def _read(self, row: Mapping[str, str]) -> None:
        at = (row["periode_begin"], row["periode_eind"], row["dimensie"], row["categorie"])
        if row["status"] == "niet_berekend" or row["eenheid"] in NO_COUNTS:
            return
        id = row["indicator"]
        if row["eenheid"] != "procent":
            self._tell((called(row), *at), row["teller"] or row["waarde"])
            return
        top, bottom = (row["definitie"] + ":teller", *at), (row["definitie"] + ":noemer", *at)
        tail = row["noemer"]
        share = row["waarde"] and tail and float(row["waarde"]) * float(tail) / 100
        self._tell(top, row["teller"] or str(share or ""))
        self._tell(bottom, tail)
        moved = id == "uitstroom_pct" and row["dimensie"] != "totaal"  # into a group, and out
        if id not in ("volume_pct", "lks_pct", "uitputting_pct", CURVE) and not moved:  # over 100%
            self.least.append({bottom: 1, top: -1})
            if id != AT_RISK:
                rest = (row["definitie"] + ":rest", *at)
                self.names.add(rest)
                self.equal.append({bottom: 1, top: -1, rest: -1})
        first, second = PARTS.get(id, (None, None))
        if second_rule(row):
            if second:  # fewer come in where a short gap is none
                self.least.append({(second, *at): 1, bottom: -1})
            return
        if first:
            self.equal.append({top: 1, (first, *at): -1})
        if second:
            wanted = (f"{second};eenheid=personen:teller" if "_pct" in second else second, *at)
            self.equal.append({bottom: 1, wanted: -1})
        for variant, parts in DENOMINATORS.items():
            if variant in row["definitie"].split(";"):
                self.equal.append({bottom: -1, **{(part, *at): 1 for part in parts}})

    def _tell(self, name: Name, value: str) -> None:
        self.names.add(name)
        if value != "":
            self.known[name] = float(value)

    # --- what everybody knows ------------------------------------------------------------------

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str], dict[tuple[str, str], Name]]:
        """The names by figure and period, and in there by dimension and category."""
        found: dict[tuple[str, str, str], dict[tuple[str, str], Name]] = defaultdict(dict)
        for name in self.names:
            found[name[:3]][name[3:]] = name
        return found

    def _sums(self) -> None:
        """The classes of a dimension add up to the total, those of two to those of one."""
        for cells in self._cells.values():
            parts: dict[tuple[tuple[str, str], str], list[Name]] = defaultdict(list)
            for (dimension, category), name in cells.items():
                if dimension in ("totaal", "van|naar"):
                    continue
                if "|" not in dimension:
                    parts[("totaal", "totaal"), dimension].append(name)
                    continue
                (d, other), (c, one) = dimension.split("|"), category.split("|")
                parts[(d, c), other].append(name)
                parts[(other, one), d].append(name)
            for (whole, dimension), members in parts.items():
                if whole not in cells:
                    continue
                if cells[whole][0].startswith(CURVE):
                    self._followed(sorted(members, key=lambda name: int(name[4])))
                elif dimension == ENDS and cells[whole][0].startswith(AT_RISK):
                    self._chances(cells[whole], members)
                elif dimension in OVERLAPPING:
                    if self._signed(cells[whole]):
                        continue
                    self.least.extend({cells[whole]: 1, part: -1} for part in members)
                else:
                    self.equal.append({cells[whole]: -1, **dict.fromkeys(members, 1.0)})

    def _followed(self, months: Sequence[Name]) -> None:
        """More and more have ended, fewer and fewer are still followed."""
        for earlier, later in pairwise(months):
            sign = 1 if earlier[0].endswith(":noemer") else -1
            self.least.append({earlier: sign, later: -sign})

    def _chances(self, whole: Name, ends: Sequence[Name]) -> None:
        if whole[0].endswith(":noemer"):
            self.equal.extend({whole: -1, end: 1} for end in ends)
        else:
            self.equal.append({whole: -1, **dict.fromkeys(ends, 1.0)})

    def _ledger(self) -> None:
        """begin + instroom - uitstroom + herindeling = eind, in every group and period."""
        for name in [n for n in self.names if n[0] in ("instroom", "instroom_personen")]:
            tail = "_personen" if name[0].endswith("_personen") else ""
            end = f"stand{tail}" if tail else "stand_eind"
            terms = {
                (f"stand_begin{tail}", *name[1:]): 1.0, name: 1.0,
                (f"uitstroom{tail}", *name[1:]): -1.0, (f"herindeling{tail}", *name[1:]): 1.0,
                (end, *name[1:]): -1.0,
            }  # fmt: skip
            if name[3] == "totaal":
                del terms[f"herindeling{tail}", *name[1:]]
            if self.names >= set(terms):
                self.equal.append(terms)

    def _time(self) -> None:
        """A stock at the end is that at the begin of what follows; months add up to years."""
        moments: dict[tuple[str, str, str, str], list[Name]] = defaultdict(list)
        flows: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
        for name in sorted(self.names):
            figure, begin, end, dimension, category = name
            tail = "p" if figure.endswith("_personen") else "u"
            if figure in STOCKS:
                day = str(date.fromisoformat(begin) - DAY) if "begin" in figure else end
                moments[tail, day, dimension, category].append(name)
            elif ":" not in figure and figure.startswith((*FLOWS, "meldingen")):
                flows[figure, dimension, category].append(name)
        for same in moments.values():
            self.equal.extend({same[0]: 1, other: -1} for other in same[1:])
        for members in flows.values():
            self._tiled(members)

    def _tiled(self, members: Sequence[Name]) -> None:
        by_begin: dict[str, list[Name]] = defaultdict(list)
        for name in members:
            by_begin[name[1]].append(name)
        for whole in members:
            tiles, begin = [], whole[1]
            while begin <= whole[2]:
                inside = [n for n in by_begin[begin] if n != whole and n[2] <= whole[2]]
                if not inside:
                    break
                tiles.append(min(inside, key=lambda n: n[2]))
                begin = str(date.fromisoformat(tiles[-1][2]) + DAY)
            else:
                self.equal.append({whole: -1, **dict.fromkeys(tiles, 1.0)})
            if not whole[0].startswith("herindeling"):
                self.least.extend({whole: 1, t: -1} for t in tiles)

    def _reasons(self) -> None:
        """Outflow to work is outflow with the reason work, alone and within a group."""
        for name in sorted(self.names):
            for tail in SUFFIXES:
                for reason in REASONS:
                    if name[0] == f"uitstroom_{reason}{tail}":
                        self._one_reason(name, reason, tail)
                if name[0] == f"uitstroom{tail}" and name[3] == "reden_uitstroom":
                    self.equal.append({name: 1, (f"uitstroom_naar_reden{tail}", *name[1:]): -1})

    def _one_reason(self, name: Name, reason: str, tail: str) -> None:
        _, begin, end, dimension, category = name
        if dimension == "totaal":
            place = ("reden_uitstroom", "{}")
        elif "|" in dimension or dimension == "reden_uitstroom":
            return
        else:
            place = (f"{dimension}|reden_uitstroom", f"{category}|{{}}")
        for called, sums in ((reason, self.equal), ("overige (samen)", self.least)):
            cell = (
                f"uitstroom_naar_reden{tail}", begin, end, place[0], place[1].format(called),
            )  # fmt: skip
            if cell in self.names:
                sums.append({cell: 1, name: -1})
                return

    def _groups(self) -> None:
        """Some target groups are classes of age or duration."""
        for name in sorted(self.names):
            if name[3] == "doelgroep" and name[4] in SAME_GROUP:
                dimension, classes = SAME_GROUP[name[4]]
                parts = [(*name[:3], dimension, one) for one in classes]
                if self.names.issuperset(parts):
                    self.equal.append({name: -1, **dict.fromkeys(parts, 1.0)})

    def _matrix(self) -> None:
        """The moves from a place are who stood there before, those to it who stand there after."""
        edges: dict[Name, list[Name]] = defaultdict(list)
        for name in sorted(self.names):
            if name[0] == "doorstroom" and name[3] == "van|naar":
                start, end = name[4].split("|")
                edges["stand_begin_personen", *name[1:3], "loonwaardeklasse", start].append(name)
                edges["stand_personen", *name[1:3], "loonwaardeklasse", end].append(name)
                if start != "instroom" and end != "uitstroom":  # who was there at both moments
                    edges["doorstroom", *name[1:3], "totaal", "totaal"].append(name)
        for whole, parts in edges.items():
            if whole in self.names:
                self.equal.append({whole: -1, **dict.fromkeys(parts, 1.0)})

    def _gate(self) -> None:
        """Who applied has a decision or waits for one; a share of it has the same denominator."""
        for whole, what, parts in GATE:
            wanted = f"{whole};eenheid=meldingen:{what}"
            for name in sorted(name for name in self.names if name[0] == wanted):
                top = (f"{whole};eenheid=meldingen:teller", *name[1:])
                told = [(f"{part};eenheid=meldingen:teller", *name[1:]) for part in parts]
                self.equal.append({name: -1, **dict.fromkeys(told, 1.0)})
                for one, other in pairwise(dict.fromkeys([top, *told])):
                    bottoms = [(n[0].replace(":teller", ":noemer"), *n[1:]) for n in (one, other)]
                    self.equal.append({bottoms[0]: 1, bottoms[1]: -1})

    # --- what he does with it ------------------------------------------------------------------

    @cached_property
    def solved(self) -> dict[Name, float]:
        """All that follows from what is known, one equation with one unknown at a time."""
        values = dict(self.known)
        inside: dict[Name, list[int]] = defaultdict(list)
        for number, terms in enumerate(self.equal):
            for name in terms:
                inside[name].append(number)
        todo = list(range(len(self.equal)))
        while todo:
            terms = self.equal[todo.pop()]
            left = {name: times for name, times in terms.items() if name not in values}
            right = -sum(times * values[n] for n, times in terms.items() if n in values)
            found: dict[Name, float] = {}
            if len(left) == 1:
                ((name, times),) = left.items()
                found = {name: right / times}
            elif left and right == 0 and self._one_sided(left):
                found = dict.fromkeys(left, 0.0)
            for name in found:
                todo.extend(inside[name])
            values |= found
        return values

    def _one_sided(self, terms: Terms) -> bool:
        signs = {times > 0 for times in terms.values()}
        return len(signs) == 1 and not any(self._signed(name) for name in terms)

    @staticmethod
    def _signed(name: Name) -> bool:
        return name[0].startswith(("herindeling", "volume_pct"))

    def widths(self, wanted: Iterable[Name]) -> dict[Name, float]:
        """Return for hidden counts how far apart the values are that they can have."""
        values = self.solved
        equal = [self._left(terms, values) for terms in self.equal]
        least = [self._left(terms, values) for terms in self.least]
        equal = [(left, right) for left, right in equal if left]
        least = [(left, right) for left, right in least if left]
        names = sorted({n for left, _ in (*equal, *least) for n in left})
        place = {name: number for number, name in enumerate(names)}
        top, bound = (self._matrix_of(part, place) for part in (equal, least))
        limits = [(None if self._signed(n) else 0, MOST) for n in names]
        widths: dict[Name, float] = {}
        for name in wanted:
            if name not in place:
                widths[name] = 0.0 if name in values else float("inf")
                continue
            ends = []
            for sign in (1, -1):
                push = np.zeros(len(names))
                push[place[name]] = sign
                solved = linprog(
                    push, -bound if least else None, [-right for _, right in least] or None,
                    top if equal else None, [right for _, right in equal] or None,
                    limits, method="highs",
                )  # fmt: skip
                assert solved.status == 0, "what is published contradicts itself"
                ends.append(sign * solved.fun)
            widths[name] = ends[1] - ends[0]
        return widths

    @staticmethod
    def _left(terms: Terms, values: Mapping[Name, float]) -> tuple[Terms, float]:
        left = {name: times for name, times in terms.items() if name not in values}
        return left, -sum(times * values[n] for n, times in terms.items() if n in values)

    @staticmethod
    def _matrix_of(rows: Sequence[tuple[Terms, float]], place: Mapping[Name, int]) -> csr_array:
        if not rows:
            return csr_array((0, len(place)))
        entries = [(i, place[n], w) for i, (left, _) in enumerate(rows) for n, w in left.items()]
        at, column, weight = zip(*entries, strict=True)
        return csr_array((weight, (at, column)), shape=(len(rows), len(place)))


def small_and_hidden(
    published: Sequence[Mapping[str, str]], internal: Sequence[Mapping[str, str]], minimum: int
) -> dict[Name, float]:
    """Return the small counts that stand inside and are hidden outside, with their values."""
    keys = ("definitie", "periode_begin", "periode_eind", "dimensie", "categorie")
    inside = {tuple(row[key] for key in keys): row for row in internal}
    found: dict[Name, float] = {}
    for row in published:
        told = inside.get(tuple(row[key] for key in keys))
        if row["status"] != "onderdrukt" or told is None:
            continue
        at = tuple(row[key] for key in keys[1:])
        parts = [("teller", ":teller"), ("noemer", ":noemer")]
        if row["eenheid"] != "procent":
            parts = [("teller", "")]
        for part, tail in parts:
            name = row["definitie"] + tail if tail else called(row)
            if told[part] and 0 < abs(float(told[part])) < minimum:
                found[name, *at] = float(told[part])  # type: ignore[assignment,index]
        if row["eenheid"] == "procent" and told["teller"] and told["noemer"]:
            rest = float(told["noemer"]) - float(told["teller"])
            if 0 < rest < minimum:
                found[row["definitie"] + ":rest", *at] = rest  # type: ignore[assignment,index]
    return {name: value for name, value in found.items() if "volume_pct" not in name[0]}
