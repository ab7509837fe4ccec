"""A product in the making: figures, texts, and the places that people still have to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from grip.periods import Period
from grip.plan import PolicyGoal
from grip.reports import target_words as words
from grip.reports.appendix.signs import BAD, GOOD, LOOK_OUT, Signs
from grip.reports.beside import Told
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.target_words import Row
from grip.target_door import ProtectedTargets
from grip.targets.judgement import Standing

OWN_COUNT = "eigen telling, cliëntsysteem"
_LONGEST = 60  # characters of a goal in a list
_UNSEEN = {
    "geheim of te klein om te beoordelen": (Standing.HIDDEN, Standing.TOO_FEW),
    "niet te berekenen (gegevens ontbreken)": (Standing.NOT_COMPUTED,),
}


@dataclass(frozen=True)
class Blank:
    """A place that is left open: where it stands, what is asked, and the row that would fill it."""

    chapter: str
    what: str
    about: str
    period: str


@dataclass
class Draft:
    """What the tables of a product are made from.

    Attributes:
        look: public figures.
        targets: public attainment for the reference date, with the year before.
        told: commentary that may be published.
        period: the year or stretch that the product is about.
        sample: the mark of made-up data, empty where the data are real.
        blanks: places left open so far.
    """

    look: Lookup
    targets: ProtectedTargets
    told: Sequence[Told]
    period: Period
    sample: str = ""
    blanks: list[Blank] = field(default_factory=list)

    @property
    def signs(self) -> Signs:
        """How amounts and lights are written."""
        return Signs(self.look.profile.bijlage)

    @property
    def goals(self) -> Sequence[PolicyGoal]:
        """The policy goals of the profile."""
        return self.look.profile.beleidsdoel

    def words(self, about: str) -> str:
        """Return what is told of something in the period of the product, empty where nothing is."""
        year = self.period.to_date()
        return " ".join(
            one.text.rstrip(".") + "."
            for one in self.told
            if one.about == about
            and one.period
            and one.period.begin <= year.end
            and one.period.end >= year.begin
        )

    def text(self, about: str, what: str, chapter: str) -> str:
        """Return what is told of something, or leave a place open for it."""
        return self.words(about) or self.leave(about, what, chapter)

    def brief(self, about: str, year: int) -> str:
        """Return a short text (a norm, a figure of others) about a year, empty where none is."""
        told = [
            one.text.rstrip(".")
            for one in self.told
            if one.about == about and one.period and one.period.end.year == year
        ]
        return told[-1] if told else ""

    def leave(self, about: str, what: str, chapter: str) -> str:
        """Leave a place open and return the mark that stands there."""
        self.blanks.append(Blank(chapter, what, about, str(self.period.end.year)))
        return f"[in te vullen {len(self.blanks)}]"

    def rows(self, *, before: bool = False) -> list[Row]:
        """Return the targets, those that stand beside another left out."""
        frame = self.targets.before if before else self.targets.frame
        return [row for row in frame.iter_rows(named=True) if not row["naast"]]

    def of_goal(self, goal: PolicyGoal) -> list[Row]:
        """Return the targets of a policy goal: that it names, and that aim at its figures."""
        own = {name.partition(";")[0] for name in goal.indicatoren}
        aims = {id for id, rule in self.look.profile.doel.items() if rule.indicator in own}
        return [row for row in self.rows() if row["doel"] in {*goal.doelen, *aims}]

    def aim_level(self, rows: Sequence[Row]) -> int | None:
        """Return how the worst of some targets does; None where none can be judged."""
        levels = [self._level(row) for row in rows if words.standing_of(row) in words.JUDGED]
        return max(levels, default=None)

    def _level(self, row: Row) -> int:
        if words.standing_of(row) in words.GOOD:
            return GOOD
        away = 100 * words.distance(row)
        return LOOK_OUT if away <= self.look.profile.bijlage.doel_oranje_pct else BAD

    def planning(self, goal: PolicyGoal, chapter: str) -> Cell:
        """Return the light of the planning: the first word of what is told of it."""
        told = self.words(f"{goal.id}.planning")
        letters = self.look.profile.bijlage.stoplicht
        first = told.split(maxsplit=1)[0].strip(".:,") if told else ""
        if first in letters:
            return self.signs.light(letters.index(first))
        return self.leave(
            f"{goal.id}.planning",
            f"{named(goal)}: loopt het op schema? ({', '.join(letters)})",
            chapter,
        )

    def cell(self, id: str, period: Period, key: Key = WHOLE) -> Cell:
        """Return a public figure, an absent one as not computed."""
        return self.look.cell(id, period, key)

    def blanks_section(self) -> Section:
        """Return the list of places that were left open."""
        columns = (
            Column("nr", "Nr", Kind.TEXT),
            Column("waar", "Waar", Kind.TEXT),
            Column("wat", "Wat", Kind.TEXT),
            Column("naam", "Indicator in tabel duiding", Kind.TEXT),
            Column("periode", "Periode", Kind.TEXT),
        )
        rows = tuple(
            (str(number), one.chapter, one.what, one.about, one.period)
            for number, one in enumerate(self.blanks, start=1)
        )
        roles = ", ".join(self.look.profile.bijlage.duiding_van)
        lead = (
            "Wat niet in de gegevens staat, is niet bedacht: die plaatsen zijn open gelaten en "
            "genummerd. Vul ze in het document in, of zet de tekst in de tabel duiding met deze "
            f"naam en periode en de rol {roles}; dan staat hij er de volgende keer.",
        )
        table = Table(
            "open_plaatsen", "Nog in te vullen", "Plaatsen die nog moeten worden ingevuld",
            "Een regel per open plaats.", columns, rows,
        )  # fmt: skip
        if not rows:
            return Section("open", "Nog in te vullen", ("Er zijn geen open plaatsen.",))
        return Section("open", "Nog in te vullen", lead, (table,))


def named(goal: PolicyGoal) -> str:
    """Return a goal in a few words, for lists and headers."""
    return textwrap.shorten(goal.tekst, _LONGEST, placeholder=" …")


def measured(row: Row) -> tuple[str, Kind]:
    """Return the unit of a target and how its numbers are written."""
    return words.unit_of(row), words.kind_of(row["eenheid"])


def shown_norm(row: Row, norm: float | None) -> str:
    """Return a norm in a few characters; a dash where there is none."""
    return words.norm_short({**row, "norm": norm})


def value_text(row: Row | None) -> Cell:
    """Return the outcome of a target as it stands in a sentence or a table of mixed units."""
    if row is None:
        return Mark.NOT_COMPUTED
    cell = words.cell(row, "waarde")
    return cell if isinstance(cell, Mark) else words.amount(row, row["waarde"])


def is_missed(row: Row) -> bool:
    """Tell whether a target was missed or is behind."""
    return words.standing_of(row) in (Standing.MISSED, Standing.BEHIND)


def unseen(rows: Sequence[Row]) -> tuple[str, ...]:
    """Say how many targets with a norm count for no light, and why: their outcome is not shown."""
    aimed = [row for row in rows if row["norm"] is not None]
    told = []
    for why, standings in _UNSEEN.items():
        count = sum(words.standing_of(row) in standings for row in aimed)
        if count:
            they = "dat telt" if count == 1 else "die tellen"
            told.append(
                f"Van {words.how_many(count, len(aimed))} is de uitkomst {why}; {they} niet mee."
            )
    return tuple(told)


def source_of(row: Row) -> str:
    """Return where a figure comes from, for a column of sources."""
    return f"{row['bron']}; {OWN_COUNT}" if row["bron"] else OWN_COUNT
