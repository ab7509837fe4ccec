"""The page of one instrument: six questions that a council asks, answered in plain words."""

from __future__ import annotations

from grip.effects.frame import HORIZON, OUTCOMES
from grip.effects.verdict import Verdict
from grip.reports import formats
from grip.reports.design_words import design_in_words, design_rests_on, points
from grip.reports.document import Kind, Mark
from grip.reports.effect_words import (
    ELSEWHERE,
    RESERVATION,
    Story,
    shown,
    spread,
)
from grip.results import TOTAL, UNKNOWN

_WORTH = 5  # percent from which a step before or after is told


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
    if most := _places(story):
        said.append(f"Het meest bij {most}.")
    if wait := shown(story.row("wachttijd")):
        said.append(f"De helft begon binnen {formats.count(wait['waarde'])} dagen bijstand.")
    if steps := _most(story, "voorliggend"):
        said.append(f"In het jaar ervoor kreeg {steps}.")
    if long := shown(story.row("duur")):
        said.append(f"De helft is na {formats.count(long['waarde'])} dagen geëindigd.")
    if early := shown(story.row("voortijdig")):
        why = _parts(story, "voortijdig")
        said.append(
            f"{formats.percent(early['waarde'])} stopte voortijdig of door overmacht"
            f"{f' ({why})' if why else ''}."
        )
    if (outside := shown(story.row("buiten_richtlijn"))) and outside["teller"]:
        one = outside["teller"] == 1
        said.append(
            f"Van {formats.count(outside['noemer'])} starts {'valt' if one else 'vallen'} er "
            f"{formats.count(outside['teller'])} buiten de richtlijn "
            f"({_parts(story, 'buiten_richtlijn')})."
        )
    return " ".join(said)


def _places(story: Story) -> str:
    """Return where most starts were, on the ladder or else by class of loonwaarde."""
    found = [row for row in story.of("gestart") if row["dimensie"] in
             ("categorie", "loonwaardeklasse") and (row["teller"] or 0) > 0]  # fmt: skip
    first = next((row["dimensie"] for row in found), "")
    kind = {"loonwaardeklasse": "loonwaarde ", "categorie": "plaats "}.get(first, "")
    most = sorted((row for row in found if row["dimensie"] == first), key=lambda r: -r["teller"])
    parts = [
        f"{kind if first != 'categorie' or row['categorie'] == UNKNOWN else ''}{row['categorie']} "
        f"({formats.count(row['teller'])})"
        for row in most[:2]
    ]
    return " en ".join(parts)


def _parts(story: Story, kind: str) -> str:
    """Return the two largest parts of a figure with how many they are."""
    parts = [row for row in story.of(kind) if row["categorie"] != TOTAL and row["teller"]]
    most = sorted(parts, key=lambda row: -row["teller"])[:2]
    return ", ".join(f"{row['categorie']}: {formats.count(row['teller'])}" for row in most)


def what_came_after(story: Story) -> str:
    """Answer: what happens after?"""
    months = _followed(story)
    if not months:
        return f"Dat is niet te zeggen: {story.lacking}."
    work = story.row("uitstroom_werk", months)
    if work is None:
        return f"Niemand van wie begon is binnen {months} maanden uitgestroomd naar werk."
    if shown(work) is None:
        return f"Te weinig gegevens om dat te zeggen ({work['toelichting']})."
    said = [
        f"Binnen {months} maanden na de start was {spread(work, Kind.PERCENT)} uitgestroomd naar "
        f"werk ({formats.count(work['noemer'])} starters gevolgd)."
    ]
    other = [
        f"{words} {formats.percent(row['waarde'])}"
        for words, kind in (("naar school", "uitstroom_onderwijs"),
                            ("om een andere reden", "uitstroom_anders"))
        if (row := shown(story.row(kind, months)))
    ]  # fmt: skip
    if other:
        said.append(f"{' en '.join(other).capitalize()}.")
    if step := shown(story.row("vooruit", months)):
        said.append(f"Een stap vooruit op de ladder: {formats.percent(step['waarde'])}.")
    stayed = [
        f"{spread(row, Kind.PERCENT)} {words}"
        for words, kind in (("werk naast de uitkering", "parttime"),
                            ("een activiteit om mee te doen", "participatie"))
        if (row := shown(story.row(kind, months)))
    ]  # fmt: skip
    if stayed:
        said.append(f"Van wie toen nog in de bijstand was, had {' en '.join(stayed)}.")
    if kept := shown(story.row("duurzaam")):
        said.append(f"Van wie twee jaar is gevolgd, werkte {spread(kept, Kind.PERCENT)} duurzaam.")
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
    for kind, words in (("kosten_start", "per start"),
                        ("kosten_afgerond", "per afgeronde voorziening"),
                        ("kosten_duurzaam", "per duurzame uitstroom")):  # fmt: skip
        row = story.row(kind)
        if told := shown(row):
            said.append(f"{spread(told, Kind.EURO)} {words}")
        elif row is not None:
            said.append(f"{words}: te weinig gevallen")
    text = "; ".join(said)
    text = f"{text[0].upper()}{text[1:]}." if said else _no_costs(story)
    scores = [
        f"{who} {spread(row, Kind.DECIMAL)}"
        for who, kind in (("cliënt", "ervaren_client"), ("consulent", "ervaren_consulent"))
        if (row := shown(story.row(kind)))
    ]
    if scores:
        text += f" Ervaren effect (1 tot en met 5): {', '.join(scores)}."
    elif story.row("ervaren_client") or story.row("ervaren_consulent"):
        text += " Ervaren effect: te weinig scores om te zeggen."
    if apart := shown(story.row("oneens")):
        text += (
            f" Zij zijn het oneens (twee punten of meer verschil) bij "
            f"{formats.count(apart['teller'])} van de {formats.count(apart['noemer'])}."
        )
    return text


def _no_costs(story: Story) -> str:
    """Tell of which voorzieningen nothing was paid; on others money may well have been spent."""
    if not story.effects.priced:
        return "Wat een voorziening kost, is uit deze gegevens niet te zeggen."
    return (
        "Bij voorzieningen die begonnen sinds de kosten worden geboekt en die tot en met "
        f"{formats.day(story.effects.until)} zijn geëindigd, staan geen gerealiseerde kosten. Wat "
        "er in het jaar is uitgegeven, staat in het rapport op blad 'Kosten per instrument'."
    )


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
        f"van de {formats.count(mine['noemer'])} starters die te vergelijken zijn is binnen een "
        f"jaar {formats.percent(mine['waarde'])} uit de bijstand naar werk, van wie op hen lijkt "
        f"en toen niet begon {formats.percent(theirs['waarde'])}"
    )
    if story.verdict == Verdict.SIGNAL.value:
        way = "dat het samenhangt met meer werk" if row["waarde"] > 0 else (
            "dat het samenhangt met minder werk")  # fmt: skip
        return f"Er is een aanwijzing {way}: {shares}. {RESERVATION}{aim}"
    return f"Dat blijkt niet uit deze gegevens: {shares}; {_reason(story)}.{aim}"


def _reason(story: Story) -> str:
    said = next((one["toelichting"] for one in story.of("oordeel")), "")
    return said or story.lacking


def how_sure(story: Story) -> str:
    """Answer: how sure are we?"""
    spoken = [one for one in story.designs if one.speaks]
    silent = [design_in_words(one) for one in story.designs if not one.speaks]
    said = [f"Niveau {story.level} van 3.", *map(design_rests_on, spoken)]
    if not spoken or story.compared:
        said.append(_how_sure(story))
    return " ".join([*said, *silent])


def _how_sure(story: Story) -> str:
    could = _could_show(story)
    row, others = story.row("verschil"), story.row("omvang")
    if not story.compared or row is None or others is None:
        return f"Geen uitspraak over samenhang met werk. {could}".rstrip()
    said = [
        f"Beginnen hangt {'' if story.verdict == Verdict.SIGNAL.value else 'niet '}"
        f"aantoonbaar samen met uitstroom naar werk: het verschil is {points(row['waarde'])} "
        f"procentpunt en ligt met 95% zekerheid tussen {points(row['ondergrens'])} en "
        f"{points(row['bovengrens'])} ({formats.count(row['noemer'])} starters naast "
        f"{formats.count(others['noemer'])} anderen).",
        *_lock_in(story),
        *_otherwise(story),
        _tested(story),
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
    lowest = story.lower_at_first
    if lowest is None:
        return []
    return [
        f"Eerst ligt het lager ({points(lowest['waarde'])} na "
        f"{formats.months(lowest['maanden'])}): wie begon, stroomde toen minder uit naar werk dan "
        "wie op hen lijkt. Waarom is hieruit niet te zeggen."
    ]


def _could_show(story: Story) -> str:
    """Tell the smallest difference that could have been shown, of what was looked at."""
    if story.row("kleinste") is None:
        return ""
    if story.smallest is None:
        return "Ook een heel groot verschil had dit bestand niet kunnen laten zien."
    return (
        f"Een verschil vanaf {formats.decimal(story.smallest)} procentpunt zou dit bestand in vier "
        "van de vijf gevallen laten zien; een kleiner verschil minder vaak."
    )


def _otherwise(story: Story) -> list[str]:
    """Tell what another way of weighing gives."""
    row = shown(story.row("anders_gewogen"))
    return [f"Anders gewogen is het {points(row['waarde'])}."] if row else []


def _tested(story: Story) -> str:
    """Tell what the tests that should find nothing found; one that fires leaves no comparison."""
    tests = ("uitstroom die niet kan reageren", "toets_reden"), ("een verzonnen start",
                                                                 "toets_startdatum")  # fmt: skip
    made = [words for words, kind in tests if shown(story.row(kind))]
    lacking = [words for words, kind in tests if not shown(story.row(kind))]
    said = f"Getoetst op {' en '.join(made)}: geen verschil, zoals het hoort." if made else ""
    few = f"Niet te toetsen, te weinig gevallen: {' en '.join(lacking)}." if lacking else ""
    return f"{said} {few}".strip()


QUESTIONS = (
    ("Wat is het?", what_it_is),
    ("Wie krijgt het?", who_gets_it),
    ("Helpt het om aan het werk te komen?", does_it_help),
    ("Wat gebeurt er daarna?", what_came_after),
    ("Wat kost het, en hoe wordt het ervaren?", what_it_costs),
    ("Hoe zeker zijn we?", how_sure),
)
