"""Chapter 4, continued: the gate as a funnel, and what was done there."""

from __future__ import annotations

from grip.periods import Period
from grip.reports import formats
from grip.reports.chapters.parts import PROVISIONAL_NOTE, series_words, view_table
from grip.reports.chapters.sentences import (
    counted,
    extremes,
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
from grip.results import FATE, UNKNOWN

_STEPS = (
    ("Aanvraag gedaan", "trechter_aanvraag_pct"),
    ("- waarvan besluit genomen", "trechter_besluit_pct"),
    ("- waarvan nog open", "trechter_open_pct"),
    ("Toegekend", "trechter_toekenning_pct"),
)
_OUTCOMES = (
    ("Toegekend", "aanvraag_8_weken_toegekend_pct"),
    ("Anders besloten: afgewezen, ingetrokken of buiten behandeling",
     "aanvraag_8_weken_anders_pct"),
    ("Nog open", "aanvraag_8_weken_open_pct"),
)  # fmt: skip
_BOTH = (
    ("Zonder aanvraag aan het eind van de periode", "preventie_pct"),
    ("Zonder aanvraag na 60 dagen", "preventie_rijp_pct"),
)
_OVER_WEEKS = "aanvraag_uitkomst_pct"
_WAYS = (("toegekend", "Toegekend"), ("anders", "Anders besloten"), ("open", "Nog open"))
_TOLD_WEEKS = ("4", "8")
_ACTION, _NONE = "poortactie", "geen"
_NOTHING = 1e-9  # percent
_PARTS = ("teller", "noemer", "waarde", "ondergrens", "bovengrens")


def funnel_chapter(look: Lookup) -> Section:
    """Return the chapter on the funnel of the gate."""
    tables = [_funnel(look), _prevention(look), _outcomes(look), _actions(look)]
    if look.computed(_OVER_WEEKS):
        tables.insert(3, _over_weeks(look))
    return Section(
        "trechter", "Trechter van de poort", (funnel_message(look),),
        tuple(table for table in tables if table.rows),
    )  # fmt: skip


def funnel_message(look: Lookup) -> str:
    """Say how many of who reported applied, were granted, and still wait."""
    period = look.scope.to_date
    applied, open_, granted = (
        parts_of(look, f"trechter_{step}_pct", period)
        for step in ("aanvraag", "open", "toekenning")
    )
    if not all(counted(cells) for cells in (applied, granted)):
        cells = [*applied, *granted]
        return not_given(f"De trechter van de poort over {period.phrase} is", cells)
    still = ""
    if counted(open_):
        still = f"; {share_words(open_)} {verb(open_[0], 'staat', 'staan')} nog open"
    return (
        f"Van de {formats.count(applied[1])} meldingen in {period.phrase} werden er "  # type: ignore[arg-type]
        f"{share_words(applied)} een aanvraag en {share_words(granted)} een "
        f"toekenning{still}."
    )


def _periods(look: Lookup) -> tuple[Period, Period]:
    return look.scope.to_date, look.scope.to_date.shifted(-12)


def _funnel(look: Lookup) -> Table:
    now, before = _periods(look)
    columns = (
        Column("stap", "Stap", Kind.TEXT),
        *(Column(f"n{i}", f"Aantal, {look.header(p)}") for i, p in enumerate((now, before))),
        *(
            Column(f"p{i}", f"Van de meldingen (%), {look.header(p)}", Kind.PERCENT)
            for i, p in enumerate((now, before))
        ),
        Column("laag", f"ondergrens {look.header(now)} (95%)", Kind.PERCENT),
        Column("hoog", f"bovengrens {look.header(now)} (95%)", Kind.PERCENT),
    )
    whole = [look.cell("meldingen", period) for period in (now, before)]
    rows: list[tuple[Cell, ...]] = [("Meldingen", *whole, 100, 100, None, None)]
    rows += [_step(look, name, id) for name, id in _STEPS if look.computed(id)]
    said = funnel_message(look).rstrip(".")
    names = tuple(str(row[0]).removeprefix("- waarvan ").capitalize() for row in rows)
    figure = Figure(
        "trechter", Shape.BARS, said,
        f"Meldingen van {now.phrase} en wat ervan werd, stand op "
        f"{formats.day(look.scope.extraction)}. {source_of(look)}",
        names, (Series("n0", "Aantal", tuple(whole_numbers([row[1] for row in rows]))),),
        "meldingen", f"Staven per stap van de poort. {said}."[:300],
    )  # fmt: skip
    return Table(
        "trechter", "Trechter", said,
        "Dezelfde meldingen gevolgd van stap tot stap, naar de dag van de melding; stand op "
        f"{formats.day(look.scope.extraction)}.",
        columns, tuple(rows),
        (
            f"Hier gaat het om dezelfde meldingen; op blad 'Poort {series_words(look)}' telt elke "
            "stap op haar eigen datum.",
            "Meldingen van kort voor de dag van de gegevens kunnen nog een stap verder komen.",
            *([PROVISIONAL_NOTE] if look.provisional((now, before)) else []),
        ),
        (figure,), shows=("meldingen",),
    )  # fmt: skip


def _step(look: Lookup, name: str, id: str) -> tuple[Cell, ...]:
    now, before = _periods(look)
    top, _, share, low, high = (look.cell(id, now, WHOLE, part) for part in _PARTS)
    then = [look.cell(id, before, WHOLE, part) for part in ("teller", "waarde")]
    return (name, top, then[0], share, then[1], low, high)


def _prevention(look: Lookup) -> Table:
    lines = [(name, id, WHOLE, "") for name, id in _BOTH if look.computed(id)]
    cards = look.results.cards
    return view_table(
        look, "preventie_naast_elkaar", "Preventie", _prevention_message(look),
        "Welk deel van de meldingen geen aanvraag werd: aan het eind van de periode, en na 60 "
        "dagen (van meldingen die zo lang gevolgd konden worden).",
        Kind.PERCENT, lines, [cards[id].caveat for _, id, _, _ in lines], interval=True,
    )  # fmt: skip


def _prevention_message(look: Lookup) -> str:
    period = look.scope.to_date
    literal, ripe = (look.share(id, period) for _, id in _BOTH)
    words = [
        formats.percent(cell) if isinstance(cell, int | float) else str(cell)
        for cell in (literal, ripe)
    ]
    return (
        f"In {period.phrase} werd {words[0]} van de meldingen geen aanvraag voor het eind van de "
        f"periode, en {words[1]} niet binnen 60 dagen"
    )


def _outcomes(look: Lookup) -> Table:
    lines = [(name, id, WHOLE, "") for name, id in _OUTCOMES if look.computed(id)]
    return view_table(
        look, "na_8_weken", "Na 8 weken", _outcomes_message(look),
        "Wat er 56 dagen na de aanvraag van was geworden; alleen aanvragen die zo lang gevolgd "
        "konden worden. De drie regels zijn samen alle aanvragen.",
        Kind.PERCENT, lines,
        ("Wie nog op een besluit wacht, telt hier mee; in de doorlooptijd van besliste aanvragen "
         "niet. De dagen opschorting zijn er hier niet af.",),
        interval=True,
    )  # fmt: skip


def _outcomes_message(look: Lookup) -> str:
    cells = parts_of(look, _OUTCOMES[2][1], look.scope.to_date)
    if not counted(cells):
        return not_given("Wat er na 8 weken van aanvragen werd is", cells).rstrip(".")
    return (
        f"Van de {formats.count(cells[1])} gevolgde aanvragen uit {look.scope.to_date.phrase} "  # type: ignore[arg-type]
        f"stonden er na 8 weken nog {share_words(cells)} open"
    )


def _over_weeks(look: Lookup) -> Table:
    """Return what becomes of applications week by week, who still waits included."""
    period = look.scope.to_date
    weeks = list(dict.fromkeys(c.split("|")[0] for c in look.categories(_OVER_WEEKS, FATE)))
    columns = [Column("weken", "Weken na de aanvraag")]
    for way, name in _WAYS:
        columns += [
            Column(way, f"{name} (%)", Kind.PERCENT),
            Column(f"{way}_laag", f"Ondergrens {name.lower()} (95%)", Kind.PERCENT),
            Column(f"{way}_hoog", f"Bovengrens {name.lower()} (95%)", Kind.PERCENT),
        ]
    rows = [
        (int(week), *(cell for way, _ in _WAYS for cell in _chance(look, week, way)))
        for week in weeks
    ]
    title = _over_weeks_title(look)
    shares = {way: whole_numbers([row[1 + 3 * i] for row in rows]) for i, (way, _) in
              enumerate(_WAYS)}  # fmt: skip
    figure = Figure(
        "aanvraag_weken", Shape.LINES, title,
        f"Aanvragen uit {period.phrase}: welk deel na een aantal weken is toegekend, anders is "
        f"besloten of nog open staat. {source_of(look)}",
        tuple(f"wk {week}" for week in weeks),
        tuple(Series(way, name, tuple(shares[way]), line=True) for way, name in _WAYS),
        "procent", "Drie lijnen naar weken na de aanvraag: toegekend, anders besloten, nog open.",
        note=marks_in(row[1] for row in rows),
    )  # fmt: skip
    return Table(
        "aanvraag_weken", "Besluit over weken", title,
        "De kans dat een aanvraag een aantal weken later is toegekend, anders is besloten "
        "(afgewezen, ingetrokken, buiten behandeling) of nog open staat; "
        f"{period.phrase}{_over_how_many(look)}.",
        tuple(columns), tuple(rows),
        (
            "Op blad 'Na 8 weken' tellen alleen aanvragen die 8 weken gevolgd konden worden; hier "
            "tellen ook jongere mee. Daardoor schelen de percentages iets.",
            "Wie nog op een besluit wacht, telt mee zolang hij is gevolgd: een snelle afhandeling "
            "lijkt zo niet sneller dan zij is. De drie kansen van een week zijn samen 100%.",
            *(
                ["0% nog open: van wie zo lang gevolgd kon worden, wachtte niemand meer."]
                if any(_is_certain(row[1 + 3 * len(_WAYS[:-1])], (0,)) for row in rows)
                else []
            ),
            "In kalenderdagen; de dagen opschorting zijn er niet af.",
        ),
        (figure,), shows=(_OVER_WEEKS,),
    )  # fmt: skip


def _chance(look: Lookup, week: str, way: str) -> tuple[Cell, ...]:
    """Return a chance with its bounds; what happened to nobody or to all has none."""
    found = [
        look.cell(_OVER_WEEKS, look.scope.to_date, (FATE, f"{week}|{way}"), part)
        for part in _PARTS[2:]
    ]
    if _is_certain(found[0], (0, 100)):
        return found[0], Mark.NOT_APPLICABLE, Mark.NOT_APPLICABLE
    return tuple(found)


def _is_certain(chance: Cell, ends: tuple[int, ...]) -> bool:
    return isinstance(chance, int | float) and any(abs(chance - end) < _NOTHING for end in ends)


def _over_how_many(look: Lookup) -> str:
    count = look.cell(_OVER_WEEKS, look.scope.to_date, WHOLE, "noemer")
    return f", {formats.count(count)} aanvragen" if isinstance(count, int | float) else ""


def _over_weeks_title(look: Lookup) -> str:
    said = []
    for week in _TOLD_WEEKS:
        granted, open_ = _chance(look, week, "toegekend")[0], _chance(look, week, "open")[0]
        if isinstance(granted, int | float) and isinstance(open_, int | float):
            said.append(
                f"na {week} weken is {formats.percent(granted, 0)} van de aanvragen toegekend en "
                f"staat {formats.percent(open_, 0)} nog open"
            )
    words = "; ".join(said) or "wat er over de weken van aanvragen wordt, is niet te geven"
    return words[:1].upper() + words[1:]


def _actions(look: Lookup) -> Table:
    period = look.scope.to_date
    columns = (
        Column("actie", "Actie aan de poort", Kind.TEXT),
        Column("meldingen", "Meldingen"),
        Column("zonder", "Na 60 dagen geen aanvraag"),
        Column("gevolgd", "Meldingen van 60 dagen of ouder"),
        Column("rijp", "Na 60 dagen geen aanvraag (%)", Kind.PERCENT, "{zonder}/{gevolgd}*100"),
        Column("laag", "Ondergrens (95%)", Kind.PERCENT),
        Column("hoog", "Bovengrens (95%)", Kind.PERCENT),
        Column("toegekend", "Toegekend tot nu toe"),
    )
    keys: list[tuple[str, Key]] = [
        (category_name(look.profile, _ACTION, c), (_ACTION, c))
        for c in look.categories("meldingen", _ACTION)
    ]
    if keys:
        keys.append(("Totaal", WHOLE))
    rows = tuple((name, *_action_cells(look, period, key)) for name, key in keys)
    return Table(
        "poortacties", "Acties aan de poort", _actions_title(look, period),
        "Meldingen naar wat er aan de poort is gedaan, en wat er daarna gebeurde.",
        columns, rows,
        ("Samenhang, geen bewijs van oorzaak: wie een vacature krijgt aangeboden is een ander dan "
         "wie naar schuldhulp gaat.",
         *([PROVISIONAL_NOTE] if look.provisional((period,)) else [])),
    )  # fmt: skip


def _actions_title(look: Lookup, period: Period) -> str:
    """Say after which action there was most often no application, where chance cannot tell it."""
    what = f"Wat er aan de poort is gedaan, {period.label}"
    named = [c for c in look.categories("meldingen", _ACTION) if c not in (UNKNOWN, _NONE)]
    done = {c: look.cell("meldingen", period, (_ACTION, c)) for c in named}
    known = {c: cell for c, cell in done.items() if isinstance(cell, int)}
    if known and len(known) == len(done):
        most = max(known, key=lambda c: known[c])
        name = category_name(look.profile, _ACTION, most)
        what = (
            f"Aan de poort is in {period.phrase} het meest gedaan: '{name}' "
            f"({formats.count(known[most])} meldingen)"
        )
    ends = extremes(look, "preventie_rijp_pct", period, _ACTION)
    if ends is None:
        return what
    action, share = ends[0]
    name = category_name(look.profile, _ACTION, action)
    return f"{what}; na '{name}' kwam er het vaakst geen aanvraag ({formats.percent(share, 0)})"


def _action_cells(look: Lookup, period: Period, key: Key) -> tuple[Cell, ...]:
    ripe = [look.cell("preventie_rijp_pct", period, key, part) for part in _PARTS]
    return (
        look.cell("meldingen", period, key), *ripe,
        look.cell("trechter_toekenning_pct", period, key, "teller"),
    )  # fmt: skip
