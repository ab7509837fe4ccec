"""Chapter: what came of instruments that ended, and how their effect was experienced."""

from __future__ import annotations

from grip.reports import formats
from grip.reports.chapters.parts import view_table
from grip.reports.chapters.sentences import (
    count_words,
    counted,
    not_given,
    parts_of,
    share_words,
    verb,
)
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.lookup import WHOLE, Key, Lookup
from grip.reports.terminal.words import category_name

_WHO = {"client": "cliënt", "consulent": "consulent"}
_SHARES = ("afgerond_pct", "overschrijding_pct", "respons_client_pct", "respons_consulent_pct")
_SCORE = "score"


def experience_chapter(look: Lookup) -> Section:
    """Return the chapter on outcomes of instruments and experienced effect."""
    tables = [_view(look)]
    if _given(look):
        tables += [_scores(look), _distribution(look)]
    tables.append(_by_instrument(look))
    title = "Resultaat van voorzieningen en ervaren effect"
    return Section("resultaat", title, (experience_message(look),), tuple(tables))


def _given(look: Lookup) -> list[str]:
    """Return whose scores the export has."""
    return [who for who in _WHO if look.computed(f"respons_{who}_pct")]


def experience_message(look: Lookup) -> str:
    """Say how many instruments were completed and how they were experienced."""
    return " ".join(filter(None, (_done_message(look), _effect_message(look))))


def _done_message(look: Lookup) -> str:
    period = look.scope.to_date
    cells = parts_of(look, "afgerond_pct", period)
    if not counted(cells):
        return not_given(f"Over {period.phrase} is het resultaat van voorzieningen", cells)
    return (
        f"Van de {count_words(cells[1])} voorzieningen die in {period.phrase} eindigden, "
        f"{verb(cells[0], 'is', 'zijn')} er {share_words(cells)} volledig afgerond."
    )


def _effect_message(look: Lookup) -> str:
    period = look.scope.to_date
    scores = [
        f"de {name} {formats.decimal(value)} (respons {formats.percent(response, 0)})"
        for who, name in _WHO.items()
        for value in [look.cell(f"ervaren_effect_{who}", period)]
        for response in [look.cell(f"respons_{who}_pct", period)]
        if isinstance(value, int | float) and isinstance(response, int | float)
    ]
    if not scores:
        return ""
    given = " en van ".join(scores)
    return f"Het effect kreeg op een schaal van 1 tot en met 5 gemiddeld van {given}."


def _view(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for id in _SHARES if look.computed(id)]
    notes = [f"{name}: {cards[id].caveat}" for name, id, _, _ in lines if cards[id].caveat]
    return view_table(
        look, "resultaat", "Resultaat", _done_message(look).rstrip("."),
        "Van de voorzieningen die in de periode eindigden, ook van personen zonder uitkering.",
        Kind.PERCENT, lines, notes, interval=True,
    )  # fmt: skip


def _scores(look: Lookup) -> Table:
    cards = look.results.cards
    lines = [(cards[id].title, id, WHOLE, "") for who in _given(look)
             for id in [f"ervaren_effect_{who}"]]  # fmt: skip
    return view_table(
        look, "ervaren_effect", "Ervaren effect",
        _effect_message(look).rstrip(".") or "Ervaren effect, gemiddelde score van 1 tot en met 5",
        "Gemiddelde score van 1 tot en met 5 van voorzieningen die eindigden; hoger is een groter "
        "ervaren effect.",
        Kind.DECIMAL, lines, (cards["ervaren_effect_client"].caveat,), interval=True,
    )  # fmt: skip


def _distribution(look: Lookup) -> Table:
    period, given = look.scope.to_date, _given(look)
    columns = [Column("score", "Score", Kind.TEXT)]
    for who in given:
        columns.append(Column(who, f"{_WHO[who].capitalize()}"))
        columns.append(Column(f"{who}_pct", f"{_WHO[who].capitalize()} (%)", Kind.PERCENT))
    rows: list[tuple[Cell, ...]] = []
    for score in look.categories(f"ervaren_effect_{given[0]}", _SCORE):
        cells: list[Cell] = [score]
        for who in given:
            key = (_SCORE, score)
            cells += [
                look.cell(f"ervaren_effect_{who}", period, key, p) for p in ("teller", "waarde")
            ]
        rows.append(tuple(cells))
    return Table(
        "scores", "Scores", _scores_title(look, given),
        "Aantallen en percentages van wie een score gaf.", tuple(columns), tuple(rows),
        (look.results.cards["ervaren_effect_client"].caveat,),
    )  # fmt: skip


def _scores_title(look: Lookup, given: list[str]) -> str:
    """Say which part of who gave a score gave one of the two highest."""
    period, said = look.scope.to_date, []
    for who in given:
        shares = [look.cell(f"ervaren_effect_{who}", period, (_SCORE, s)) for s in ("4", "5")]
        if all(isinstance(share, int | float) for share in shares):
            said.append(f"{formats.percent(sum(shares), 0)} van de scores van de {_WHO[who]}")  # type: ignore[arg-type]
    if not said:
        return f"Hoe vaak elke score is gegeven, {period.label}"
    return f"De hoogste twee scores, {period.label}: {' en '.join(said)}"


def _by_instrument(look: Lookup) -> Table:
    period, given = look.scope.to_date, _given(look)
    columns = (
        Column("instrument", "Instrument", Kind.TEXT),
        Column("afgerond", "Volledig afgerond"),
        Column("beeindigd", "Beëindigd"),
        Column("aandeel", "Afgerond (%)", Kind.PERCENT, "{afgerond}/{beeindigd}*100"),
        *(Column(who, f"Score {_WHO[who]} (gemiddeld)", Kind.DECIMAL) for who in given),
        *(Column(f"{who}_n", f"Scores {_WHO[who]} (aantal)") for who in given),
    )

    few = look.profile.instellingen.minimum_noemer

    def cells(key: Key) -> tuple[Cell, ...]:
        done = [look.cell("afgerond_pct", period, key, p) for p in ("teller", "noemer", "waarde")]
        means = [look.cell(f"ervaren_effect_{who}", period, key) for who in given]
        sizes = [look.cell(f"ervaren_effect_{who}", period, key, "noemer") for who in given]
        told = [
            Mark.TOO_FEW if isinstance(size, int) and size < few else mean
            for mean, size in zip(means, sizes, strict=True)
        ]
        return (*done, *told, *sizes)

    rows = [("Alle voorzieningen", *cells(WHOLE))]
    for category in look.categories("afgerond_pct", "instrument"):
        row = cells(("instrument", category))
        if row[1] != 0:
            rows.append((category_name(look.profile, "instrument", category), *row))
    return Table(
        "resultaat_instrument", "Resultaat per instrument",
        _instruments_title(look, rows),
        "Voorzieningen die in de periode eindigden.", columns, tuple(rows),
        ("Wie een instrument krijgt, verschilt per instrument: dit is geen vergelijking van hun "
         "werking.", f"Een percentage of gemiddelde staat er vanaf {few} voorzieningen of scores."),
    )  # fmt: skip


def _instruments_title(look: Lookup, rows: list[tuple[Cell, ...]]) -> str:
    """Say between which shares instruments were completed, of those with enough endings."""
    period = look.scope.to_date
    told = sorted((row[3], str(row[0])) for row in rows[1:] if isinstance(row[3], int | float))
    if len(told) < 2:
        return f"Resultaat en ervaren effect per instrument, {period.label}"
    (least, lowest), *_, (most, highest) = told
    return (
        f"Van wat in {period.phrase} eindigde, is volledig afgerond: van "
        f"{formats.percent(least, 0)} ('{lowest}') tot {formats.percent(most, 0)} ('{highest}')"
    )
