"""From protected results to the document: cover, summary, chapters, definitions, accountability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grip.periods import Period
from grip.reports import formats
from grip.reports.accountability import Background, accountability, definitions
from grip.reports.arrangement import BEHIND, arranged, in_order
from grip.reports.beside import Beside
from grip.reports.chapters.benchmark import benchmark_chapter
from grip.reports.chapters.budget_chain import chain_chapter
from grip.reports.chapters.caseload import caseload_chapter
from grip.reports.chapters.durations import durations_chapter
from grip.reports.chapters.experience import experience_chapter
from grip.reports.chapters.funnel import funnel_chapter
from grip.reports.chapters.gate import (
    gate_chapter,
    support_chapter,
)
from grip.reports.chapters.instruments import instruments_chapter
from grip.reports.chapters.late import late_tables
from grip.reports.chapters.lead_times import lead_times_chapter
from grip.reports.chapters.legality import legality_chapter
from grip.reports.chapters.money import money_chapter
from grip.reports.chapters.movement import movement_chapter
from grip.reports.chapters.outflow import outflow_chapter
from grip.reports.chapters.outlook import outlook_chapter
from grip.reports.chapters.participation import (
    participation_chapter,
    records_chapter,
)
from grip.reports.chapters.policy import policy_table
from grip.reports.chapters.profiles import profiles_chapter
from grip.reports.chapters.registration import discipline_chapter
from grip.reports.chapters.sentences import about
from grip.reports.chapters.signals import signals_chapter
from grip.reports.chapters.targets import targets_chapter
from grip.reports.commentary import commentary_table, untold_table, with_commentary
from grip.reports.document import (
    CONFIDENTIAL,
    SAMPLE,
    Document,
    Figure,
    KeyFigure,
    Kind,
    Mark,
    Section,
    Table,
    Tone,
)
from grip.reports.left_out import EMPTY, left_out, without_empty, without_silent
from grip.reports.lookup import Lookup
from grip.reports.summary import summary
from grip.results import Audience, Better
from grip.target_door import ProtectedTargets

__all__ = ["Background", "build"]

_KEY_FIGURES = (
    ("stand_eind", "Bestand per jaar"),
    ("stand_personen", "Kerncijfers aantallen"),
    ("instroom", "Bestand per jaar"),
    ("uitstroom", "Bestand per jaar"),
    ("uitstroom_werk_aandeel", "Kerncijfers procenten"),
    ("duurzame_uitstroom_werk", "Snel weg en terug"),
    ("preventie_pct", "Meldingen zonder aanvraag"),
    ("bereik_pct", "Bereik"),
)
# Chapters on what not every export has: by the figure that they cannot do without.
_WHERE_KNOWN = (
    ("trechter_aanvraag_pct", funnel_chapter),
    ("meldingen", gate_chapter),
    ("doorlooptijd_besluit", lead_times_chapter),
    ("voorzieningen_lopend", support_chapter),
    ("afgerond_pct", experience_chapter),
    ("stand_eind", participation_chapter),  # what it shows is known by its tables
    ("kosten", money_chapter),
    ("kosten", chain_chapter),
    ("toetsing_pct", legality_chapter),
    ("volledigheid_pct", records_chapter),
)
_READING = (
    "Begin bij het blad Samenvatting; elk cijfer daar verwijst naar het blad met de tabel. Inhoud "
    "zegt van elk blad de boodschap; vooraan staat wat raad en college vragen, daarna wat erachter "
    "zit.",
    "Standen (op een dag) vergelijken we zonder toets; zij zijn gelijk in kolommen met dezelfde "
    "laatste dag. Bij aantallen over een periode en bij percentages kijken we of het verschil met "
    "het jaar ervoor door toeval kan komen (95%); dan staat er 'binnen toeval'. Bij te weinig "
    "mensen om dat te zeggen staat er 'te weinig gegevens'.",
    "Ondergrens en bovengrens (95%): daartussen ligt de waarde als alleen het toeval haar bepaalt; "
    "bij kleine groepen is dat breed. Duiding: wat iemand ervan zegt.",
    "Cohort: wie in die twaalf maanden in- of uitstroomde; zij zijn daarna een jaar gevolgd.",
    "Ladder: de indeling van het bestand van ver van werk tot dicht bij werk.",
    "Wat elk cijfer precies telt, staat op het blad Definities.",
    "[v] = voorlopig: er wordt nog geregistreerd over deze periode.",
    "Afkortingen: BUIG is het geld van het Rijk voor uitkeringen, LKS loonkostensubsidie, WSP "
    "werkgeversservicepunt, IOAW, IOAZ en BBZ zijn uitkeringen voor ouderen en zelfstandigen.",
)
_BEHIND = (
    "Hoe de cijfers zijn nagegaan en wat om na te slaan is, staat in achtergrond.xlsx in dezelfde "
    "map."
)


def build(
    look: Lookup,
    background: Background,
    targets: ProtectedTargets | None = None,
    beside: Beside | None = None,
) -> Document:
    """Return the monthly report as a document, with the targets of the profile if it has any."""
    aimed = None if targets is None or targets.frame.is_empty() else targets
    internal = look.results.audience is Audience.INTERNAL
    name = look.profile.gemeente.naam
    beside = beside or Beside()
    if not internal:
        beside = replace(beside, told=())  # written for colleagues
    made = _sections(look, aimed, beside)
    if internal and background.discipline is not None:
        made = _joined(made, discipline_chapter(background.discipline))
    made, moved = in_order(made)
    made, empty = without_empty(made)
    silent: tuple[str, ...] = ()
    if not internal:
        made, silent = without_silent(made)
    sections = tuple(section for section in made if section.tables)
    key_figures = {
        id: _key_figure(look, id, "" if place in (*silent, *empty) else place)
        for id, sheet in _KEY_FIGURES
        if look.computed(id) and (place := moved.get(sheet, sheet))
    }
    document = Document(
        title="Grip op re-integratie",
        subtitle=f"Gemeente {name}, {look.scope.period.label}",
        mark=CONFIDENTIAL if internal else "",
        facts=_facts(look, background, silent, empty),
        reading=_READING,
        messages=summary(look, aimed, beside),
        key_figures=tuple(kf for kf in key_figures.values() if not _is_hidden(kf)),
        sections=_marked(sections, [CONFIDENTIAL] * internal + [SAMPLE] * background.sample),
        definitions=(definitions(look),),
        accountability=(
            *accountability(look, background, internal=internal),
            *_untold(look, key_figures, aimed, beside),
        ),
        properties={"datum": look.scope.extraction.isoformat(), "gemeente": name},
        sample=SAMPLE if background.sample else "",
        reservation=_reservation(look),
    )
    # In public so little detail may be seen that it needs no workbook of its own.
    made_up = arranged(document, moved, BEHIND if internal else frozenset())
    return replace(made_up, reading=(*_READING, _BEHIND)) if made_up.behind else made_up


def _marked(sections: tuple[Section, ...], marks: Sequence[str]) -> tuple[Section, ...]:
    """Return the chapters with marks on every chart and above every page: each may go apart."""
    before = "".join(f"{mark}. " for mark in marks)

    def marked(figure: Figure) -> Figure:
        return replace(figure, note=f"{before}{figure.note}".strip())

    return tuple(
        replace(
            section,
            tables=tuple(
                replace(
                    table,
                    figures=tuple(marked(figure) for figure in table.figures),
                    description=f"{before}{table.description}"
                    if table.pages
                    else table.description,
                )
                for table in section.tables
            ),
        )
        for section in sections
    )


def _joined(sections: tuple[Section, ...], more: Section) -> tuple[Section, ...]:
    """Return the sections with another, or with its tables below those of its namesake."""
    if all(section.id != more.id for section in sections):
        return (*sections, more)
    return tuple(
        replace(more, tables=(*section.tables, *more.tables)) if section.id == more.id else section
        for section in sections
    )


def _untold(
    look: Lookup, key_figures: Mapping[str, KeyFigure], targets: ProtectedTargets | None,
    beside: Beside,
) -> tuple[Table, ...]:  # fmt: skip
    """Return what has no commentary, of who keeps any; in a public report nobody does."""
    if not beside.told:
        return ()
    table = untold_table(look, key_figures.items(), targets, beside.told)
    return (table,) if table.rows else ()


def _sections(
    look: Lookup, targets: ProtectedTargets | None, beside: Beside
) -> tuple[Section, ...]:
    chapters = [caseload_chapter, outflow_chapter, movement_chapter]
    if look.computed("nog_in_uitkering"):
        chapters.append(durations_chapter)
    chapters += [chapter for id, chapter in _WHERE_KNOWN if look.computed(id)]
    made = [chapter(look) for chapter in chapters]
    late = late_tables(look, beside.late_test, beside.late_silent)
    made[0] = replace(made[0], tables=(*made[0].tables, *late))
    if not beside.signals.frame.is_empty():
        made.insert(1, signals_chapter(look, beside.signals))
    if beside.outlook is not None:
        made.append(outlook_chapter(look, beside.outlook))
    if look.results.audience is Audience.INTERNAL:
        # Stock and flow of a group side by side, as in the chapter on the caseload.
        made.append(profiles_chapter(look, beside.rest))
    if beside.peers is not None and not beside.peers[0].frame.is_empty():
        made.append(benchmark_chapter(look, *beside.peers, beside.tasks))
    if beside.effects is not None and beside.effects.names:
        made.append(instruments_chapter(beside.effects))
    if targets is not None:
        made.insert(0, targets_chapter(targets, f"cliëntsysteem {look.profile.gemeente.naam}"))
    if look.profile.beleidsdoel and targets is not None:
        goals = policy_table(look, targets)
        made.insert(1, Section("beleidsdoelen", "Beleidsdoelen", (), (goals,)))
    if beside.told:
        made.append(
            Section("duiding", "Duiding", (), (commentary_table(look, targets, beside.told),))
        )
    return with_commentary(look, made, beside.told)


def _reservation(look: Lookup) -> str:
    """Say which of the recent periods can still change."""
    late = [period for period in look.scope.series if look.is_provisional(period)]
    if not late:
        return ""
    stretch = Period(late[0].begin, late[-1].end)
    return f"Cijfers over {stretch.phrase} zijn voorlopig [v]: er wordt nog over geregistreerd."


def _facts(
    look: Lookup, background: Background, silent: Sequence[str], empty: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    scope, settings = look.scope, look.profile.instellingen
    provisional = look.is_provisional(scope.period)
    public = look.results.audience is Audience.PUBLIC
    known = [
        ("Gemeente", look.profile.gemeente.naam),
        ("Periode", scope.period.label),
        ("Peildatum", formats.day(scope.period.end)),
        ("Gegevens van", formats.day(scope.extraction)),
        ("Status", "voorlopig" if provisional else "definitief"),
        ("Publiek", look.results.audience.value),
        ("Bron", SAMPLE if background.sample else "export van het cliëntsysteem"),
        ("Gemaakt met", f"grip {background.version}, run {background.run}"),
    ]
    if public:
        rule = (
            f"aantallen van 1 tot en met {settings.minimum_cel - 1} zijn niet getoond, en ook niet "
            "waaruit zij zijn te berekenen; te kleine klassen zijn samengevoegd. "
            "Dat geldt voor dit rapport met de bijlagen over dezelfde dag; naast een ander "
            "openbaar rapport kan soms meer te berekenen zijn"
        )
        known.insert(6, ("Geheimhouding", rule))
    missing = [left_out(silent)] if public else []
    if empty:
        missing.append(f"{EMPTY}: {', '.join(empty)}")
    if missing:
        known.insert(-2, ("Niet opgenomen", "; ".join(missing)))
    return tuple(known)


def _is_hidden(figure: KeyFigure) -> bool:
    """Tell whether a key figure may not be seen, now nor a year before."""
    return figure.value is Mark.HIDDEN and figure.before is Mark.HIDDEN


def _key_figure(look: Lookup, id: str, sheet: str) -> KeyFigure:
    card = look.results.cards[id]
    at_end = card.moment or card.at_end or card.followed
    period = look.scope.period if at_end else look.scope.to_date
    before = period.shifted(-12)
    row = look.compared(id, period)
    kind = Kind.PERCENT if card.unit == "procent" else Kind.COUNT
    counted = card.unit == "uitkeringen"
    return KeyFigure(
        title=f"{card.title} ({card.unit})" if counted else card.title,
        value=look.share(id, period),
        kind=kind,
        before=look.share(id, before),
        before_label=about(look, id, before),
        change=_change(row, kind),
        tone=_tone(row, card.better),
        sheet=sheet,
        about=about(look, id, period),
    )


def _change(row: dict[str, Any] | None, kind: Kind) -> str:
    """Say what changed since the year before, in words, and only what is not chance."""
    if row is None:
        return "geen vergelijking mogelijk"
    if row["verschil"] is None:
        return "te weinig gegevens om te vergelijken"
    if row["oordeel"] == "binnen toeval":
        return "verschil kan toeval zijn"
    if row["verschil"] == 0:
        return "blijft gelijk"
    size = abs(row["verschil"])
    amount = f"{formats.decimal(size)} procentpunt" if kind is Kind.PERCENT else formats.count(size)
    return f"{'stijgt' if row['verschil'] > 0 else 'daalt'} met {amount}"


def _tone(row: dict[str, Any] | None, better: Better) -> Tone:
    if row is None or better is Better.NEITHER or row["oordeel"] not in ("hoger", "lager"):
        return Tone.NEUTRAL
    return Tone.GOOD if row["oordeel"] == better.value else Tone.BAD
