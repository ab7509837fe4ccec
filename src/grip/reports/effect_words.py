"""How what is known of instruments is said: by its step of evidence, and never with more than that.

Up to step 2 something "hangt samen met" something else. That it came of it is said nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grip.effect_door import ProtectedEffects
from grip.effects.frame import HORIZON, KINDS
from grip.effects.verdict import Verdict
from grip.reports import formats
from grip.reports.design_words import design_in_words, design_rests_on, points
from grip.reports.document import Cell, Kind, Mark
from grip.results import TOTAL, Status

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
OUTCOMES = ("uitstroom_werk", "uitstroom_onderwijs", "uitstroom_anders", "vooruit", "parttime",
            "participatie")  # fmt: skip
_WORTH = 5  # percent from which a step before or after is told


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


def shown(row: Row | None) -> Row | None:
    """Return a row that has a value to tell."""
    if row is None or row["status"] != Status.SHOWN.value or row["waarde"] is None:
        return None
    return row


def what_it_is(story: Story) -> str:
    """Answer: what is it?"""
    said = story.effects.about.get(story.id) or f"{story.name}."
    return f"{said} Groep: {story.effects.groups[story.id].lower()}."


def who_gets_it(story: Story) -> str:
    """Answer: who gets it, and how does it run?"""
    window = story.effects.window.label
    begun, running = (
        "niet" if value in (0, Mark.NOT_APPLICABLE) else f"{value} keer"
        for value in (story.cell("gestart"), story.cell("lopend"))
    )
    said = [f"In {window} {begun} gestart; het loopt nu {running}."]
    places = [row for row in story.of("gestart") if row["dimensie"] in
              ("categorie", "loonwaardeklasse") and (row["teller"] or 0) > 0]  # fmt: skip
    first = next((row["dimensie"] for row in places), "")
    most = sorted((r for r in places if r["dimensie"] == first), key=lambda r: -r["teller"])[:2]
    if most:
        kind = "loonwaarde " if first == "loonwaardeklasse" else ""
        parts = [f"{kind}{row['categorie']} ({formats.count(row['teller'])})" for row in most]
        said.append(f"Het meest bij {' en '.join(parts)}.")
    if wait := shown(story.row("wachttijd")):
        said.append(f"De helft begon binnen {formats.count(wait['waarde'])} dagen bijstand.")
    if steps := _most(story, "voorliggend"):
        said.append(f"In het jaar ervoor kreeg {steps}.")
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
    months = _followed(story)
    if not months:
        return "Nog niemand is lang genoeg gevolgd om dat te zeggen."
    work = story.row("uitstroom_werk", months)
    if work is None:
        return f"Niemand van wie begon is binnen {months} maanden uitgestroomd naar werk."
    if shown(work) is None:
        return f"Te weinig gegevens om dat te zeggen ({work['toelichting']})."
    said = [
        f"Binnen {months} maanden na de start was {spread(work, Kind.PERCENT)} uitgestroomd naar "
        f"werk ({formats.count(work['noemer'])} starters gevolgd)."
    ]
    if other := shown(story.row("uitstroom_anders", months)):
        said.append(f"Om een andere reden {formats.percent(other['waarde'])}.")
    if step := shown(story.row("vooruit", months)):
        said.append(f"Een stap vooruit op de ladder: {formats.percent(step['waarde'])}.")
    if kept := shown(story.row("duurzaam")):
        said.append(f"Duurzaam aan het werk: {spread(kept, Kind.PERCENT)}.")
    if following := _most(story, "volgorde"):
        said.append(f"Binnen een jaar begon daarna {following}.")
    return " ".join(said)


def _followed(story: Story) -> int:
    """Return for how many months starters were followed: a year, or less; 0 is not long enough."""
    months = {row["maanden"] for kind in OUTCOMES for row in story.of(kind)}
    return max((m for m in months if m <= HORIZON), default=0)


def _most(story: Story, kind: str) -> str:
    """Return the two instruments that come most often before or after: `12% met Taalpunt`."""
    found = sorted(filter(shown, story.of(kind)), key=lambda row: -row["waarde"])[:2]
    link = "met " if kind == "volgorde" else ""
    names = (
        (story.effects.labels.get(row["categorie"], row["categorie"]), row["waarde"])
        for row in found
    )
    return " en ".join(
        f"{formats.percent(share, 0)} {link}{name}" for name, share in names if share >= _WORTH
    )


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
    text = "; ".join(said)
    text = f"{text[0].upper()}{text[1:]}." if said else "Er zijn geen kosten bij vastgelegd."
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


def does_it_help(story: Story) -> str:
    """Answer: does it help to find work?"""
    if told := [design_in_words(one) for one in story.designs if one.speaks]:
        return " ".join(told)
    aim = f" {ELSEWHERE}" if story.id in story.effects.elsewhere else ""
    row = story.row("verschil")
    mine, theirs = story.row("deel_starters"), story.row("deel_anderen")
    if not story.compared or row is None or mine is None or theirs is None:
        return f"Dat is niet te zeggen: {_reason(story)}.{aim}"
    shares = (
        f"van wie begint is binnen een jaar {formats.percent(mine['waarde'])} uit de bijstand naar "
        f"werk, van wie op hen lijkt en toen niet begon {formats.percent(theirs['waarde'])}"
    )
    if story.verdict == Verdict.SIGNAL.value:
        way = "dat het samenhangt met meer werk" if row["waarde"] > 0 else (
            "dat het samenhangt met minder werk")  # fmt: skip
        return f"Er is een aanwijzing {way}: {shares}. {RESERVATION}{aim}"
    return f"Dat blijkt niet uit deze gegevens: {shares}; {_reason(story)}.{aim}"


def _reason(story: Story) -> str:
    said = next((one["toelichting"] for one in story.of("oordeel")), "")
    return said or story.why.removeprefix("geen vergelijking: ")


def how_sure(story: Story) -> str:
    """Answer: how sure are we?"""
    spoken = [one for one in story.designs if one.speaks]
    silent = [design_in_words(one) for one in story.designs if not one.speaks]
    said = [f"Niveau {story.level} van 3.", *map(design_rests_on, spoken)]
    if not spoken or story.compared:
        said.append(_how_sure(story))
    return " ".join([*said, *silent])


def _how_sure(story: Story) -> str:
    smallest = story.smallest
    could = (
        f"Een verschil vanaf {formats.decimal(smallest)} procentpunt had dit bestand kunnen laten "
        "zien; een kleiner verschil niet."
        if smallest is not None
        else "Ook een heel groot verschil had dit bestand niet kunnen laten zien."
    )
    row, others = story.row("verschil"), story.row("omvang")
    if not story.compared or row is None or others is None:
        return f"Geen uitspraak over samenhang met werk. {could}"
    said = [
        f"Beginnen hangt {'' if story.verdict == Verdict.SIGNAL.value else 'niet '}"
        f"aantoonbaar samen met uitstroom naar werk: het verschil is {points(row['waarde'])} "
        f"procentpunt en ligt met 95% zekerheid tussen {points(row['ondergrens'])} en "
        f"{points(row['bovengrens'])} ({formats.count(row['noemer'])} starters naast "
        f"{formats.count(others['noemer'])} anderen).",
        *_lock_in(story),
    ]
    strength = story.row("e_waarde")
    if story.verdict == Verdict.SIGNAL.value and strength and strength["ondergrens"]:
        said.append(
            "Iets dat niet is vastgelegd (motivatie, gezondheid) moet beginnen en werk vinden elk "
            f"{formats.decimal(strength['ondergrens'])} keer zo waarschijnlijk maken om het hele "
            "interval weg te verklaren."
        )
    else:
        said.append(could)
    return " ".join(said)


def _lock_in(story: Story) -> list[str]:
    """Tell that starters left less for work at first, where that is so."""
    early = [row for row in story.of("verloop") if row["maanden"] < HORIZON
             and row["bovengrens"] < 0]  # fmt: skip
    if not early:
        return []
    lowest = min(early, key=lambda row: row["waarde"])
    return [
        f"Eerst ligt het lager ({points(lowest['waarde'])} na {lowest['maanden']} maanden): wie "
        "begon, stroomde toen minder uit naar werk dan wie op hen lijkt. Waarom is hieruit niet te "
        "zeggen."
    ]


QUESTIONS = (
    ("Wat is het?", what_it_is),
    ("Wie krijgt het?", who_gets_it),
    ("Helpt het om aan het werk te komen?", does_it_help),
    ("Wat gebeurt er daarna?", what_came_after),
    ("Wat kost het, en hoe wordt het ervaren?", what_it_costs),
    ("Hoe zeker zijn we?", how_sure),
)


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
            ("meer", [s.name for s in signals if (s.row("verschil") or {})["waarde"] > 0]),
            ("minder", [s.name for s in signals if (s.row("verschil") or {})["waarde"] <= 0]),
        )
        if names
    ]
    if not said:
        return (
            head + "bij geen daarvan is er een aanwijzing voor samenhang met uitstroom naar werk."
        )
    return head + f"er is een aanwijzing voor samenhang met {' en met '.join(said)}."


def _listed(names: list[str]) -> str:
    return " en ".join(filter(None, (", ".join(names[:-1]), names[-1])))
