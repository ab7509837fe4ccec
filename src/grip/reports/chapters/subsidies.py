"""Table: whether wage subsidies pay for themselves, by year, and how firm that is."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.document import Cell, Column, Kind, Mark, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name
from grip.results import UNKNOWN

FIGURE, CLASS = "lks_kostendekkend", "loonwaardeklasse"
_OTHERS = (
    ("Met de norm voor iedereen", "uitkering=norm"),
    ("Zonder aanvullende uitkering erbij", "uitkering=na_aanvulling"),
    ("Na het LKS-budget van het Rijk (vanaf 2022)", "rijk=verrekend"),
)
_MARGIN = 0.1


def subsidies_message(look: Lookup) -> str:
    """Say what a saved euro cost, and how many may have worked anyway before it loses."""
    period = look.scope.to_date
    ratio = look.cell(FIGURE, period)
    if not isinstance(ratio, int | float):
        return f"Of loonkostensubsidie kostendekkend is in {period.phrase}: {ratio}"
    said = (
        f"Loonkostensubsidie kostte in {period.phrase} {formats.euro(ratio, 2)} per bespaarde euro"
    )
    if ratio <= 1:
        spare = formats.percent(100 * (1 - ratio), 0)
        return f"{said}; zij blijft kostendekkend zolang minder dan {spare} ook zonder had gewerkt"
    return f"{said}; zij is niet kostendekkend"


def subsidies_table(look: Lookup) -> Table:
    """Return cost and saving by wage class, and the ratio under other assumptions."""
    now, then = look.scope.to_date, look.scope.to_date.shifted(-12)
    columns = (
        Column("wat", "Loonkostensubsidie", Kind.TEXT),
        Column("kosten", f"Kosten {look.label(now)} (euro)", Kind.EURO),
        Column("bespaard", "Bespaarde uitkering (euro)", Kind.EURO),
        Column("verhouding", "Per bespaarde euro", Kind.TEXT),
        Column("toen", f"Per bespaarde euro {look.label(then)}", Kind.TEXT),
    )
    keys: list[tuple[str, Key, str]] = [("Alle subsidies", WHOLE, "")]
    for one in look.categories(FIGURE, CLASS):
        if one != UNKNOWN or look.cell(FIGURE, now, (CLASS, one), "teller") != 0:
            name = category_name(look.profile, CLASS, one)
            keys.append((f"Loonwaarde {name}", (CLASS, one), ""))
    keys += [(name, WHOLE, variant) for name, variant in _OTHERS if _differs(look, variant)]
    rows: list[tuple[Cell, ...]] = [
        (
            name, look.cell(FIGURE, now, key, "teller", variant),
            look.cell(FIGURE, now, key, "noemer", variant),
            _ratio(look.cell(FIGURE, now, key, variant=variant)),
            _ratio(look.cell(FIGURE, then, key, variant=variant)),
        )
        for name, key, variant in keys
    ]  # fmt: skip
    rows += _margins(look)
    return Table(
        "lks_kostendekkend", "Loonkostensubsidie", subsidies_message(look),
        "Wat loonkostensubsidie met begeleiding en werkplekaanpassing kost, naast de uitkering die "
        "zonder haar was betaald; daaronder met andere aannames.",
        columns, tuple(rows), _notes(look), shows=(FIGURE,),
    )  # fmt: skip


def _differs(look: Lookup, variant: str) -> bool:
    """Tell whether another way of reckoning says anything of its own."""
    own = look.row(FIGURE, look.scope.to_date, variant=variant)
    usual = look.row(FIGURE, look.scope.to_date)
    parts = ("teller", "noemer")
    return own is not None and usual is not None and any(own[p] != usual[p] for p in parts)


def _margins(look: Lookup) -> list[tuple[Cell, ...]]:
    """Return the ratio when a tenth more or less benefit is saved."""
    rows: list[tuple[Cell, ...]] = []
    for sign, word in ((-1, "lager"), (1, "hoger")):
        cells: list[Cell] = []
        for period in (look.scope.to_date, look.scope.to_date.shifted(-12)):
            ratio = look.cell(FIGURE, period)
            changed = ratio / (1 + sign * _MARGIN) if isinstance(ratio, int | float) else ratio
            cells.append(_ratio(changed))
        blank = Mark.NOT_APPLICABLE
        rows.append((f"Als de bespaarde uitkering 10% {word} is", blank, blank, *cells))
    return rows


def _ratio(cell: Cell) -> Cell:
    return formats.decimal(cell, 2) if isinstance(cell, int | float) else cell


def _notes(look: Lookup) -> tuple[str, ...]:
    used = [n for n in look.profile.bijstandsnorm if n.vanaf <= look.scope.period.end]
    norm = max(used, key=lambda n: n.vanaf) if used else None
    known = (
        f"Norm vanaf {formats.day(norm.vanaf)}: alleenstaande (ouder) "
        f"{formats.euro(norm.alleenstaande, 2)}, samenwonend {formats.euro(norm.samenwonend, 2)} "
        f"({norm.bron}{'' if norm.getoetst else '; niet aan de bron getoetst'}).",
    ) if norm else ()  # fmt: skip
    return (
        "Hoogstens 1,00 is kostendekkend (nota Uithoorn, paragraaf 3.2).",
        "Aannames: zonder subsidie was in al die maanden een volle uitkering betaald, die van de "
        "laatste hele maand voor de subsidie, anders de norm voor de leefvorm. Wie ook zonder "
        "subsidie was gaan werken, bespaart niets.",
        "De loonwaarde is die van de subsidie zelf. Wat de gemeente bespaart of ontvangt buiten "
        "uitkering en subsidie, telt niet mee.",
        *known,
    )
