"""Tables on the chain of the budget, why costs differ, the money of the State and instruments."""

from __future__ import annotations

from grip.periods import Period
from grip.reckoning import Purchase, Reasons, reasons, shortage
from grip.reports import formats
from grip.reports.chapters.budget_explained import HOW, explained_tables
from grip.reports.chapters.money import year_gone
from grip.reports.chapters.subsidies import FIGURE, subsidies_message, subsidies_table
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name
from grip.results import UNKNOWN, Audience

GOAL, POST, PAIR = "beleidsdoel", "budgetpost", "beleidsdoel|budgetpost"
CHAIN = (
    ("budget_oorspronkelijk", "Oorspronkelijk"),
    ("budget_geldend", "Na wijziging"),
    ("budget_gerealiseerd", "Gerealiseerd"),
    ("budget_verplicht", "Verplicht"),
    ("budget_verwacht", "Verwacht 31 december"),
)
LOOSE = "deel=zonder_ontvanger"
_SPENT = "status=gerealiseerd"
_MOST = 12  # instruments in the table of costs per category


def chain_lines(look: Lookup) -> list[tuple[tuple[str, str], Key]]:
    """Return the lines of the budget: all, each goal and each post of it that holds money."""
    lines = [(("Alle doelen", "alle posten"), WHOLE)]
    pairs = [pair.split("|", 1) for pair in look.categories("budget_geldend", PAIR)]
    for goal in look.categories("budget_geldend", GOAL):
        name = category_name(look.profile, GOAL, goal)
        lines.append(((name, "alle posten"), (GOAL, goal)))
        lines += [
            ((name, category_name(look.profile, POST, post)), (PAIR, f"{of}|{post}"))
            for of, post in pairs
            if of == goal
        ]
    period = look.scope.to_date
    return [line for line in lines if any(look.cell(id, period, line[1]) != 0 for id, _ in CHAIN)]


def chain_table(look: Lookup) -> Table:
    """Return the budget from decision to 31 December, per goal and post."""
    period = look.scope.to_date
    advised = look.results.audience is Audience.INTERNAL and not look.profile.raming
    columns = (
        Column("doel", "Beleidsdoel", Kind.TEXT),
        Column("post", "Budgetpost", Kind.TEXT),
        *(Column(id.removeprefix("budget_"), title, Kind.EURO) for id, title in CHAIN),
        Column("ruimte", "Verwacht over (+) of tekort (-)", Kind.EURO, "{geldend}-{verwacht}"),
    )
    rows = []
    for heads, key in chain_lines(look):
        cells = [look.cell(id, period, key) for id, _ in CHAIN]
        rows.append((*heads, *cells, less(cells[1], cells[-1])))
    return Table(
        "budgetketen", "Budgetketen", _chain_title(look, period),
        "Per beleidsdoel en budgetpost: wat is begroot, wat is betaald en vastgelegd, en waar het "
        "jaar in dit tempo uitkomt.",
        columns, tuple(rows),
        ("Verwacht = gerealiseerd + verplicht + tempo. Tempo: gerealiseerd, maal de dagen die nog "
         "komen, gedeeld door de dagen die voorbij zijn, min wat al is verplicht, en nooit onder "
         "0; per post berekend en dan opgeteld.",
         f"Van het jaar is {formats.percent(year_gone(period), 0)} voorbij. Uitgaven komen niet "
         "gelijkmatig: het tempo is een eerste aanwijzing en geen prognose.",
         "De BUIG staat apart. Verplicht: vastgelegd tot en met de peildatum en nog niet betaald.",
         *((HOW,) if advised else ())),
        shows=tuple(id for id, _ in CHAIN),
    )  # fmt: skip


def _chain_title(look: Lookup, period: Period) -> str:
    """Say whether the budget of the year will do, at this pace."""
    year = period.end.year
    allowed, coming = (look.cell(id, period) for id in ("budget_geldend", "budget_verwacht"))
    left = less(allowed, coming)
    if not isinstance(left, int | float) or not isinstance(allowed, int | float):
        return f"Van begroting naar 31 december {year}"
    outcome = (
        f"blijft {formats.euro(left)} over" if left >= 0 else f"is {formats.euro(-left)} te kort"
    )
    return f"Van de {formats.euro(allowed)} voor {year} {outcome}, in dit tempo tot 31 december"


def less(one: Cell, other: Cell) -> Cell:
    """Return a difference, or the mark of what cannot be shown."""
    if not isinstance(one, int | float):
        return one
    return one - other if isinstance(other, int | float) else other


def difference_table(look: Lookup) -> Table:
    """Return why costs differ from the year before: volume, price and rest, per kind of costs."""
    now, then = look.scope.to_date, look.scope.to_date.shifted(-12)
    columns = (
        Column("soort", "Soort kosten", Kind.TEXT),
        Column("toen", look.label(then), Kind.EURO),
        Column("nu", look.label(now), Kind.EURO),
        Column("aantal_toen", f"Aantal {look.label(then)}"),
        Column("aantal_nu", f"Aantal {look.label(now)}"),
        Column("verschil", "Verschil", Kind.EURO, "{nu}-{toen}"),
        Column("volume", "Door aantal", Kind.EURO),
        Column("prijs", "Door prijs", Kind.EURO),
        Column("rest", "Rest", Kind.EURO, "{verschil}-{volume}-{prijs}"),
    )
    kinds = [k for k in look.categories("kosten", "soort") if k != UNKNOWN]
    rows = [
        row for kind in kinds
        if any((row := _difference(look, kind, then, now))[column] != 0 for column in (1, 2))
    ]  # fmt: skip
    return Table(
        "kosten_verschil", "Kosten verklaard",
        _difference_title(rows, now),
        "Per soort kosten: het verschil met het jaar ervoor, verdeeld over aantal, prijs en rest.",
        columns, tuple(rows),
        ("Aantal: maanden uitkering of loonkostensubsidie; bij andere soorten voorzieningen.",
         "Door aantal: het verschil in aantal maal de gemiddelde prijs van toen. Door prijs: het "
         "verschil in gemiddelde prijs maal het aantal van nu. Rest: kosten die bij geen "
         "voorziening, persoon of uitkering horen, zoals een contract. De drie zijn samen precies "
         "het verschil.",
         "Was er toen of is er nu niets betaald, dan is er geen prijs om te vergelijken: alles is "
         "aantal."),
        shows=("kosten", "kosten_aantal"),
    )  # fmt: skip


def _difference_title(rows: list[tuple[Cell, ...]], now: Period) -> str:
    """Say how much more or less was paid than the year before, and which kind did most to that.

    A kind that one of the years has no costs of may not have been booked then: it is left out.
    """
    both = [
        (str(row[0]), row[2] - row[1])
        for row in rows
        if isinstance(row[1], int | float) and isinstance(row[2], int | float) and row[1] and row[2]
    ]
    if not both or any(isinstance(row[1], Mark) or isinstance(row[2], Mark) for row in rows):
        return f"Waarom de kosten van {now.label} anders zijn dan een jaar eerder"
    more = sum(change for _, change in both)
    way = "hoger" if more > 0 else "lager"
    which = "De kosten" if len(both) == len(rows) else "De kosten die er in beide jaren waren,"
    name, most = max(both, key=lambda part: part[1] * (1 if more > 0 else -1))
    return (
        f"{which} zijn in {now.phrase} {formats.euro(abs(more))} {way} dan een jaar eerder; het "
        f"meest door {name.lower()} ({formats.euro(most)})"
    )


def _difference(look: Lookup, kind: str, then: Period, now: Period) -> tuple[Cell, ...]:
    name = category_name(look.profile, "soort", kind).capitalize()
    paid = [look.cell("kosten", p, ("soort", kind), variant=_SPENT) for p in (then, now)]
    counts = [look.cell("kosten_aantal", p, ("soort", kind)) for p in (then, now)]
    why = explained(look, kind, then, now)
    if why is None:
        blank = next((c for c in (*paid, *counts) if isinstance(c, Mark)), Mark.NOT_COMPUTED)
        return (name, *paid, *counts, less(paid[1], paid[0]), blank, blank, blank)
    parts = (why.volume / 100, why.price / 100, why.rest / 100)
    return (name, *paid, *counts, sum(parts), *parts)


def explained(look: Lookup, kind: str, then: Period, now: Period) -> Reasons | None:
    """Return why costs of a kind differ between two periods; None where a part is not shown."""
    bought = [_purchase(look, kind, period) for period in (then, now)]
    if bought[0] is None or bought[1] is None:
        return None
    return reasons(bought[0], bought[1])


def _purchase(look: Lookup, kind: str, period: Period) -> Purchase | None:
    key = ("soort", kind)
    cells = (
        look.cell("kosten", period, key, variant=_SPENT),
        look.cell("kosten_aantal", period, key),
        look.cell("kosten", period, key, variant=LOOSE),
    )
    if not all(isinstance(cell, int | float) for cell in cells):
        return None
    amount, volume, loose = cells
    return Purchase(cents(amount), int(volume), cents(loose))  # type: ignore[arg-type]


def cents(amount: Cell) -> int:
    """Return an amount in whole cents."""
    return round(100 * float(amount))  # type: ignore[arg-type]


def state_table(look: Lookup) -> Table:
    """Return the BUIG by version, what was paid from it, and what a shortage costs."""
    periods = _state_years(look)
    columns = (
        Column("wat", "BUIG", Kind.TEXT),
        *(Column(f"j{p.end.year}", look.header(p), Kind.EURO) for p in periods),
    )
    lines = {
        **{
            f"Budget: {version.replace('_', ' ')}": [
                _or_absent(look.cell("buig_budget", p, variant=f"versie={version}"))
                for p in periods
            ]
            for version in ("voorlopig", "nader_voorlopig", "definitief")
        },
        "Budget dat geldt (laatste versie)": [look.cell("buig_budget", p) for p in periods],
        "Betaald": [look.cell("buig_lasten", p) for p in periods],
    }
    settled = [_settled(look, p) for p in periods]
    names = ("Resultaat", "Tekort voor eigen rekening", "Vangnet: vergoed door het Rijk")
    for number, name in enumerate(names):
        lines[name] = [cells[number] for cells in settled]
    rows = tuple((name, *cells) for name, cells in lines.items())
    return Table(
        "buig", "BUIG", _state_title(periods, settled),
        "Het budget per versie, wat eruit is betaald, en bij een tekort wie het draagt.",
        columns, rows, _state_notes(look), shows=("buig_budget", "buig_lasten"),
    )  # fmt: skip


def state_message(look: Lookup) -> str:
    """Say what the money of the State came to in the last whole year; empty without budget."""
    periods = _state_years(look)
    settled = [_settled(look, period) for period in periods]
    known = any(isinstance(result, int | float) for result, _, _ in settled)
    return f"{_state_title(periods, settled)}." if known else ""


def _state_years(look: Lookup) -> list[Period]:
    return [period for period in look.scope.years if _has_budget(look, period)]


def _state_title(periods: list[Period], settled: list[tuple[Cell, Cell, Cell]]) -> str:
    """Say what the last whole year came to, and who bears a shortage."""
    for period, (result, own, _) in reversed(list(zip(periods, settled, strict=True))):
        if not isinstance(result, int | float):
            continue
        if result >= 0:
            return (f"In {period.end.year} bleef er {formats.euro(result)} over van het geld van "
                    "het Rijk voor uitkeringen (BUIG)")  # fmt: skip
        bears = ""
        if isinstance(own, int | float):
            part = "dat" if own == -result else f"{formats.euro(own)} daarvan"
            bears = f"; {part} draagt de gemeente zelf"
        return (f"In {period.end.year} was er een tekort van {formats.euro(-result)} op het geld "
                f"van het Rijk voor uitkeringen (BUIG){bears}")  # fmt: skip
    return "Het geld van het Rijk voor uitkeringen (BUIG), per jaar"


def _has_budget(look: Lookup, period: Period) -> bool:
    cell = look.cell("buig_budget", period)
    return isinstance(cell, int | float) and cell != 0


def _or_absent(cell: Cell) -> Cell:
    return Mark.UNKNOWN if cell == 0 else cell


def _settled(look: Lookup, period: Period) -> tuple[Cell, Cell, Cell]:
    """Return result, own part and compensation; a shortage is a matter of a whole year."""
    budget, spent = look.cell("buig_budget", period), look.cell("buig_lasten", period)
    if not (isinstance(budget, int | float) and isinstance(spent, int | float)):
        return (less(budget, spent),) * 3
    if (period.end.month, period.end.day) != (12, 31):
        return (Mark.NOT_APPLICABLE,) * 3
    steps = [s for s in look.profile.buig.vangnet if s.vanaf <= period.end]
    if not steps:
        return budget - spent, Mark.UNKNOWN, Mark.UNKNOWN
    step = max(steps, key=lambda s: s.vanaf)
    found = shortage(cents(budget), cents(spent), step.eigen_risico_pct, step.half_tot_pct)
    return found.result / 100, found.own / 100, found.compensated / 100


def _state_notes(look: Lookup) -> tuple[str, ...]:
    told = [
        f"Eigen risico vanaf {step.vanaf.year}: tot {formats.percent(step.eigen_risico_pct)} van "
        "het budget draagt de gemeente een tekort zelf, tot "
        f"{formats.percent(step.half_tot_pct)} de helft, daarboven niets ({step.bron}"
        f"{'' if step.getoetst else '; niet aan de bron getoetst'})."
        for step in look.profile.buig.vangnet
    ]
    return (
        *told,
        "Betaald is zonder ontvangsten, zoals terugvordering, als die niet bij de kosten staan; "
        "het Rijk stelt nog andere eisen aan een vangnetuitkering dan de drempels.",
        f"Loonkostensubsidie telt hier mee tot {look.profile.buig.lks_apart_vanaf.year}; daarna "
        "heeft zij een eigen budget.",
    )


def framework_table(look: Lookup) -> Table:
    """Return what instruments cost, per voorziening and per position of the ladder."""
    period, ladder = look.scope.to_date, look.profile.ladder
    pair = f"{ladder.dimension}|instrument"
    spent = {
        one: look.cell("kosten", period, ("instrument", one), variant=_SPENT)
        for one in look.categories("kosten", "instrument")
        if one != UNKNOWN
    }
    known = {one: cell for one, cell in spent.items() if isinstance(cell, int | float) and cell}
    chosen = sorted(known, key=lambda one: -known[one])[:_MOST]
    columns = (
        Column("instrument", "Instrument", Kind.TEXT),
        Column("groep", "Groep", Kind.TEXT),
        Column("kosten", f"Kosten {look.label(period)}", Kind.EURO),
        Column("aantal", "Betaald voor"),
        Column("per_stuk", "Kosten per keer", Kind.EURO, "{kosten}/{aantal}"),
        *(
            Column(f"t{number}", category_name(look.profile, ladder.dimension, one), Kind.EURO)
            for number, one in enumerate((*ladder.posities, UNKNOWN))
        ),
    )
    rows = []
    for one in chosen:
        cost, count = known[one], look.cell("kosten_aantal", period, ("instrument", one))
        each = cost / count if isinstance(count, int | float) and count else Mark.NOT_APPLICABLE
        parts = [
            look.cell("kosten", period, (pair, f"{place}|{one}"), variant=_SPENT)
            for place in (*ladder.posities, UNKNOWN)
        ]
        parts = [0 if cell is Mark.NOT_COMPUTED else cell for cell in parts]
        rows.append((category_name(look.profile, "instrument", one), _group(look, one), cost,
                     count, each, *parts))  # fmt: skip
    return Table(
        "afwegingskader", "Kosten per instrument",
        _framework_title(look, chosen, known),
        "Per instrument: de kosten dit jaar, per voorziening (bij loonkostensubsidie per maand), "
        "en verdeeld naar de plaats op de ladder op de dag van de boeking.",
        columns, tuple(rows),
        (f"De {_MOST} instrumenten met de meeste kosten. Zonder uitkering of zonder bekende plaats "
         "op die dag: onbekend, zoals vaak bij loonkostensubsidie.",
         "Kosten zeggen niet wat een instrument oplevert; dat staat bij de voorzieningen."),
        shows=("kosten", "kosten_aantal"),
    )  # fmt: skip


def _framework_title(look: Lookup, chosen: list[str], known: dict[str, int | float]) -> str:
    """Say which instrument cost most, of all that instruments cost."""
    if not chosen:
        return "Wat instrumenten kosten, en in welke categorie zij worden ingezet"
    most = chosen[0]
    return (
        f"Van de {formats.euro(sum(known.values()))} aan instrumenten in "
        f"{look.scope.to_date.phrase} ging het meest naar "
        f"'{category_name(look.profile, 'instrument', most)}': {formats.euro(known[most])}"
    )


def _group(look: Lookup, instrument: str) -> str:
    found = look.profile.instrument.get(instrument)
    return look.profile.instrumentgroep.get(found.groep, found.groep) if found else "-"


def chain_chapter(look: Lookup) -> Section:
    """Return the chapter on the chain of the budget, as far as its tables are known."""
    tables = [difference_table(look)]
    if look.computed("budget_geldend"):
        tables.insert(0, chain_table(look))
    tables[-1:-1] = explained_tables(look)
    if _state_years(look):
        tables.append(state_table(look))
    lead: tuple[str, ...] = ()
    if look.cell(FIGURE, look.scope.to_date, column="teller") not in (0, Mark.NOT_COMPUTED):
        tables.append(subsidies_table(look))
        lead = (f"{subsidies_message(look)}.",)
    framework = framework_table(look)
    if framework.rows:
        tables.append(framework)
    return Section("budget", "Budget en kosten verklaard", lead, tuple(tables))
