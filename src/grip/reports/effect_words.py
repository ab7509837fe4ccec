"""How what is known of instruments is said: by its step of evidence, and never with more than that.

Up to step 2 something "hangt samen met" something else. That it came of it is said nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import dropwhile, takewhile
from typing import Any

from grip.effect_door import ProtectedEffects
from grip.effects.frame import ALL, KINDS
from grip.effects.verdict import Verdict, smallest_found
from grip.reports import formats
from grip.reports.document import Cell, Kind, Mark
from grip.results import TOTAL, UNKNOWN, Status

_EARLY = 4  # months: what is lower only after that is no beginning
LEVELS = {0: "0 gebruik", 1: "1 wat erna gebeurde", 2: "2 vergeleken", 3: "3 opzet"}
ELSEWHERE = (
    "Dit instrument is niet in de eerste plaats op werk gericht: lees uitstroom naar werk hier "
    "niet als zijn doel."
)
RESERVATION = "Dit is samenhang, geen bewijs van oorzaak."
LEVEL_NOTE = (
    "Niveau 0: wie krijgt wat. Niveau 1: wat er na de start gebeurde. Niveau 2: hetzelfde, "
    "vergeleken met wie op de starters lijkt en toen niet begon. Niveau 3: een opzet waarin het "
    "beleid en niet de consulent beslist wie het krijgt; alleen waar het profiel er een noemt."
)
Row = Mapping[str, Any]


class Story:
    """The figures of one instrument by name."""

    def __init__(self, effects: ProtectedEffects, instrument: str) -> None:
        self.effects, self.id = effects, instrument
        self.name = effects.names[instrument]
        self.rows = effects.rows_of(instrument)
        self.level, self.why = effects.levels[instrument]
        self.designs = [one for one in effects.designs if one.design.instrument == instrument]

    def row(self, kind: str, months: int | None = None, category: str = TOTAL) -> Row | None:
        """Return a row, or nothing where there is none."""
        for row in self.rows:
            same = row["maat"] == kind and row["categorie"] == category
            if same and months in (None, row["maanden"]):
                return row
        return None

    def of(self, kind: str) -> list[Row]:
        """Return all rows of a kind."""
        return [row for row in self.rows if row["maat"] == kind]

    def cell(self, kind: str, months: int | None = None, column: str = "waarde") -> Cell:
        """Return a figure, or the mark for why there is none."""
        row = self.row(kind, months)
        if row is None:
            return Mark.NOT_APPLICABLE
        if row["status"] == Status.TOO_FEW.value and column not in ("teller", "noemer"):
            return Mark.TOO_FEW
        if row["status"] == Status.NOT_COMPUTED.value and column not in ("teller", "noemer"):
            return Mark.NOT_COMPUTED
        value = row[column]
        if value is None:
            return Mark.NOT_APPLICABLE
        return int(value) if float(value).is_integer() else float(value)

    def number(self, kind: str) -> int:
        """Return how many there were; of what did not occur there is no row."""
        return int((self.row(kind) or {"teller": 0})["teller"] or 0)

    @property
    def verdict(self) -> str:
        """The outcome of the rule; without a comparison no statement."""
        found = self.of("oordeel")
        return str(found[0]["categorie"]) if found else Verdict.NONE.value

    @property
    def lacking(self) -> str:
        """Why it goes no higher, without saying once more that there is no comparison."""
        return self.why.removeprefix("geen vergelijking: ")

    @property
    def outcome(self) -> str:
        """The outcome of the highest step, in a few words."""
        spoken = [one for one in self.designs if one.speaks]
        if not spoken:
            return self.verdict
        found = any(one.found for one in spoken)
        return f"{'' if found else 'geen '}verschil aangetoond"

    @property
    def compared(self) -> bool:
        """Whether something may be said of the comparison with others."""
        return self.verdict != Verdict.NONE.value

    @property
    def estimate(self) -> Row | None:
        """The difference of the highest step, its interval, and the smallest it could show.

        Of several designs the first that found something, as that is what `outcome` tells.
        """
        told = sorted(self.designs, key=lambda one: not one.found)
        effects = [one.effect for one in told if one.effect is not None]
        if effects:
            first = effects[0]
            return {"waarde": first.difference, "ondergrens": first.low,
                    "bovengrens": first.high, "kleinste": smallest_found(first)}  # fmt: skip
        row = self.row("verschil") if self.compared else None
        return None if row is None else {**row, "kleinste": self.smallest}

    @property
    def lower_at_first(self) -> Row | None:
        """The lowest month with the band below nought, where that began early and did not last."""
        curve = self.of("verloop")
        first = list(takewhile(_below, dropwhile(lambda row: not _below(row), curve)))
        if not first or first[0]["maanden"] > _EARLY or _below(curve[-1]):
            return None
        return min(first, key=lambda row: float(row["waarde"]))

    @property
    def smallest(self) -> float | None:
        """The smallest difference that could have been shown."""
        row = self.row("kleinste")
        return None if row is None else row["waarde"]


def _below(row: Row) -> bool:
    """Tell whether the band of a month lies below nought."""
    return bool(row["bovengrens"] < 0)


def kind_of(kind: str) -> Kind:
    """Return how figures of a kind are written."""
    units = {"procent": Kind.PERCENT, "euro": Kind.EURO, "procentpunt": Kind.DECIMAL,
             "score": Kind.DECIMAL, "dagen": Kind.COUNT, "verhouding": Kind.DECIMAL}  # fmt: skip
    return units.get(KINDS[kind].unit, Kind.COUNT)


def spread(row: Row, kind: Kind) -> str:
    """Return a figure with its interval: `38,1% (95%: 28,6% tot 47,6%)`."""
    value = formats.cell(row["waarde"], kind)
    if row["ondergrens"] is None or row["bovengrens"] is None:
        return value
    low, high = (formats.cell(row[name], kind) for name in ("ondergrens", "bovengrens"))
    return f"{value} (95%: {low} tot {high})"


def shown(row: Row | None) -> Row | None:
    """Return a row that has a value to tell."""
    if row is None or row["status"] != Status.SHOWN.value or row["waarde"] is None:
        return None
    return row


def message(stories: list[Story]) -> str:
    """Return what stands out, in a sentence or two."""
    told = [story for story in stories if story.compared]
    signals = [story for story in told if story.verdict == Verdict.SIGNAL.value]
    if not told:
        return (
            "Van geen enkel instrument is te zeggen of het samenhangt met uitstroom naar werk: er "
            "zijn te weinig vergelijkbare starters."
        )
    head = (
        f"Van {len(told)} van de {len(stories)} instrumenten is een vergelijking te maken met wie "
        "op de starters lijkt; "
    )
    said = [
        f"{way} uitstroom naar werk bij {_listed(names)}"
        for way, names in (
            ("meer", [_called(s) for s in signals if (s.row("verschil") or {})["waarde"] > 0]),
            ("minder", [_called(s) for s in signals if (s.row("verschil") or {})["waarde"] <= 0]),
        )
        if names
    ]
    if not said:
        return (
            head + "bij geen daarvan is er een aanwijzing voor samenhang met uitstroom naar werk."
        )
    return head + f"er is een aanwijzing voor samenhang met {' en met '.join(said)}."


def unused(effects: ProtectedEffects) -> tuple[str, ...]:
    """Return how many had nothing at all for a year, and where that was most often so."""
    rows = [row for row in effects.rows_of(ALL) if row["maat"] == "zonder" and shown(row)]
    whole = next((row for row in rows if row["categorie"] == TOTAL), None)
    if whole is None:
        return ()
    parts = [row for row in rows if row["categorie"] not in (TOTAL, UNKNOWN)]
    most = max(parts, key=lambda row: float(row["waarde"]), default=None)
    where = ""
    if most is not None:
        kind = "loonwaarde " if most["dimensie"] == "loonwaardeklasse" else ""
        where = (
            f"; het vaakst bij {kind}{most['categorie']} ({formats.count(most['teller'])} van de "
            f"{formats.count(most['noemer'])})"
        )
    return (
        f"Van de {formats.count(whole['noemer'])} personen die minstens een jaar in de bijstand "
        f"zijn, had {formats.percent(whole['waarde'])} in het laatste jaar geen enkele "
        f"voorziening{where}.",
    )


def _called(story: Story) -> str:
    aside = " (niet in de eerste plaats op werk gericht)"
    return f"{story.name}{aside if story.id in story.effects.elsewhere else ''}"


def _listed(names: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))
