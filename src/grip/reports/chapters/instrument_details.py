"""Tables behind the chapter on instruments: who gets what, month by month, in groups, by design."""

from __future__ import annotations

from grip.effect_door import ProtectedEffects
from grip.effects.frame import HORIZON, KINDS
from grip.effects.verdict import Verdict
from grip.reports import effect_words as words
from grip.reports import formats
from grip.reports.design_words import KIND_OF_DESIGN, design_headline, design_in_words
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.effect_words import Row, Story
from grip.results import DIMENSION_TITLES, TOTAL, Status

_MONTHS = (1, 2, 3, 4, 6, 9, 12)
_INSTRUMENT = Column("instrument", "Instrument", Kind.TEXT)


def _named(effects: ProtectedEffects, row: Row) -> tuple[str, str]:
    """Return how a reader calls the dimension and the value of a row."""
    dimension = DIMENSION_TITLES.get(row["dimensie"], row["dimensie"])
    name = str(row["categorie"])
    return str(dimension), effects.labels.get(name, name)


def who_table(effects: ProtectedEffects, stories: list[Story]) -> list[Table]:
    """Return of every instrument for whom it began, by place, wage, target group and provider."""
    rows: list[tuple[Cell, ...]] = []
    for story in stories:
        begun = story.number("gestart")
        rows += [
            (story.name, *_named(effects, row), int(row["teller"]), begun,
             100 * row["teller"] / begun)
            for row in story.of("gestart")
            if row["dimensie"] != TOTAL and row["teller"] and begun
        ]  # fmt: skip
    if not rows:
        return []
    total = sum(story.number("gestart") for story in stories)
    return [Table(
        "instrument_wie", "Wie krijgt welk instrument",
        f"In {effects.window.label} begonnen {formats.count(total)} voorzieningen; voor wie, staat "
        "per instrument",
        "Niveau 0. Doelgroepen overlappen elkaar; wat niet voorkwam, staat er niet in.",
        (_INSTRUMENT, Column("naar", "Naar", Kind.TEXT), Column("groep", "Groep", Kind.TEXT),
         Column("aantal", "Gestart"), Column("van", "Van"),
         Column("deel", "Deel (%)", Kind.PERCENT)),
        tuple(rows), (f"{KINDS['gestart'].title}: {KINDS['gestart'].definition}",),
    )]  # fmt: skip


def curve_table(stories: list[Story]) -> list[Table]:
    """Return the difference month by month, so that a worse beginning can be seen."""
    told = [story for story in stories if story.compared]
    if not told:
        return []
    locked = [story.name for story in told if story.lower_at_first]
    title = (
        f"Eerst minder uitstroom naar werk dan vergelijkbare anderen: {', '.join(locked)}"
        if locked
        else "Bij geen instrument is aantoonbaar dat starters eerst minder uitstromen naar werk"
    )
    return [Table(
        "instrument_verloop", "Verschil per maand", title,
        "Niveau 2: wie begon min wie op hen lijkt, in procentpunt. Eerst lager: wie "
        "begon, stroomde toen minder uit; waarom is hieruit niet te zeggen.",
        (_INSTRUMENT, *(Column(f"m{m}", f"na {formats.months(m)}", Kind.DECIMAL)
                        for m in _MONTHS),
         Column("laag", f"ondergrens na {HORIZON}", Kind.DECIMAL),
         Column("hoog", f"bovengrens na {HORIZON}", Kind.DECIMAL),
         Column("laagste", "Laagste punt", Kind.TEXT, width=40)),
        tuple(
            (story.name, *(story.cell("verloop", m) for m in _MONTHS),
             story.cell("verloop", HORIZON, "ondergrens"),
             story.cell("verloop", HORIZON, "bovengrens"), _lowest(story))
            for story in told
        ),
        (f"{KINDS['verloop'].title}: {KINDS['verloop'].definition}",
         "Laagste punt: waar het eerst aantoonbaar lager was, het laagste daarvan.",
         words.RESERVATION),
    )]  # fmt: skip


def _lowest(story: Story) -> str:
    """Return the lowest point of the curve with its band, and what that says.

    Of who were lower at first it is the point where they were. A band below nought is lower only
    there and where there is a signal: with many instruments some band lies there by chance.
    """
    first = story.lower_at_first
    row = first or min(story.of("verloop"), key=lambda one: one["waarde"])
    low, lower, upper = (formats.decimal(row[name]) for name in
                         ("waarde", "ondergrens", "bovengrens"))  # fmt: skip
    if first or (row["bovengrens"] < 0 and story.verdict == Verdict.SIGNAL.value):
        said = "lager dan vergelijkbare anderen"
    else:
        said = "kan toeval zijn"
        if row["bovengrens"] < 0:
            said = "de band ligt onder nul, maar met zoveel instrumenten kan dat toeval zijn"
    return f"{low} na {formats.months(row['maanden'])} ({lower} tot {upper}): {said}"


def groups_table(effects: ProtectedEffects, stories: list[Story]) -> list[Table]:
    """Return the comparison within groups, and how many looks that were."""
    rows: list[tuple[Cell, ...]] = []
    signals, looks = [], 0
    for story in stories:
        drawn = {(r["dimensie"], r["categorie"]): r for r in story.of("ingedikt_groep")}
        for row in story.of("verschil_groep"):
            told = words.shown(row)
            looks += told is not None
            dimension, name = _named(effects, row)
            if told and row["toelichting"] == "aanwijzing":
                signals.append(f"{story.name} bij {name}")
            pulled = drawn.get((row["dimensie"], row["categorie"]))
            rows.append(
                (story.name, dimension, name, int(row["noemer"]),
                 *((row[c] if told else _why_not(row)) for c in
                   ("waarde", "ondergrens", "bovengrens")),
                 pulled["waarde"] if pulled else Mark.NOT_APPLICABLE,
                 row["toelichting"] if told else f"geen uitspraak: {row['toelichting']}")
            )  # fmt: skip
    if not rows:
        return []
    found = f"een aanwijzing bij {', '.join(signals)}" if signals else "nergens een aanwijzing"
    return [Table(
        "instrument_groepen", "Instrument per groep",
        f"Binnen groepen {looks} keer vergeleken: {found}",
        "Niveau 2 binnen een groep, van instrumenten waarvan een vergelijking te maken is en "
        "groepen met minstens 15 starters en 5 keer uitstroom naar werk.",
        (_INSTRUMENT, Column("naar", "Naar", Kind.TEXT), Column("groep", "Groep", Kind.TEXT),
         Column("starters", "Starters"),
         Column("verschil", "Gewogen verschil (procentpunt)", Kind.DECIMAL),
         Column("laag", "ondergrens (95%)", Kind.DECIMAL),
         Column("hoog", "bovengrens (95%)", Kind.DECIMAL),
         Column("ingedikt", "Naar elkaar toe (procentpunt)", Kind.DECIMAL),
         Column("oordeel", "Oordeel", Kind.TEXT, width=40)),
        tuple(rows),
        (f"Er is {looks} keer gekeken; het oordeel houdt daar rekening mee (Holm). Een interval "
         "zonder nul is dan nog geen aanwijzing.",
         f"{KINDS['ingedikt_groep'].title}: {KINDS['ingedikt_groep'].definition}",
         "Doelgroepen overlappen elkaar: hun verschillen hangen samen.", words.RESERVATION),
    )]  # fmt: skip


def _why_not(row: Row) -> Mark:
    return Mark.TOO_FEW if row["status"] == Status.TOO_FEW.value else Mark.NOT_COMPUTED


def designs_table(effects: ProtectedEffects) -> list[Table]:
    """Return what the designs of the policy itself showed."""
    if not effects.designs:
        return []
    told = [one for one in effects.designs if one.speaks]
    rows = tuple(
        (
            one.design.naam, effects.names.get(one.design.instrument, one.design.instrument),
            KIND_OF_DESIGN[one.design.soort], one.tried.offered, one.tried.others,
            *(_share(share) for share in (one.tried.taken_up, one.tried.elsewhere)),
            *((one.effect.difference, one.effect.low, one.effect.high) if one.effect else
              (Mark.NOT_COMPUTED,) * 3),
            design_in_words(one),
        )
        for one in effects.designs
    )  # fmt: skip
    title = (
        design_headline(effects.designs[0])
        if len(effects.designs) == 1
        else f"Van {len(told)} van de {len(effects.designs)} opzetten is te zeggen wat het aanbod "
        "deed"
    )
    return [Table(
        "instrument_opzetten", "Opzetten van het beleid", title,
        "Niveau 3: het beleid en niet de consulent besliste wie het kreeg. Iedereen met het aanbod "
        "telt, ook wie er niet aan begon; bij een wachtlijst telt wie begon, naast wie wachtte.",
        (Column("opzet", "Opzet", Kind.TEXT), _INSTRUMENT, Column("soort", "Soort", Kind.TEXT),
         Column("met", "Met het aanbod"), Column("naast", "Ernaast"),
         Column("begonnen", "Begonnen met aanbod (%)", Kind.PERCENT),
         Column("elders", "Begonnen zonder (%)", Kind.PERCENT),
         Column("verschil", "Verschil (procentpunt)", Kind.DECIMAL),
         Column("laag", "ondergrens (95%)", Kind.DECIMAL),
         Column("hoog", "bovengrens (95%)", Kind.DECIMAL),
         Column("woorden", "Wat het zegt", Kind.TEXT, width=60)),
        rows, tuple(f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in
                    ("opzet_verschil", "opzet_begonnen", "opzet_toets")),
    )]  # fmt: skip


def _share(value: float | None) -> Cell:
    return Mark.NOT_APPLICABLE if value is None else value
