"""Tables on movement in a year: what became of people, where they are, what was foreseen."""

from __future__ import annotations

from datetime import date

from grip.reports import formats
from grip.reports.chapters.in_months import in_months, months_cells
from grip.reports.chapters.sentences import count_words, marks_in, source_of
from grip.reports.document import Cell, Column, Figure, Kind, Mark, Series, Shape, Table
from grip.reports.lookup import WHOLE, Key, Lookup, whole_numbers
from grip.reports.terminal.words import category_name
from grip.results import FROM_TO, OUTCOME, UNKNOWN, WENT, Audience

_GOOD = ("werk_of_school", "vooruit", "hoogst_haalbaar")
_BEST = "maximaal_bereikt_aandeel"  # without it nobody knows whose place is the highest possible
_SHARES = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")
_SHARE_COLUMNS = (
    Column("aantal", "Aantal"), Column("van", "Van"),
    Column("waarde", "Percentage", Kind.PERCENT), Column("laag", "Ondergrens (95%)", Kind.PERCENT),
    Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
)  # fmt: skip
_LATER = (12, 24)
_BEST_NOTE = (
    "Wie op zijn plaats het hoogst haalbare heeft bereikt, is een resultaat en geen mislukking: "
    "meer dan dat was niet te verwachten."
)
_NO_BEST_NOTE = (
    "Wie op zijn plaats het hoogst haalbare heeft bereikt, is niet te zeggen: het perspectief van "
    "mensen staat niet in de export. Zij staan bij wie op dezelfde plaats bleef."
)


def year_on_message(look: Lookup) -> tuple[str, ...]:
    """Say of how many there is a result after a year."""
    period = look.scope.period
    if not look.computed("na_een_jaar"):
        return ()
    total = look.cell("na_een_jaar", period)
    parts = [look.cell("na_een_jaar", period, (OUTCOME, name)) for name in _GOOD]
    if not isinstance(total, int) or not all(isinstance(part, int) for part in parts):
        return ()
    work, up, best = (count_words(part) for part in parts)
    reached = (
        f", staan er {up} hoger op de ladder en hebben er {best} op hun plaats het hoogst haalbare "
        "bereikt"
        if look.computed(_BEST)
        else f" en staan er {up} hoger op de ladder"
    )
    return (
        f"Van de {formats.count(total)} personen die op {formats.day(_then(look))} bijstand "
        f"hadden, zijn er een jaar later {work} uit naar werk of onderwijs{reached}.",
    )


def year_on_tables(look: Lookup) -> tuple[Table, ...]:
    """Return the tables on movement, only those that the data allow."""
    tables = []
    if look.computed("na_een_jaar"):
        tables += [_outcomes(look), _results(look)]
    # In public nearly every cell would be hidden: its rows add up to what is known.
    if look.computed("overgangskans") and look.results.audience is Audience.INTERNAL:
        tables.append(_chances(look))
    if look.computed("verblijfsduur_mediaan"):
        tables.append(_stays(look))
    return tuple(tables)


def _then(look: Lookup) -> date:
    """The day a year ago on which everybody was still there."""
    return look.scope.period.last_twelve_months().eve


def _outcomes(look: Lookup) -> Table:
    """Return what became of everybody who was in stock a year ago; it adds up to that stock."""
    period, then = look.scope.period, formats.day(_then(look))
    names = look.categories("na_een_jaar", OUTCOME)
    cells = [_outcome(look, name) for name in names]
    total = look.cell("na_een_jaar", period)
    labels = tuple(category_name(look.profile, OUTCOME, name) for name in names)
    rows = [
        (f"{label} (een resultaat)" if name in _GOOD else label, cell, total, _of(cell, total))
        for name, label, cell in zip(names, labels, cells, strict=True)
    ]
    rows.append((f"Allen met bijstand op {then}", total, total, _of(total, total)))
    title = _outcomes_title(look, total)
    figure = Figure(
        "na_een_jaar", Shape.BARS, title,
        f"Aantal personen, naar waar zij zijn op {formats.day(period.end)}. {source_of(look)}",
        labels, (Series("aantal", "Personen", tuple(whole_numbers(cells))),), "personen",
        "Liggende staven: wat er in een jaar is geworden van wie bijstand had.",
        note=marks_in(cells),
    )  # fmt: skip
    return Table(
        "na_een_jaar", "Een jaar later", title,
        f"Personen met bijstand op {then}, naar wat er op {formats.day(period.end)} van hen is "
        "geworden.",
        (Column("uitkomst", "Een jaar later", Kind.TEXT), *_SHARE_COLUMNS[:3]),
        tuple(rows),
        (
            f"De regels tellen op tot de stand op {then}; wie later kwam, staat er niet bij.",
            _BEST_NOTE if look.computed(_BEST) else _NO_BEST_NOTE,
        ),
        (figure,),
    )  # fmt: skip


def _outcome(look: Lookup, name: str) -> Cell:
    """Return how many came to an outcome; without prospects nobody is known to be at their best."""
    if name == _GOOD[-1] and not look.computed(_BEST):
        return Mark.NOT_COMPUTED
    return look.cell("na_een_jaar", look.scope.period, (OUTCOME, name))


def _outcomes_title(look: Lookup, total: Cell) -> str:
    """Say what became of who was there, where every part of it may be seen."""
    then = formats.day(_then(look))
    parts = [look.cell("na_een_jaar", look.scope.period, (OUTCOME, name)) for name in _GOOD]
    if not isinstance(total, int) or not all(isinstance(part, int) for part in parts):
        return f"Wat er is geworden van wie op {then} bijstand had"
    work, up, best = (count_words(part) for part in parts)
    said = f"Van de {formats.count(total)} personen van {then} zijn er nu {work} uit naar werk of"
    if not look.computed(_BEST):
        return f"{said} onderwijs en {up} hoger op de ladder"
    return f"{said} onderwijs, {up} hoger op de ladder en {best} op hun hoogst haalbare"


def _of(cell: Cell, total: Cell) -> Cell:
    if isinstance(cell, int | float) and isinstance(total, int | float) and total:
        return 100 * cell / total
    return cell if isinstance(cell, Mark) else Mark.NOT_APPLICABLE


def _results(look: Lookup) -> Table:
    """Return the share with a result per place, and of which prospects came true."""
    ladder = look.profile.ladder.dimension
    lines: list[tuple[str, str, str, Key]] = [
        ("Resultaat na een jaar", "alle plaatsen", "resultaat_na_een_jaar_pct", WHOLE),
        *(
            ("Resultaat na een jaar", f"begonnen op {category_name(look.profile, ladder, c)}",
             "resultaat_na_een_jaar_pct", (ladder, c))
            for c in look.categories("resultaat_na_een_jaar_pct", ladder)
            if c != UNKNOWN
        ),
    ]  # fmt: skip
    id, work = "werk_na_een_jaar_pct", "inkomen_uit_werk"
    if look.computed(id):
        lines += [
            ("Uit naar werk of onderwijs", f"{word} inkomen uit werk een jaar geleden", id,
             (work, c))
            for c, word in (("ja", "met"), ("nee", "zonder"))
        ]  # fmt: skip
    id, prospect = "perspectief_uitgekomen_pct", "perspectief"
    if look.computed(id):
        lines.append(("Perspectief uitgekomen", "alle perspectieven", id, WHOLE))
        lines += [
            ("Perspectief uitgekomen", category_name(look.profile, prospect, c), id, (prospect, c))
            for c in look.categories(id, prospect)
        ]
    period = look.scope.period
    rows = [(what, who, *(look.cell(i, period, key, p) for p in _SHARES))
            for what, who, i, key in lines]  # fmt: skip
    cards = look.results.cards
    notes = [cards["resultaat_na_een_jaar_pct"].caveat]
    notes += [
        f"{cards[other].title}: {cards[other].caveat}"
        for other in ("werk_na_een_jaar_pct", id)
        if look.computed(other)
    ]
    return Table(
        "resultaat_perspectief", "Resultaat en perspectief", _results_title(look),
        f"Personen met bijstand op {formats.day(_then(look))}, een jaar gevolgd.",
        (Column("wat", "Cijfer", Kind.TEXT), Column("wie", "Van wie", Kind.TEXT), *_SHARE_COLUMNS),
        tuple(rows), tuple(notes),
    )  # fmt: skip


def _results_title(look: Lookup) -> str:
    """Say how often there was a result, and how often what was foreseen came true."""
    shares = [
        look.cell(id, look.scope.period)
        for id in ("resultaat_na_een_jaar_pct", "perspectief_uitgekomen_pct")
    ]
    if not all(isinstance(share, int | float) for share in shares):
        return "Wie een resultaat bereikte, en wat was voorzien"
    result, foreseen = (formats.percent(share, 0) for share in shares)  # type: ignore[arg-type]
    return f"Na een jaar heeft {result} een resultaat; bij {foreseen} kwam het perspectief uit"


def _chances(look: Lookup) -> Table:
    """Return from each place the chance to be in each a year and two years on."""
    places = [*look.profile.ladder.posities, UNKNOWN, WENT]
    named = {p: category_name(look.profile, look.profile.ladder.dimension, p) for p in places}
    named[WENT] = "uit de bijstand"
    columns = [Column("van", "Van", Kind.TEXT), Column("naar", "Naar", Kind.TEXT)]
    for months in _LATER:
        columns += [
            Column(f"n{months}", f"Personen toen ({months} maanden)"),
            Column(f"k{months}", f"Kans na {months} maanden", Kind.PERCENT),
            Column(f"l{months}", f"Ondergrens {months} maanden (95%)", Kind.PERCENT),
            Column(f"h{months}", f"Bovengrens {months} maanden (95%)", Kind.PERCENT),
        ]
    rows = [
        (named[a], named[b], *_later_cells(look, f"{a}|{b}"))
        for a in places
        if a != WENT
        for b in places
    ]
    out = look.cell("overgangskans", look.scope.period)
    title = (
        f"Van wie een jaar geleden bijstand had, is {formats.percent(out, 0)} eruit"
        if isinstance(out, int | float)
        else "De kans op elke plaats, een en twee jaar later"
    )
    return Table(
        "overgangskans", "Overgangskansen", title,
        "De kans om een of twee jaar later op elke plaats van de ladder te zijn, of uit de "
        "bijstand, naar de plaats waar iemand begon.",
        tuple(columns), tuple(rows),
        (
            "Per plaats waar iemand begon tellen de kansen op tot 100%.",
            "Het zijn personen die er toen waren en tot nu zijn gevolgd; wie later instroomde, "
            "vertrekt vaak sneller en staat er niet bij.",
        ),
    )  # fmt: skip


def _later_cells(look: Lookup, pair: str) -> list[Cell]:
    return [
        look.cell("overgangskans", look.scope.period, (FROM_TO, pair), part, f"maanden={months}")
        for months in _LATER
        for part in ("noemer", "waarde", "ondergrens", "bovengrens")
    ]


def _stays(look: Lookup) -> Table:
    """Return how long people stay in a place of the ladder."""
    ladder, id = look.profile.ladder.dimension, "verblijfsduur_mediaan"
    rows = [
        (category_name(look.profile, ladder, c), *months_cells(look, id, (ladder, c)))
        for c in look.categories(id, ladder)
    ]
    return Table(
        "verblijfsduur", "Verblijf op de ladder", _stays_title(look),
        "Na hoeveel maanden de helft van de verblijven op een plaats is geëindigd, door een andere "
        "plaats of door uitstroom.",
        (
            Column("plaats", "Plaats", Kind.TEXT), Column("gevolgd", "Gevolgde verblijven"),
            Column("geeindigd", "Waarvan geëindigd"),
            Column("helft", "De helft is weg na (maanden)", Kind.DECIMAL),
            Column("laag", "Ondergrens (95%)", Kind.DECIMAL),
            Column("hoog", "Bovengrens (95%)", Kind.DECIMAL),
        ),
        tuple(rows), (look.results.cards[id].caveat,),
    )  # fmt: skip


def _stays_title(look: Lookup) -> str:
    """Say in which place of the ladder people stay longest."""
    ladder, id = look.profile.ladder.dimension, "verblijfsduur_mediaan"
    found = {p: in_months(look, id, (ladder, p)) for p in look.profile.ladder.posities}
    known = {place: cell for place, cell in found.items() if isinstance(cell, int | float)}
    if len(known) < len(found):
        return "Hoe lang iemand op een plaats blijft"
    longest, shortest = (pick(known, key=lambda place: known[place]) for pick in (max, min))
    names = {place: category_name(look.profile, ladder, place) for place in (longest, shortest)}
    return (
        f"De helft is na {formats.decimal(known[longest])} maanden weg van '{names[longest]}', en "
        f"na {formats.decimal(known[shortest])} maanden van '{names[shortest]}'"
    )
