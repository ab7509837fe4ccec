"""Chapter: money. Budget, realised, committed, and how much of the year is gone."""

from __future__ import annotations

from datetime import date

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.parts import view_table
from grip.reports.chapters.sentences import not_given
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Section, Series, Shape, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name

_USED, _COSTS = "uitputting_pct", "kosten"
_SPENT, _COMMITTED = "status=gerealiseerd", "status=verplicht"
_GOAL, _POST, _PAIR = "beleidsdoel", "budgetpost", "beleidsdoel|budgetpost"


def money_chapter(look: Lookup) -> Section:
    """Return the chapter on money."""
    tables = [_costs(look)]
    if look.computed(_USED):
        tables.insert(0, _budget(look))
    return Section("geld", "Geld", (money_message(look),), tuple(tables))


def year_gone(period: Period) -> float:
    """Return how much of its year, in percent, is gone at the end of a period."""
    first = date(period.end.year, 1, 1)
    days = (date(period.end.year + 1, 1, 1) - first).days
    return 100 * ((period.end - first).days + 1) / days


def money_message(look: Lookup) -> str:
    """Say how much of the budget is spent, beside how much of the year is gone."""
    period = look.scope.to_date
    row = look.row(_USED, period)
    if row is None or row["waarde"] is None:
        spent = look.cell(_COSTS, period)
        if not isinstance(spent, int | float):
            return not_given(f"Over {period.phrase} zijn de kosten", [spent])
        return (
            f"{_costs_message(look)}; voor {period.end.year} is er geen budget om dat naast te "
            "leggen."
        )
    said = (
        f"Op {formats.day(period.end)} was {formats.euro(row['teller'])} van het budget van "
        f"{formats.euro(row['noemer'])} uitgegeven: {formats.percent(row['waarde'], 0)}"
    )
    gone = year_gone(period)
    said += f", terwijl {formats.percent(gone, 0)} van het jaar voorbij was." if gone < 100 else "."
    committed = look.cell(_USED, period, WHOLE, "teller", _COMMITTED)
    if not isinstance(committed, int | float) or not committed:
        return said
    said += f" Daarnaast is {formats.euro(committed)} vastgelegd en nog niet betaald"
    over = row["teller"] + committed - row["noemer"]
    return f"{said}: samen {formats.euro(over)} meer dan het budget." if over > 0 else f"{said}."


def _costs_message(look: Lookup) -> str:
    """Say what was spent, and how much of it went straight to benefits."""
    period = look.scope.to_date
    spent = look.cell(_COSTS, period, variant=_SPENT)
    if not isinstance(spent, int | float):
        return not_given(f"Over {period.phrase} zijn de kosten", [spent]).rstrip(".")
    paid = look.cell(_COSTS, period, ("soort", "uitkering"), variant=_SPENT)
    of_which = isinstance(paid, int | float) and paid
    tail = f", waarvan {formats.euro(paid)} aan uitkeringen" if of_which else ""  # type: ignore[arg-type]
    return f"In {period.phrase} is {formats.euro(spent)} uitgegeven{tail}"


def _used_title(look: Lookup) -> str:
    period = look.scope.to_date
    used = look.cell(_USED, period)
    if not isinstance(used, int | float):
        return not_given(f"Over {period.phrase} is de uitputting van het budget", [used]).rstrip(
            "."
        )
    gone = year_gone(period)
    beside = f", van het jaar is {formats.percent(gone, 0)} voorbij" if gone < 100 else ""
    return f"Van het budget van {period.end.year} is {formats.percent(used, 0)} uitgegeven{beside}"


def _budget(look: Lookup) -> Table:
    period = look.scope.to_date
    gone = year_gone(period)
    columns = (
        Column("doel", "Beleidsdoel", Kind.TEXT),
        Column("post", "Budgetpost", Kind.TEXT),
        Column("budget", f"Budget {period.end.year}", Kind.EURO),
        Column("uitgegeven", "Gerealiseerd", Kind.EURO),
        Column("uitputting", "Uitputting (%)", Kind.PERCENT, "{uitgegeven}/{budget}*100"),
        Column("jaar", "Deel van het jaar voorbij (%)", Kind.PERCENT),
        Column("vastgelegd", "Verplicht, nog niet betaald", Kind.EURO),
        Column("vrij", "Nog vrij", Kind.EURO, "{budget}-{uitgegeven}-{vastgelegd}"),
    )
    rows = tuple((*heads, *_budget_cells(look, key, gone)) for heads, key in _lines(look))
    notes = (
        f"Deel van het jaar voorbij: {formats.percent(gone)} op {formats.day(period.end)}. "
        "Uitgaven komen niet gelijkmatig; een verschil hoeft geen probleem te zijn.",
        f"Budget: per post de laatste versie. {_versions(look)}".strip(),
        "Toegerekend: kosten zonder budgetpost, bij een doel geteld naar het moment (voor de "
        "eerste uitkering van de persoon: instroom beperken; daarna: uitstroom bevorderen).",
        "Verplicht: wat in deze periode is vastgelegd en op de dag van de gegevens nog niet was "
        "betaald.",
        "Kosten op een post zonder budget in dit jaar, zoals uitkeringen, staan hier niet in maar "
        "wel op blad 'Kosten'.",
    )
    return Table(
        "uitputting", "Uitputting", _used_title(look),
        f"Uitputting van het budget van {period.end.year}, van 1 januari tot en met "
        f"{formats.day(period.end)}, per beleidsdoel en budgetpost.",
        columns, rows, notes, _figure(look),
    )  # fmt: skip


def _lines(look: Lookup) -> list[tuple[tuple[str, str], Key]]:
    """Return the lines of the budget: all, each goal, and the posts of that goal."""
    period = look.scope.to_date
    lines = [(("Alle doelen", "alle posten"), WHOLE)]
    pairs = [pair.split("|", 1) for pair in look.categories(_USED, _PAIR)]
    for goal in look.categories(_USED, _GOAL):
        name = category_name(look.profile, _GOAL, goal)
        lines.append(((name, "alle posten"), (_GOAL, goal)))
        for of, post in pairs:
            if of == goal:
                title = category_name(look.profile, _POST, post)
                lines.append(((name, title), (_PAIR, f"{of}|{post}")))
    return [line for line in lines if _holds_money(look, period, line[1])]


def _holds_money(look: Lookup, period: Period, key: Key) -> bool:
    amounts = [look.cell(_USED, period, key, part) for part in ("teller", "noemer")]
    return any(amount != 0 for amount in amounts)


def _budget_cells(look: Lookup, key: Key, gone: float) -> tuple[Cell, ...]:
    period = look.scope.to_date
    parts = ("noemer", "teller", "waarde")
    budget, spent, used = (look.cell(_USED, period, key, part) for part in parts)
    # The chain tells of the same money; what a council budgets is no secret, whatever was spent.
    budget, spent = (
        _told(look, budget, "budget_geldend", key),
        _told(look, spent, "budget_gerealiseerd", key),
    )
    if isinstance(used, Mark) and isinstance(budget, int | float) and budget:
        used = 100 * spent / budget if isinstance(spent, int | float) else used
    committed = look.cell(_USED, period, key, "teller", _COMMITTED)
    amounts = [a for a in (budget, spent, committed) if isinstance(a, int | float)]
    free = amounts[0] - amounts[1] - amounts[2] if len(amounts) == len(parts) else None
    share = Mark.NOT_APPLICABLE if budget == 0 else used
    return (budget, spent, share, gone, committed, free)


def _told(look: Lookup, cell: Cell, id: str, key: Key) -> Cell:
    """Return a cell, or where it is hidden what the chain of the budget shows of it."""
    if cell is not Mark.HIDDEN:
        return cell
    told = look.cell(id, look.scope.to_date, key)
    return cell if told is Mark.NOT_COMPUTED else told


def _versions(look: Lookup) -> str:
    """Name the versions of the budget that the figures rest on."""
    period = look.scope.to_date
    found = [
        f"{version.replace('_', ' ')} {formats.euro(amount)}"
        for version in look.categories(_USED, "versie")
        for amount in [look.cell(_USED, period, ("versie", version), "noemer")]
        if isinstance(amount, int | float) and amount
    ]
    return f"Gebruikt: {', '.join(found)}." if found else ""


def _figure(look: Lookup) -> tuple[Figure, ...]:
    """Return the bars of what is used per post."""
    period = look.scope.to_date
    used = [
        (heads[1], cell)
        for heads, key in _lines(look)
        for cell in [look.cell(_USED, period, key)]
        if key[0] == _PAIR and isinstance(cell, int | float)
    ]
    found = sorted(used, key=lambda post: -post[1])
    row = look.row(_USED, period)
    if not found or row is None or row["waarde"] is None:
        return ()
    gone = formats.percent(year_gone(period), 0)
    return (
        Figure(
            "uitputting", Shape.BARS,
            _used_title(look),
            f"Uitputting per budgetpost in procenten, 1 januari t/m {formats.day(period.end)}. "
            f"Bron: financiële gegevens {look.profile.gemeente.naam}.",
            tuple(name for name, _ in found),
            (Series("uitputting", "Uitputting (%)", tuple(float(used) for _, used in found)),),
            "procent",
            f"Liggende staven: uitputting per budgetpost over {period.phrase}; totaal "
            f"{formats.percent(row['waarde'], 0)} bij {gone} van het jaar.",
            note=f"Van het jaar is {gone} voorbij.",
        ),
    )  # fmt: skip


def _costs(look: Lookup) -> Table:
    lines = [
        (category_name(look.profile, "soort", kind).capitalize(), _COSTS, ("soort", kind), _SPENT)
        for kind in look.categories(_COSTS, "soort")
    ]
    shown = [line for line in lines if any(
        look.cell(_COSTS, p, line[2], variant=_SPENT) != 0 for p in look.scope.view)]  # fmt: skip
    shown.append(("Alle gerealiseerde kosten", _COSTS, WHOLE, _SPENT))
    shown.append(("Verplicht, nog niet betaald", _COSTS, WHOLE, _COMMITTED))
    return view_table(
        look, "kosten", "Kosten", _costs_message(look),
        "Gerealiseerde kosten naar soort, in euro, naar de datum van de boeking; wat is vastgelegd "
        "staat apart.",
        Kind.EURO, shown,
        ("Geld is geen steekproef: een verschil met vorig jaar is hoger of lager, zonder marge.",),
    )  # fmt: skip
