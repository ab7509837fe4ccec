"""The evaluation of a policy plan: the years side by side, as in the figures of Uithoorn's note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grip.periods import Period
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.appendix.draft import Draft, value_text
from grip.reports.appendix.drawn import Drawn, years_figure
from grip.reports.document import Cell, Column, Kind, Mark, Section, Table
from grip.reports.lookup import WHOLE, Key

YOUNG, MIDDLE = ("doelgroep", "jongeren"), ("doelgroep", "45_54")
_STOCK = "Uitkeringen op 31 december"
_TITLE = "Hoe ging het in de jaren?"


@dataclass(frozen=True)
class _Line:
    title: str
    figure: str
    key: Key = WHOLE


_Figure = tuple[str, str, str, tuple[_Line, ...], Drawn]
_FIGURES: tuple[_Figure, ...] = (
    (
        "bestand", "Ontwikkeling bijstandsbestand",
        "Uitkeringen op 1 januari, wat erin en eruit ging, en op 31 december.",
        (
            _Line("Uitkeringen per 1 januari", "stand_begin"),
            _Line("Meldingen", "meldingen"),
            _Line("Instroom", "instroom"),
            _Line("Uitstroom", "uitstroom"),
            _Line("Uitkeringen per 31 december", "stand_eind"),
        ),
        Drawn(
            "uitkeringen",
            (("Instroom", "instroom"), ("Uitstroom", "uitstroom"), (_STOCK, "stand_eind")),
            line="stand_eind",
        ),
    ),
    (
        "jongeren", "Instroom jongeren", "Uitkeringen van jongeren tot 27 jaar.",
        (
            _Line("Instroom jongeren", "instroom", YOUNG),
            _Line("Jongeren op 31 december", "stand_eind", YOUNG),
        ),
        Drawn(
            "uitkeringen",
            (("Instroom jongeren", "instroom"), ("Jongeren op 31 december", "stand_eind")),
            key=YOUNG,
        ),
    ),
    (
        "van_45_tot_55", "45- tot 55-jarigen in de bijstand", "Uitkeringen van deze leeftijd.",
        (
            _Line("Instroom", "instroom", MIDDLE),
            _Line("Uitstroom", "uitstroom", MIDDLE),
            _Line("Op 31 december", "stand_eind", MIDDLE),
        ),
        Drawn(
            "uitkeringen",
            (
                ("45- tot 55-jarigen op 31 december", "stand_eind"),
                ("Instroom 45- tot 55-jarigen", "instroom"),
                ("Uitstroom 45- tot 55-jarigen", "uitstroom"),
            ),
            key=MIDDLE,
        ),
    ),
    (
        "lks", "Inzet loonkostensubsidie", "Subsidies die op 31 december lopen.",
        (
            _Line("Lopende loonkostensubsidies", "lks_aantal"),
            _Line("Subsidies per 100 uitkeringen", "lks_pct"),
            _Line("Gemiddelde loonwaarde (%)", "lks_loonwaarde"),
            _Line("Kosten per bespaarde euro (tot 1 is kostendekkend)", "lks_kostendekkend"),
        ),
        Drawn("voorzieningen", (("Lopende loonkostensubsidies", "lks_aantal"),)),
    ),
    (
        "parttime", "Parttime werkenden", "Personen met inkomen uit werk in december.",
        (
            _Line("Aandeel parttime werkenden (%)", "parttime_pct"),
            _Line("Gemiddeld inkomen uit werk per maand (euro)", "parttime_bedrag"),
        ),
        Drawn("procent", (("Parttime werkenden", "parttime_pct"),)),
    ),
)  # fmt: skip
USED = tuple(dict.fromkeys(line.figure for _, _, _, lines, _ in _FIGURES for line in lines))


def sections(draft: Draft) -> tuple[Section, ...]:
    """Return the years side by side, the targets of the last two, and what people say."""
    years = draft.look.scope.years
    tables = tuple(
        _table(draft, number, figure, years) for number, figure in enumerate(_FIGURES, start=1)
    )
    return (
        Section("jaren", _TITLE, _lead(draft, years), tables),
        _targets(draft),
        _stories(draft),
    )


def _lead(draft: Draft, years: Sequence[Period]) -> tuple[str, ...]:
    first, last = years[0], years[-1]
    then, now = draft.cell("stand_eind", first), draft.cell("stand_eind", last)
    if not (isinstance(then, int | float) and isinstance(now, int | float)):
        return ()
    return (
        f"Eind {first.end.year} waren er {formats.count(then)} uitkeringen, op "
        f"{formats.day(last.end)} {formats.count(now)}.",
    )


def _table(draft: Draft, number: int, figure: _Figure, years: Sequence[Period]) -> Table:
    id, title, told, lines, drawn = figure
    columns = (
        Column("wat", title, Kind.TEXT),
        *(Column(f"j{p.end.year}", draft.look.label(p), Kind.TEXT) for p in years),
    )
    rows = tuple((line.title, *(_value(draft, line, p) for p in years)) for line in lines)
    name = f"figuur_{number}_{id}"
    notes = ("[v] = voorlopig: er wordt nog over geregistreerd.",)
    return Table(
        name, f"{number} {title}"[:31], f"{title} (figuur {number})", told, columns, rows, notes,
        years_figure(draft, name, title, drawn, years),
    )  # fmt: skip


def _value(draft: Draft, line: _Line, period: Period) -> Cell:
    cell = draft.cell(line.figure, period, line.key)
    if isinstance(cell, Mark) or not isinstance(cell, int | float):
        return cell
    whole = line.figure not in ("lks_pct", "lks_loonwaarde", "parttime_pct", "lks_kostendekkend")
    if line.figure == "lks_kostendekkend":
        return formats.decimal(cell, 2)
    return formats.count(cell) if whole else formats.decimal(cell)


def _targets(draft: Draft) -> Section:
    now = {row["regel"]: row for row in draft.rows()}
    before = {row["regel"]: row for row in draft.rows(before=True)}
    end = draft.period.end.year
    columns = tuple(
        Column(id, title, Kind.TEXT)
        for id, title in (
            ("doel", "Doel"), ("norm", "Norm"), ("toen", str(end - 1)), ("nu", str(end)),
            ("oordeel", f"Oordeel {end}"),
        )
    )  # fmt: skip
    rows = tuple(
        (row["naam"], words.norm_of(row), value_text(before.get(key)), value_text(row),
         words.said(row))
        for key, row in now.items()
    )  # fmt: skip
    table = Table("doelen", "Doelen", "Wat er van de doelen terechtkwam", "Tegen de norm van het "
                  "jaar.", columns, rows)  # fmt: skip
    return Section("doelen", "Wat kwam er van de doelen terecht?", (), (table,) if rows else ())


def _stories(draft: Draft) -> Section:
    chapter = "Wat zeggen de mensen?"
    asked = (
        ("inwoners", "Wat zeggen inwoners?"), ("klantmanagers", "Wat zeggen klantmanagers?"),
        ("partners", "Wat zeggen re-integratiepartners?"), ("conclusie", "Wat leren we ervan?"),
    )  # fmt: skip
    said = tuple(f"{what} {draft.text(f'evaluatie.{id}', what, chapter)}" for id, what in asked)
    return Section("verhalen", chapter, said)
