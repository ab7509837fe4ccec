"""How what is known of instruments is said: by its step of evidence, and never with more than that.

Up to step 2 something "hangt samen met" something else. That it came of it is said nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from grip.effect_door import ProtectedEffects
from grip.effects.frame import COMPARED, HORIZON, KINDS, USE
from grip.effects.verdict import Verdict
from grip.reports import formats
from grip.reports.document import Cell, Kind, Mark
from grip.results import TOTAL, Status

LEVELS = {0: "0 gebruik", 1: "1 wat erna gebeurde", 2: "2 vergeleken"}
ELSEWHERE = (
    "Dit instrument is niet in de eerste plaats op werk gericht: lees uitstroom naar werk hier "
    "niet als zijn doel."
)
RESERVATION = "Dit is samenhang, geen bewijs van oorzaak."
LEVEL_NOTE = (
    "Niveau 0: wie krijgt wat. Niveau 1: wat er na de start gebeurde. Niveau 2: hetzelfde, "
    "vergeleken met wie op de starters lijkt en toen niet begon. Niveau 3 (een proef of een "
    "andere opzet waarin niet de consulent kiest) is er niet."
)
Row = Mapping[str, Any]


class Story:
    """The figures of one instrument by name."""

    def __init__(self, effects: ProtectedEffects, instrument: str) -> None:
        self.effects, self.id = effects, instrument
        self.name = effects.names[instrument]
        self.rows = effects.frame.filter(pl.col("instrument") == instrument).to_dicts()
        self.level, self.why = effects.levels[instrument]

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
        value = row[column]
        if value is None:
            return Mark.NOT_APPLICABLE
        return int(value) if float(value).is_integer() else float(value)

    @property
    def verdict(self) -> str:
        """The outcome of the rule; without a comparison no statement."""
        found = self.of("oordeel")
        return str(found[0]["categorie"]) if found else Verdict.NONE.value

    @property
    def smallest(self) -> float | None:
        """The smallest difference that could have been shown."""
        row = self.row("kleinste")
        return None if row is None else row["waarde"]


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


def points(value: float) -> str:
    """Return percentage points with their sign: `+16,2`."""
    return f"{'+' if value > 0 else ''}{formats.decimal(value)}"


def shown(row: Row | None) -> Row | None:
    """Return a row that has a value to tell."""
    if row is None or row["status"] != Status.SHOWN.value or row["waarde"] is None:
        return None
    return row


def what_it_is(story: Story) -> str:
    """Answer: what is it?"""
    return f"{story.name} (groep {story.effects.groups[story.id].lower()})."


def who_gets_it(story: Story) -> str:
    """Answer: who gets it, and how does it run?"""
    window = story.effects.window.label
    begun, running = story.cell("gestart"), story.cell("lopend")
    said = [f"In {window} {begun if begun != Mark.NOT_APPLICABLE else 0} keer gestart; "
            f"{running if running != Mark.NOT_APPLICABLE else 0} lopen er nu."]  # fmt: skip
    places = [row for row in story.of("gestart") if row["dimensie"] in
              ("categorie", "loonwaardeklasse") and (row["teller"] or 0) > 0]  # fmt: skip
    first = next((row["dimensie"] for row in places), "")
    most = sorted((r for r in places if r["dimensie"] == first), key=lambda r: -r["teller"])[:2]
    if most:
        parts = [f"{row['categorie']} ({formats.count(row['teller'])})" for row in most]
        said.append(f"Het meest bij {' en '.join(parts)}.")
    if long := shown(story.row("duur")):
        said.append(f"De helft is na {formats.count(long['waarde'])} dagen geëindigd.")
    if early := shown(story.row("voortijdig")):
        said.append(f"{formats.percent(early['waarde'])} stopte voortijdig of door overmacht.")
    if (outside := shown(story.row("buiten_richtlijn"))) and outside["teller"]:
        said.append(
            f"Van {formats.count(outside['noemer'])} starts vallen er "
            f"{formats.count(outside['teller'])} buiten de richtlijn."
        )
    return " ".join(said)


def what_came_after(story: Story) -> str:
    """Answer: what happens after?"""
    work = shown(story.row("uitstroom_werk", HORIZON))
    if work is None:
        row = story.row("uitstroom_werk", HORIZON)
        few = f" ({row['toelichting']})" if row and row["toelichting"] else ""
        if story.level == USE:
            return f"Te weinig gegevens om dat te zeggen{few}."
        return "Niemand van wie begon is binnen twaalf maanden uitgestroomd naar werk."
    said = [
        f"Binnen twaalf maanden na de start was {spread(work, Kind.PERCENT)} uitgestroomd naar "
        f"werk ({formats.count(work['noemer'])} starters gevolgd)."
    ]
    if other := shown(story.row("uitstroom_anders", HORIZON)):
        said.append(f"Om een andere reden {formats.percent(other['waarde'])}.")
    if step := shown(story.row("vooruit", HORIZON)):
        said.append(f"Een stap vooruit op de ladder: {formats.percent(step['waarde'])}.")
    if kept := shown(story.row("duurzaam")):
        said.append(f"Duurzaam aan het werk: {spread(kept, Kind.PERCENT)}.")
    return " ".join(said)


def what_it_costs(story: Story) -> str:
    """Answer: what does it cost, and how is it experienced?"""
    said = []
    for kind, words in (("kosten_start", "per start"), ("kosten_afgerond", "per afgeronde"),
                        ("kosten_duurzaam", "per duurzame uitstroom")):  # fmt: skip
        row = story.row(kind)
        if told := shown(row):
            said.append(f"{spread(told, Kind.EURO)} {words}")
        elif row is not None:
            said.append(f"{words}: te weinig gevallen")
    text = f"{'; '.join(said)}." if said else "Er zijn geen kosten bij vastgelegd."
    scores = [
        f"{who} {formats.decimal(row['waarde'])}"
        for who, kind in (("cliënt", "ervaren_client"), ("consulent", "ervaren_consulent"))
        if (row := shown(story.row(kind)))
    ]
    if scores:
        text += f" Ervaren effect (1 tot en met 5): {', '.join(scores)}."
    if apart := shown(story.row("oneens")):
        text += f" In {formats.percent(apart['waarde'], 0)} van de gevallen zijn zij het oneens."
    return text


def how_sure(story: Story) -> str:
    """Answer: how sure are we?"""
    aim = f" {ELSEWHERE}" if story.id in story.effects.elsewhere else ""
    return f"{_how_sure(story)}{aim}"


def _how_sure(story: Story) -> str:
    smallest = story.smallest
    could = (
        f" Een verschil vanaf {formats.decimal(smallest)} procentpunt had dit bestand kunnen laten "
        "zien; een kleiner verschil niet."
        if smallest is not None
        else " Ook een heel groot verschil had dit bestand niet kunnen laten zien."
    )
    if story.level < COMPARED:
        return f"Geen uitspraak over samenhang met werk; {story.why}.{could}"
    row = story.row("verschil")
    mine, theirs = story.row("deel_starters"), story.row("deel_anderen")
    assert row is not None and mine is not None and theirs is not None
    gap = (
        f"{formats.percent(mine['waarde'])}, en {formats.percent(theirs['waarde'])} van wie "
        f"op hen lijkt en toen niet begon, {points(row['waarde'])} procentpunt (95%: "
        f"{points(row['ondergrens'])} tot {points(row['bovengrens'])})"
    )
    if story.verdict == Verdict.SIGNAL.value:
        way = "meer" if row["waarde"] > 0 else "minder"
        return (
            f"Aanwijzing: beginnen hangt samen met {way} uitstroom naar werk binnen twaalf "
            f"maanden: {gap}. {RESERVATION}"
        )
    reason = next((one["toelichting"] for one in story.of("oordeel")), "")
    return (
        f"Geen aanwijzing: beginnen hangt in deze gegevens niet aantoonbaar samen met uitstroom "
        f"naar werk: {gap}; {reason}.{could}"
    )


QUESTIONS = (
    ("Wat is het?", what_it_is),
    ("Wie krijgt het?", who_gets_it),
    ("Wat gebeurt er daarna?", what_came_after),
    ("Wat kost het, en hoe wordt het ervaren?", what_it_costs),
    ("Hoe zeker zijn we?", how_sure),
)


def message(stories: list[Story]) -> str:
    """Return what stands out, in a sentence or two."""
    told = [story for story in stories if story.level == COMPARED]
    signals = [story for story in told if story.verdict == Verdict.SIGNAL.value]
    if not told:
        return (
            "Van geen enkel instrument is te zeggen of het samenhangt met uitstroom naar werk: er "
            "zijn te weinig vergelijkbare starters."
        )
    names = " en ".join(story.name for story in signals)
    head = (
        f"Van {len(told)} van de {len(stories)} instrumenten is een vergelijking te maken met wie "
        "op de starters lijkt; "
    )
    if not signals:
        return (
            head + "bij geen daarvan is er een aanwijzing voor samenhang met uitstroom naar werk."
        )
    return head + f"bij {names} is er een aanwijzing voor samenhang met uitstroom naar werk."
