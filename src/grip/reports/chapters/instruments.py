"""Chapter: what is known of every instrument, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grip.effect_door import ProtectedEffects
from grip.effects.frame import ALL, COMPARED, HORIZON, HORIZONS, KINDS, OUTCOMES
from grip.effects.verdict import Verdict
from grip.reports import effect_words as words
from grip.reports import formats
from grip.reports.chapters.instrument_details import (
    curve_table,
    designs_table,
    groups_table,
    who_table,
)
from grip.reports.design_words import design_headline
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.effect_answers import QUESTIONS
from grip.reports.effect_words import Story
from grip.results import TOTAL

Get = Callable[[Story], Cell]


def instruments_chapter(effects: ProtectedEffects) -> Section:
    """Return the chapter: the overview, a page per instrument, and what lies behind it."""
    stories = [Story(effects, id) for id in effects.names]
    tables = [
        _overview(effects, stories), _pages(stories), *designs_table(effects),
        *who_table(effects, stories), _after(effects, stories), _worth(stories),
        *curve_table(stories), *groups_table(effects, stories), _behind(effects, stories),
        *_path(effects, stories),
    ]  # fmt: skip
    designs = (f"{design_headline(one)}." for one in effects.designs)
    lead = (words.message(stories), words.RESERVATION, *designs, *words.unused(effects))
    return Section("instrumenten", "Instrumenten: gebruik, uitkomst en zekerheid", lead,
                   tuple(tables))  # fmt: skip


def _overview(effects: ProtectedEffects, stories: list[Story]) -> Table:
    """Return one line per instrument, with the certainty beside every estimate."""
    asked: tuple[tuple[Column, Get], ...] = (
        (Column("instrument", "Instrument", Kind.TEXT), lambda s: s.name),
        (Column("oordeel", "Oordeel", Kind.TEXT), lambda s: s.outcome),
        (Column("niveau", "Niveau", Kind.TEXT), lambda s: words.LEVELS[s.level]),
        (Column("verschil", "Verschil (procentpunt)", Kind.DECIMAL), _gap("waarde")),
        (Column("laag", "van (95%)", Kind.DECIMAL), _gap("ondergrens")),
        (Column("hoog", "tot (95%)", Kind.DECIMAL), _gap("bovengrens")),
        (Column("kleinste", "Kleinst aantoonbaar", Kind.DECIMAL),
         lambda s: s.estimate["kleinste"] if s.estimate else s.cell("kleinste")),
        (Column("werk", f"Werk na {HORIZON} maanden (%)", Kind.PERCENT),
         lambda s: s.cell("uitstroom_werk", HORIZON)),
        (Column("werk_laag", "werk van (95%)", Kind.PERCENT),
         lambda s: s.cell("uitstroom_werk", HORIZON, "ondergrens")),
        (Column("werk_hoog", "werk tot (95%)", Kind.PERCENT),
         lambda s: s.cell("uitstroom_werk", HORIZON, "bovengrens")),
        (Column("gestart", "Gestart"), lambda s: s.number("gestart")),
        (Column("lopend", "Loopt nu"), lambda s: s.number("lopend")),
        (Column("niet_hoger", "Waarom niet zekerder", Kind.TEXT, width=45),
         lambda s: "zie de noten" if s.level >= COMPARED else s.lacking),
    )  # fmt: skip
    compared = dict.fromkeys(
        f"{'Niet zekerder dan niveau' if s.level == COMPARED else 'Niveau'} {s.level}: {s.why}."
        for s in stories if s.level >= COMPARED
    )  # fmt: skip
    notes = [
        words.LEVEL_NOTE, words.RESERVATION, *compared,
        *(f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in
          ("gestart", "uitstroom_werk", "verschil", "kleinste", "oordeel")),
        "Verschil: op niveau 2 het gewogen verschil, op niveau 3 dat van de opzet: uitstroom van "
        "wie het aanbod had, min wat die zonder het aanbod was geweest.",
        _followed(effects),
    ]  # fmt: skip
    return Table(
        "instrumenten", "Instrumenten", words.message(stories).rstrip("."),
        f"Een regel per instrument; gestart over {effects.window.label}, de uitkomsten over alle "
        "starters die gevolgd zijn.",
        tuple(column for column, _ in asked),
        tuple(tuple(get(story) for _, get in asked) for story in stories),
        tuple(notes), _figure(stories),
    )  # fmt: skip


def _gap(column: str) -> Get:
    return lambda s: s.estimate[column] if s.estimate else s.cell("verschil", HORIZON, column)


def _followed(effects: ProtectedEffects) -> str:
    if effects.since is None:
        return "Er is geen einde van een uitkering geregistreerd, zodat niemand te volgen is."
    text = (
        f"Starters zijn gevolgd van {formats.day(effects.since)} tot en met "
        f"{formats.day(effects.until)}. Vergeleken op: {', '.join(effects.covariates)}."
    )
    if effects.part > 1:
        text += f" Van de anderen telt een op de {effects.part} persoonmaanden."
    return text


def _figure(stories: list[Story]) -> tuple[Figure, ...]:
    """Return the differences, with the interval drawn as large as the estimate."""
    told = [(story, row) for story in stories if (row := story.estimate)]
    rows = [row for _, row in told]
    if not rows:
        return ()

    def values(column: str) -> tuple[float | None, ...]:
        return tuple(row[column] for row in rows)

    series = (
        Series("verschil", "verschil", values("waarde"), line=True),
        Series("ondergrens", "ondergrens (95%)", values("ondergrens"), line=True),
        Series("bovengrens", "bovengrens (95%)", values("bovengrens"), line=True),
    )
    wide = max(row["bovengrens"] - row["ondergrens"] for row in rows)
    return (
        Figure(
            "instrumenten_verschil", Shape.INTERVALS, words.message(stories).rstrip("."),
            "Verschil in uitstroom naar werk binnen twaalf maanden, in procentpunt: wie begon min "
            "wie op hen lijkt (bij een opzet: wie het aanbod had). Streep: 95%. Raakt de streep de "
            "nul, dan kan het toeval zijn. Bij zoveel instrumenten kan dat ook bij een streep net "
            "naast de nul; alleen het oordeel 'aanwijzing' houdt daar rekening mee.",
            tuple(_labelled(story) for story, _ in told), series, "punten",
            f"Intervallen van {len(told)} instrumenten; het breedste beslaat "
            f"{formats.decimal(wide, 0)} procentpunt. {words.message(stories)}"[:300],
            note=words.RESERVATION,
        ),
    )  # fmt: skip


def _labelled(story: Story) -> str:
    """Return how a bar is called: with what it says, where it says something."""
    if story.level > COMPARED:
        return f"{story.name} (opzet)"
    return f"{story.name}{': aanwijzing' if story.outcome == Verdict.SIGNAL.value else ''}"


def _pages(stories: list[Story]) -> Table:
    """Return a short page per instrument: six questions, six answers."""
    rows = [
        (story.name, question, answer(story)) for story in stories
        for question, answer in QUESTIONS
    ]  # fmt: skip
    return Table(
        "instrument_vragen", "Instrument voor instrument",
        f"Zes vragen en antwoorden over elk van de {len(stories)} instrumenten",
        "Wat het is, wie het krijgt, of het helpt, wat er daarna gebeurt, wat het kost en hoe "
        "zeker dat is. In de werkmap kiest u in de eerste kolom een instrument.",
        (Column("instrument", "Instrument", Kind.TEXT, width=24),
         Column("vraag", "Vraag", Kind.TEXT, width=26),
         Column("antwoord", "Antwoord", Kind.TEXT, width=100)),
        tuple(rows), (words.LEVEL_NOTE, words.RESERVATION), pages=True,
    )  # fmt: skip


def _after(effects: ProtectedEffects, stories: list[Story]) -> Table:
    """Return what happened 3, 6, 12 and 24 months after the start."""
    there = [kind for kind in OUTCOMES if any(story.row(kind) for story in stories)]
    columns = [Column("instrument", "Instrument", Kind.TEXT), Column("wat", "Wat", Kind.TEXT)]
    columns += [Column(f"m{m}", f"na {m} maanden (%)", Kind.PERCENT) for m in HORIZONS]
    rows = [
        (story.name, KINDS[kind].title, *(story.cell(kind, months) for months in HORIZONS))
        for story in stories
        for kind in there
        if story.row(kind)
    ]
    notes = [f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in there]
    return Table(
        "instrument_erna", "Wat er daarna gebeurde",
        _apart(stories, "uitstroom_werk", HORIZON, Kind.PERCENT,
               f"Binnen {HORIZON} maanden na de start stroomde uit naar werk"),
        "Niveau 1: van alle eerste starters in de bijstand. Wie het krijgt, verschilt per "
        "instrument: dit is geen vergelijking.",
        tuple(columns), tuple(rows), (*notes, _followed(effects)),
    )  # fmt: skip


def _worth(stories: list[Story]) -> Table:
    """Return costs per outcome with their interval, and both experiences."""
    kinds = ("kosten_start", "kosten_afgerond", "kosten_duurzaam", "duurzaam", "ervaren_client",
             "ervaren_consulent", "oneens", "bereik", "duur", "wachttijd", "voortijdig",
             "afgerond_pct", "buiten_richtlijn", "in_bijstand")  # fmt: skip
    there = [kind for kind in kinds if any(story.row(kind) for story in stories)]
    rows = []
    for story in stories:
        for kind in there:
            row = story.row(kind)
            if row is None:
                continue
            told = words.shown(row)
            said = words.spread(told, words.kind_of(kind)) if told else Mark.TOO_FEW
            rows.append(
                (
                    story.name,
                    KINDS[kind].title,
                    said,
                    *(_count(row[name]) for name in ("teller", "noemer")),
                )
            )
    notes = [f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in there]
    return Table(
        "instrument_kosten", "Kosten, duur en ervaring",
        _apart(stories, "kosten_start", None, Kind.EURO, "Een start kost"),
        "Met het gebied van 95% waar dat te geven is. Kosten per uitkomst staan er vanaf vijf "
        "uitkomsten.",
        (Column("instrument", "Instrument", Kind.TEXT), Column("wat", "Wat", Kind.TEXT),
         Column("waarde", "Waarde", Kind.TEXT), Column("teller", "Teller"),
         Column("noemer", "Noemer")),
        tuple(rows), tuple(notes),
    )  # fmt: skip


def _apart(stories: list[Story], kind: str, months: int | None, how: Kind, head: str) -> str:
    """Return a title that says from which instrument to which a figure runs."""
    found = [(row["waarde"], story.name) for story in stories
             if (row := words.shown(story.row(kind, months)))]  # fmt: skip
    if len(found) < 2:
        return "Wat bekend is van kosten, duur en uitkomst van instrumenten"
    (low, least), (high, most) = min(found), max(found)
    return f"{head} van {formats.cell(low, how)} ({least}) tot {formats.cell(high, how)} ({most})"


def _rests_on(stories: list[Story]) -> str:
    silent = [story for story in stories if not story.compared]
    tested = [story for story in silent if story.row("verschil")]
    return (
        f"Van {len(silent)} van de {len(stories)} instrumenten is geen uitspraak te doen; bij "
        f"{len(tested)} daarvan bleken de groepen niet gelijk genoeg of te klein"
    )


def _departs(effects: ProtectedEffects) -> str:
    rows = [row for id in effects.names for row in effects.rows_of(id)
            if row["maat"] == "buiten_richtlijn" and row["categorie"] == TOTAL]  # fmt: skip
    if not rows:
        return "Wat er voor en na een instrument kwam, en wie zonder instrument bleef"
    outside, all_of_them = (int(sum(row[name] for row in rows)) for name in ("teller", "noemer"))
    return (
        f"{formats.count(outside)} van de {formats.count(all_of_them)} starts van "
        f"{effects.window.label} vielen buiten de richtlijn; wat ervoor en erna kwam staat ernaast"
    )


def _count(value: float | None) -> Cell:
    if value is None:
        return Mark.NOT_APPLICABLE
    return int(value) if float(value).is_integer() else float(value)


def _behind(effects: ProtectedEffects, stories: list[Story]) -> Table:
    """Return what lies behind the comparison: support, balance, tests, the naive figures."""
    kinds = ("verschil", "anders_gewogen", "ongewogen", "naief", "ingedikt", "deel_starters",
             "deel_anderen", "omvang", "overlap", "toets_reden", "toets_startdatum", "e_waarde",
             "kleinste")  # fmt: skip
    rows = [line for story in stories for line in (*_figures(story, kinds), *_unequal(story))]
    notes = [f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in kinds]
    return Table(
        "instrument_vergelijking", "Achter de vergelijking",
        _rests_on(stories),
        "Ook de cijfers die u niet moet lezen, met waarom: ooit naast nooit, en zonder weging.",
        (Column("instrument", "Instrument", Kind.TEXT), Column("wat", "Wat", Kind.TEXT),
         Column("waarde", "Waarde", Kind.DECIMAL), Column("laag", "ondergrens", Kind.DECIMAL),
         Column("hoog", "bovengrens", Kind.DECIMAL), Column("eenheid", "Eenheid", Kind.TEXT)),
        tuple(rows), (*notes, _followed(effects)),
    )  # fmt: skip


def _figures(story: Story, kinds: Sequence[str]) -> list[tuple[Cell, ...]]:
    bounds = ("waarde", "ondergrens", "bovengrens")
    return [
        (
            story.name, KINDS[kind].title,
            *(story.cell(kind, HORIZON, name) for name in bounds), KINDS[kind].unit,
        )
        for kind in kinds
        if story.row(kind, HORIZON) is not None
    ]  # fmt: skip


def _unequal(story: Story) -> list[tuple[Cell, ...]]:
    """Return how far starters and others lay apart at most, before and after the weights."""
    balance = story.of("balans")
    if not balance:
        return []
    worst = max(balance, key=lambda one: abs(one["teller"]))
    left = max(abs(one["waarde"]) for one in balance)
    what = f"Grootste ongelijkheid vooraf ({worst['dimensie']}: {worst['categorie']})"
    unit = KINDS["balans"].unit
    return [
        (story.name, what, worst["teller"], None, None, unit),
        (story.name, "Grootste ongelijkheid na weging", left, None, None, unit),
    ]


def _path(effects: ProtectedEffects, stories: list[Story]) -> list[Table]:
    """Return what came before and after, what departs from the guideline, and who got nothing."""
    kinds = ("volgorde", "voorliggend", "buiten_richtlijn", "voortijdig", "zonder")
    rows: list[tuple[Cell, ...]] = []
    whole = effects.frame.filter(effects.frame["instrument"] == ALL).to_dicts()
    every = [("alle", row) for row in whole]
    every += [(story.name, row) for story in stories for row in story.rows]
    for name, row in every:
        detail = row["categorie"] if row["categorie"] != TOTAL else TOTAL
        if row["maat"] not in kinds or (detail == TOTAL and row["maat"] != "zonder"):
            continue
        if row["maat"] == "buiten_richtlijn" and not row["teller"]:
            continue
        rows.append(
            (
                name,
                KINDS[row["maat"]].title,
                effects.labels.get(detail, detail),
                _count(row["teller"]),
                _count(row["noemer"]),
                Mark.TOO_FEW if words.shown(row) is None else row["waarde"],
            )
        )
    if not rows:
        return []
    return [Table(
        "instrument_stappen", "Voor, na en buiten de richtlijn",
        _departs(effects),
        "Niveau 0. Afwijken van de richtlijn kan goede redenen hebben; de regel zegt waar.",
        (Column("instrument", "Instrument", Kind.TEXT), Column("wat", "Wat", Kind.TEXT),
         Column("waarbij", "Waarbij", Kind.TEXT), Column("teller", "Aantal"),
         Column("noemer", "Van"), Column("deel", "Deel (%)", Kind.PERCENT)),
        tuple(rows), tuple(f"{KINDS[kind].title}: {KINDS[kind].definition}" for kind in kinds),
    )]  # fmt: skip
