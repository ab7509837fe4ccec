"""Chapter 3: movement on the ladder, and work capacity."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.document import Cell, Column, Figure, Kind, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Lookup, whole_numbers
from grip.reports.words import category_name
from grip.results import CAME, FROM_TO, UNKNOWN, WENT

_SUMMED = "de rijen en kolommen tellen op tot de stand aan het begin en aan het eind"


def movement_chapter(look: Lookup) -> Section:
    """Return the chapter on the ladder; only the tables that the data allow."""
    tables = []
    if look.computed("doorstroom"):
        tables += [_matrix(look), _bridge(look)]
    if look.computed("keuring_pct"):
        tables.append(_capacity(look))
    return Section(
        "doorstroom", "Doorstroom en arbeidsvermogen", (move_message(look),), tuple(tables)
    )


def move_message(look: Lookup) -> str:
    """Say how many people were somewhere else at the end than at the begin."""
    total, moved = look.cell("doorstroom", look.scope.to_date), _moved(look)
    if not isinstance(total, int) or moved is None:
        return "De doorstroom op de ladder is niet te geven."
    return (
        f"Van de {formats.count(total)} personen die aan het begin en aan het eind van "
        f"{look.scope.to_date.phrase} in de bijstand waren, stonden er {formats.count(moved)} "
        "aan het eind op een andere plaats op de ladder."
    )


def _headline(look: Lookup) -> str:
    total, moved = look.cell("doorstroom", look.scope.to_date), _moved(look)
    if not isinstance(total, int) or moved is None:
        return "Van waar naar waar op de ladder"
    return f"{formats.count(moved)} van {formats.count(total)} blijvers veranderden van plaats"


def _positions(look: Lookup) -> list[str]:
    return [*look.profile.ladder.posities, UNKNOWN]


def _move(look: Lookup, start: str, end: str) -> Cell:
    return look.cell("doorstroom", look.scope.to_date, (FROM_TO, f"{start}|{end}"))


def _moved(look: Lookup) -> int | None:
    """Return how many changed place, both positions known; nothing where a cell is hidden."""
    positions = look.profile.ladder.posities
    cells = [_move(look, a, b) for a in positions for b in positions if a != b]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return sum(numbers) if len(numbers) == len(cells) else None


def _matrix(look: Lookup) -> Table:
    period, positions = look.scope.to_date, _positions(look)
    dimension = look.profile.ladder.dimension
    named = {p: category_name(look.profile, dimension, p) for p in positions}
    ends = [*positions, WENT]
    columns = [Column("van", "Aan het begin", Kind.TEXT)]
    columns += [Column(f"n{i}", named.get(end, "uitgestroomd")) for i, end in enumerate(ends)]
    every = "+".join(f"{{n{i}}}" for i in range(len(ends)))
    columns.append(Column("totaal", "Totaal", formula=every))
    rows: list[tuple[Cell, ...]] = []
    for start in [*positions, CAME]:
        cells = [_move(look, start, end) if (start, end) != (CAME, WENT) else None for end in ends]
        counted = [0 if cell is None else cell for cell in cells]
        numbers = [cell for cell in counted if isinstance(cell, int)]
        total = sum(numbers) if len(numbers) == len(counted) else None
        rows.append((named.get(start, "ingestroomd"), *cells, total))
    labels = (*(named[p] for p in positions), "ingestroomd")
    series = tuple(
        Series(
            f"n{i}", named.get(end, "uitgestroomd"),
            tuple(whole_numbers([row[1 + i] for row in rows])),
        )
        for i, end in enumerate(ends)
    )  # fmt: skip
    figure = Figure(
        "doorstroom", Shape.MATRIX, _headline(look),
        f"Personen naar plaats op de ladder: van (regels) naar (kolommen), {period.label}. "
        f"Bron: cliëntsysteem {look.profile.gemeente.naam}.",
        labels, series, "personen",
        f"Tabel van de plaats op de ladder aan het begin en aan het eind van {period.phrase}; "
        "op de diagonaal staat wie op dezelfde plaats bleef.",
    )  # fmt: skip
    return Table(
        "doorstroom", "Doorstroom", f"Van waar naar waar op de ladder, personen, {period.label}",
        "Lees een regel van links naar rechts: waar de personen die daar begonnen, nu zijn.",
        tuple(columns), tuple(rows),
        (
            f"Op de diagonaal staat wie op dezelfde plaats bleef; {_SUMMED}.",
            look.results.cards["doorstroom"].caveat,
        ),
        (figure,),
    )  # fmt: skip


def _bridge(look: Lookup) -> Table:
    """Return why the matrix shows fewer people coming and going than the flows."""
    period = look.scope.to_date
    columns = (
        Column("wat", "Stap", Kind.TEXT),
        Column("instroom", "Instroom (personen)"),
        Column("uitstroom", "Uitstroom (personen)"),
    )
    flows = [look.cell(id, period) for id in ("instroom_personen", "uitstroom_personen")]
    net = [
        _sum([_move(look, CAME, p) for p in _positions(look)]),
        _sum([_move(look, p, WENT) for p in _positions(look)]),
    ]
    both = [
        flow - kept if isinstance(flow, int) and isinstance(kept, int) else None
        for flow, kept in zip(flows, net, strict=True)
    ]
    return Table(
        "doorstroom_brug", "Doorstroom en stromen", f"Van stromen naar doorstroom, {period.label}",
        "Waarom de doorstroomtabel minder in- en uitstroom laat zien dan de kerncijfers.",
        columns,
        (
            ("Alle bewegingen in de periode", *flows),
            ("Af: binnen de periode ook weer terug of weg", *both),
            ("In de doorstroomtabel", *net),
        ),
        ("De doorstroomtabel vergelijkt twee momenten en ziet niet wat daartussen gebeurde.",),
    )  # fmt: skip


def _sum(cells: list[Cell]) -> int | None:
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return sum(numbers) if len(numbers) == len(cells) else None


def _capacity(look: Lookup) -> Table:
    """Return the caseload by work capacity, role and examination, as municipalities publish it."""
    period, pair = look.scope.period, "rol|loonwaardeklasse"
    columns = (
        Column("klasse", "Loonwaarde", Kind.TEXT),
        Column("partner", "Partner"),
        Column("client", "Cliënt"),
        Column("totaal", "Totaal", formula="{partner}+{client}"),
        Column("keuring", "Waarvan door keuring vastgesteld"),
        Column("aandeel", "Door keuring (%)", Kind.PERCENT),
    )
    rows = []
    for category in look.categories("stand_personen", "loonwaardeklasse"):
        key = ("loonwaardeklasse", category)
        rows.append(
            (
                category_name(look.profile, *key),
                look.cell("stand_personen", period, (pair, f"partner|{category}")),
                look.cell("stand_personen", period, (pair, f"client|{category}")),
                look.cell("stand_personen", period, key),
                look.cell("keuring_pct", period, key, "teller"),
                look.cell("keuring_pct", period, key),
            )
        )
    rows.append(
        (
            "Totaal",
            look.cell("stand_personen", period, ("rol", "partner")),
            look.cell("stand_personen", period, ("rol", "client")),
            look.cell("stand_personen", period),
            look.cell("keuring_pct", period, WHOLE, "teller"),
            look.cell("keuring_pct", period),
        )
    )
    return Table(
        "arbeidsvermogen", "Arbeidsvermogen",
        f"Personen naar arbeidsvermogen, {formats.day(period.end)}",
        "Cliënten en partners naar loonwaarde, en van hoeveel die door een keuring is vastgesteld.",
        columns, tuple(rows),
        ("De ondergrens van een klasse hoort erbij: precies 40% valt in 40 tot 70%.",),
    )  # fmt: skip
