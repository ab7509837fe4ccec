"""Chapter 3: movement on the ladder, and work capacity."""

from __future__ import annotations

from functools import partial

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.parts import NO_COMPARISON, ViewRow, view_table
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    marks_in,
    not_given,
    parts_of,
    share_words,
    source_of,
    verb,
)
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Key, Lookup, whole_numbers
from grip.reports.terminal.words import category_name
from grip.results import CAME, FROM_TO, UNKNOWN, WENT

_UP, _DOWN, _SAME, _UNCLEAR = "omhoog", "omlaag", "gelijk", "onbekend"
_KINDS = {
    _UP: "Omhoog op de ladder", _DOWN: "Omlaag op de ladder", _SAME: "Op dezelfde plaats",
    _UNCLEAR: "Plaats aan het begin of het eind onbekend",
}  # fmt: skip
_STEP_KIND = "stapsoort"
_STEP_KINDS = {
    "verandering": "waarvan een verandering", "correctie": "waarvan een correctie",
    "herindeling": "waarvan een herindeling op een dag",
}  # fmt: skip
_ROLES = ("partner", "client")


def movement_chapter(look: Lookup) -> Section:
    """Return the chapter on the ladder; only the tables that the data allow."""
    tables = []
    if look.computed("doorstroom"):
        tables += [_ladder(look), _matrix(look)]
    if look.computed("doorstroom_vooruit"):
        tables.append(_steps(look))
    if look.computed("keuring_pct"):
        tables.append(_capacity(look))
    return Section(
        "doorstroom", "Doorstroom en arbeidsvermogen", (move_message(look),), tuple(tables)
    )


def _steps(look: Lookup) -> Table:
    """Return the steps up and down, in all and by the position that they lead to."""
    ladder = look.profile.ladder.dimension
    lines = [
        (label, id, key, "")
        for id in ("doorstroom_vooruit", "doorstroom_terug")
        for label, key in (
            (look.results.cards[id].title, WHOLE),
            *(
                (f"- naar {category_name(look.profile, ladder, c)}", (ladder, c))
                for c in look.categories(id, ladder)
                if c != UNKNOWN
            ),
            *(
                (f"- {words}", (_STEP_KIND, c))
                for c, words in _STEP_KINDS.items()
                if look.categories(id, _STEP_KIND)
            ),
        )
    ]
    return view_table(
        look, "stappen", "Stappen op de ladder", _steps_title(look),
        "Hoe vaak iemand in de bijstand een andere plaats op de ladder kreeg.", Kind.COUNT,
        lines, (look.results.cards["doorstroom_vooruit"].caveat,),
    )  # fmt: skip


def move_message(look: Lookup) -> str:
    """Say how many people went up and down the ladder, stayed, or cannot be told."""
    period = look.scope.to_date
    moved = {kind: _moved(look, kind, period) for kind in _KINDS}
    if any(isinstance(number, Mark) for number in moved.values()):
        return not_given(f"Over {period.phrase} is de beweging op de ladder", list(moved.values()))
    up, down, same, unknown = (formats.count(float(str(n))) for n in moved.values())
    total = formats.count(sum(n for n in moved.values() if isinstance(n, int)))
    return (
        f"Van de {total} personen die aan het begin en aan het eind van {period.phrase} in de "
        f"bijstand waren, {verb(moved[_UP], 'ging', 'gingen')} er {up} omhoog en {down} omlaag op "
        f"de ladder; {same} bleven op hun plaats en van {unknown} is een plaats onbekend."
    )


def _headline(look: Lookup) -> str:
    up, down, same = (_moved(look, kind, look.scope.to_date) for kind in (_UP, _DOWN, _SAME))
    if not all(isinstance(number, int) for number in (up, down, same)):
        return "Waar personen op de ladder begonnen en eindigden"
    return (
        f"In {look.scope.to_date.phrase} gingen {up} personen omhoog op de ladder en {down} "
        f"omlaag; {same} bleven op hun plaats"
    )


def _steps_title(look: Lookup) -> str:
    period = look.scope.to_date
    steps = [look.cell(f"doorstroom_{way}", period) for way in ("vooruit", "terug")]
    if not all(isinstance(step, int) for step in steps):
        return "Stappen vooruit en terug op de ladder"
    forward, back = (count_words(step) for step in steps)
    return f"In {period.phrase} waren er {forward} stappen vooruit op de ladder en {back} terug"


def _ladder(look: Lookup) -> Table:
    """Return direction on the ladder in the monthly view."""
    lines = [
        ViewRow((words,), partial(_moved, look, kind), verdict=_changed(look, kind))
        for kind, words in _KINDS.items()
    ]
    return view_table(
        look, "ladder", "Ladder", _headline(look),
        "Wie aan het begin en aan het eind van een periode in de bijstand was, aantal personen, "
        f"{look.scope.to_date.label} en de perioden ernaast.",
        Kind.COUNT, lines,
        (
            f"De ladder, van laag naar hoog: {', '.join(_named(look).values())}.",
            "In een langere periode is er meer tijd om te bewegen: vergelijk alleen even lange "
            "perioden.",
        ),
        heads=("Beweging",),
    )  # fmt: skip


def _changed(look: Lookup, kind: str) -> str:
    """Compare as counts, in plain words and without a test: these are sums of cells."""
    now, then = (
        _moved(look, kind, period)
        for period in (look.scope.to_date, look.scope.to_date.shifted(-12))
    )
    if not isinstance(now, int) or not isinstance(then, int):
        return NO_COMPARISON
    return (
        "gelijk"
        if now == then
        else f"{formats.count(abs(now - then))} " + ("meer" if now > then else "minder")
    )


def _named(look: Lookup) -> dict[str, str]:
    ladder = look.profile.ladder
    return {p: category_name(look.profile, ladder.dimension, p) for p in ladder.posities}


def _positions(look: Lookup) -> list[str]:
    return [*look.profile.ladder.posities, UNKNOWN]


def _move(look: Lookup, start: str, end: str, period: Period | None = None) -> Cell:
    return look.cell("doorstroom", period or look.scope.to_date, (FROM_TO, f"{start}|{end}"))


def _moved(look: Lookup, kind: str, period: Period) -> Cell:
    """Return how many moved in one direction, or the mark of a cell that is not there."""
    cells = [
        _move(look, a, b, period)
        for a in _positions(look)
        for b in _positions(look)
        if _direction(look, a, b) == kind
    ]
    marks = [cell for cell in cells if isinstance(cell, Mark)]
    return marks[0] if marks else sum(cell for cell in cells if isinstance(cell, int))


def _direction(look: Lookup, start: str, end: str) -> str:
    if UNKNOWN in (start, end):
        return _UNCLEAR
    steps = look.profile.ladder.posities
    change = steps.index(end) - steps.index(start)
    return _UP if change > 0 else _DOWN if change < 0 else _SAME


def _matrix(look: Lookup) -> Table:
    period, positions = look.scope.to_date, _positions(look)
    named = {**_named(look), UNKNOWN: UNKNOWN, CAME: "ingestroomd", WENT: "uitgestroomd"}
    ends = [*positions, WENT]
    rows = _matrix_rows(look, ends)
    columns = (
        Column("van", f"Op {formats.day_label(period.eve)}", Kind.TEXT),
        *(Column(f"n{i}", named[end]) for i, end in enumerate(ends)),
        Column("totaal", "Totaal", formula="+".join(f"{{n{i}}}" for i in range(len(ends)))),
    )
    labels = tuple(named[start] for start in (*positions, CAME))
    series = tuple(
        Series(f"n{i}", named[end], tuple(whole_numbers([row[i] for row in rows[:-1]])))
        for i, end in enumerate(ends)
    )
    figure = Figure(
        "doorstroom", Shape.MATRIX, _headline(look),
        "Personen naar plaats op de ladder: van (regels, "
        f"{formats.day_label(period.eve)}) naar (kolommen, {formats.day_label(period.end)}). "
        f"{source_of(look)}",
        labels, series, "personen",
        f"Tabel van de plaats op de ladder aan het begin en aan het eind van {period.phrase}; "
        "op de diagonaal staat wie op dezelfde plaats bleef.",
        note=marks_in(cell for row in rows[:-1] for cell in row[: len(ends)]),
    )  # fmt: skip
    return Table(
        "doorstroom", "Doorstroom", _matrix_title(look, rows[-1][len(ends) - 1]),
        f"Van waar naar waar op de ladder, personen, {period.label}. Lees een regel van links naar "
        "rechts: waar de personen die daar begonnen, aan het eind zijn.",
        columns,
        tuple((name, *row) for name, row in zip((*labels, "Totaal"), rows, strict=True)),
        (
            "Op de diagonaal staat wie op dezelfde plaats bleef.",
            *_stands(look),
            look.results.cards["doorstroom"].caveat,
            *_short_stays(look),
        ),
        (figure,),
    )  # fmt: skip


def _matrix_title(look: Lookup, gone: Cell) -> str:
    """Say how many of who was there at the beginning had left at the end."""
    period = look.scope.to_date
    begin = look.cell("stand_begin_personen", period)
    if not isinstance(begin, int) or not isinstance(gone, int):
        return _headline(look)
    return (
        f"Van de {count_words(begin)} personen op {formats.day(period.eve)} waren er "
        f"{count_words(gone)} op {formats.day(period.end)} uit de bijstand"
    )


def _matrix_rows(look: Lookup, ends: list[str]) -> list[list[Cell]]:
    """Return the cells with the totals of rows and columns, and of all but the corner."""
    rows: list[list[Cell]] = []
    for start in (*ends[:-1], CAME):
        cells: list[Cell] = [
            Mark.NOT_APPLICABLE if (start, end) == (CAME, WENT) else _move(look, start, end)
            for end in ends
        ]
        rows.append([*cells, _sum(cells)])
    columns = [_sum([row[i] for row in rows]) for i in range(len(ends))]
    return [*rows, [*columns, Mark.NOT_APPLICABLE]]


def _stands(look: Lookup) -> tuple[str, ...]:
    """Say to which stocks the totals of the matrix add up."""
    period = look.scope.to_date
    begin = look.cell("stand_begin_personen", period)
    end = look.cell("stand_personen", period)
    if not isinstance(begin, int) or not isinstance(end, int):
        return ()
    return (
        f"De kolom Totaal telt zonder 'ingestroomd' op tot de stand op "
        f"{formats.day(period.eve)}: {formats.count(begin)} personen. De regel Totaal telt zonder "
        f"'uitgestroomd' op tot de stand op {formats.day(period.end)}: {formats.count(end)}.",
    )


def _short_stays(look: Lookup) -> tuple[str, ...]:
    """Say why the matrix shows fewer people coming and going than the flows."""
    period = look.scope.to_date
    flows = [look.cell(id, period) for id in ("instroom_personen", "uitstroom_personen")]
    net = [
        _sum([_move(look, CAME, p) for p in _positions(look)]),
        _sum([_move(look, p, WENT) for p in _positions(look)]),
    ]
    said = "De tabel vergelijkt twee momenten en ziet niet wat daartussen gebeurde"
    if not all(isinstance(cell, int) for cell in (*flows, *net)):
        return (f"{said}.",)
    came, went, stayed, gone = (count_words(cell) for cell in (*flows, *net))
    return (
        f"{said}: in {period.phrase} stroomden {came} personen in, van wie er {stayed} aan het "
        f"eind nog waren, en stroomden er {went} uit, van wie er {gone} aan het eind weg waren.",
    )


def _sum(cells: list[Cell]) -> Cell:
    """Return the sum, or the mark of a cell that is not there; what cannot be counts nothing."""
    marks = [c for c in cells if isinstance(c, Mark) and c is not Mark.NOT_APPLICABLE]
    return marks[0] if marks else sum(cell for cell in cells if isinstance(cell, int))


def _capacity(look: Lookup) -> Table:
    """Return the caseload by work capacity, role and examination, as municipalities publish it."""
    period, before = look.scope.period, look.scope.period.shifted(-12)
    day, then = formats.day_label(period.end), formats.day_label(before.end)
    columns = (
        Column("klasse", "Loonwaarde", Kind.TEXT),
        Column("partner", f"Partner {day}"),
        Column("client", f"Cliënt {day}"),
        Column("totaal", f"Totaal {day}", formula="{partner}+{client}"),
        Column("toen", f"Totaal {then}"),
        Column("keuring", f"Waarvan door keuring vastgesteld {day}"),
        Column("aandeel", f"Door keuring {day} (%)", Kind.PERCENT),
        Column("aandeel_toen", f"Door keuring {then} (%)", Kind.PERCENT),
    )
    keys = [("loonwaardeklasse", c) for c in look.categories("stand_personen", "loonwaardeklasse")]
    return Table(
        "arbeidsvermogen", "Arbeidsvermogen", capacity_message(look).rstrip("."),
        "Cliënten en partners naar loonwaarde, aantal personen, en van hoeveel die door een "
        f"keuring is vastgesteld; {formats.day(period.end)} naast {formats.day(before.end)}.",
        columns, tuple(_capacity_row(look, key) for key in (*keys, WHOLE)),
        (
            "De ondergrens van een klasse hoort erbij: precies 40% valt in 40 tot 70%.",
            "Van wie de loonwaarde onbekend is, is geen percentage door keuring te geven.",
        ),
    )  # fmt: skip


def _capacity_row(look: Lookup, key: Key) -> tuple[Cell, ...]:
    period, before = look.scope.period, look.scope.period.shifted(-12)
    pair, whole = "rol|loonwaardeklasse", key == WHOLE
    roles = [("rol", role) if whole else (pair, f"{role}|{key[1]}") for role in _ROLES]
    unknown = key[1] == UNKNOWN  # of whom nothing is known nothing can be examined
    examined = [
        Mark.NOT_APPLICABLE if unknown else look.share("keuring_pct", when, key)
        for when in (period, before)
    ]
    return (
        "Totaal" if whole else category_name(look.profile, *key),
        *(look.cell("stand_personen", period, role) for role in roles),
        look.cell("stand_personen", period, key),
        look.cell("stand_personen", before, key),
        look.cell("keuring_pct", period, key, "teller"),
        *examined,
    )


def capacity_message(look: Lookup) -> str:
    """Say of how many people the wage value is known."""
    day, cells = (
        formats.day(look.scope.period.end),
        parts_of(look, "loonwaarde_bekend_pct", look.scope.period),
    )
    if not counted(cells):
        return not_given(f"Op {day} is de loonwaarde", cells)
    return (
        f"Op {day} was van {share_words(cells)} van de {count_words(cells[1])} personen de "
        "loonwaarde bekend."
    )
