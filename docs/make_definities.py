"""Write `docs/definities.md`: what every figure counts, from the register and the spec tests.

Run from the root of the repository: `python docs/make_definities.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the specs live in `tests`, which is not installed

from tests.spec import toc  # noqa: E402
from tests.spec.manual import Chapter, Paragraph, chapter  # noqa: E402
from tests.spec.statement import Statement, estimated, unit_of, value_of  # noqa: E402
from tests.spec.tables import cells  # noqa: E402
from tests.support import profile  # noqa: E402

from grip.indicators.catalogue import find, register  # noqa: E402
from grip.indicators.dimensions import dimensions_of  # noqa: E402
from grip.indicators.model import Indicator  # noqa: E402
from grip.indicators.views.caseload import Caseload  # noqa: E402
from grip.periods import Period, say  # noqa: E402
from grip.results import Better  # noqa: E402

TARGET = ROOT / "docs" / "definities.md"
COMMAND = "python docs/make_definities.py"

HEAD = f"""\
# Definities

> Deze pagina is gemaakt met `{COMMAND}`, uit het register van grip en de specificaties in
> `tests/spec`. Wijzig haar niet met de hand. Elk voorbeeld wordt bij elke test nagerekend.

Deel 1 zegt hoe er wordt geteld, deel 2 wat er wordt geteld. De voorbeelden zijn verzonnen. Wat in
een voorbeeld niet uitmaakt, staat er niet in: de regeling is dan PW en de rol client.
"""
UNITS_OF_VALUES = ("dagen", "score", "euro")
BETTER = {Better.HIGHER: "hoger", Better.LOWER: "lager", Better.NEITHER: "geen oordeel"}


def page(
    indicators: Sequence[Indicator], conventions: Sequence[Chapter], specs: Sequence[Chapter]
) -> str:
    """Return the whole page.

    Args:
        indicators: the register; the variant that is computed by default leads its id.
        conventions: chapters that are published in full.
        specs: chapters whose paragraphs are published with the indicator that they are about.
    """
    paragraphs = [paragraph for spec in specs for paragraph in spec.paragraphs]
    themes = list(dict.fromkeys(indicator.card.theme for indicator in indicators))
    parts = [HEAD, "## Deel 1. Hoe er wordt geteld\n"]
    parts += [_chapter(convention) for convention in conventions]
    parts += [_dimensions(), "## Deel 2. Wat er wordt geteld\n", _contents(indicators, themes)]
    for theme in themes:
        parts.append(f"### {theme}\n")
        parts += [
            section([i for i in indicators if i.id == id], paragraphs)
            for id in dict.fromkeys(i.id for i in indicators if i.card.theme == theme)
        ]
    return "\n".join(parts)


def section(variants: Sequence[Indicator], paragraphs: Iterable[Paragraph]) -> str:
    """Return what there is to know of one id, with the first paragraph on it as its example."""
    usual = next(i for i in variants if i.by_default)
    card = usual.card
    facts = {
        "Eenheid": card.unit,
        "Teller": card.numerator,
        "Noemer": card.denominator or "geen (een aantal)",
        "Beter is": BETTER[card.better],
        "Indelingen": ", ".join(f"`{d}`" for d in usual.dimensions),
        "Varianten": "<br>".join(_variant(i, variants) for i in variants if len(variants) > 1),
        "Bron": card.source,
        "Let op": card.caveat,
    }
    lines = [f"#### {card.title}", "", f"`{usual.id}`: {card.definition}", ""]
    lines += ["| | |", "|---|---|"]
    lines += [f"| {name} | {_cell(text)} |" for name, text in facts.items() if text]
    told = [p for p in paragraphs if p.about(usual.id)]
    # The example is a paragraph that opens with this indicator; in others it is in passing.
    told.sort(key=lambda p: p.statements[0] not in p.about(usual.id))
    for example in told[:1]:
        lines += ["", f"**Voorbeeld.** {example.text}", "", *_shown(example.about(usual.id))]
    if others := told[1:]:
        lines += ["", f"<details><summary>Meer voorbeelden ({len(others)})</summary>"]
        for other in others:
            lines += ["", other.text, "", *_shown(other.about(usual.id))]
        lines += ["", "</details>"]
    return "\n".join([*lines, ""])


def _variant(indicator: Indicator, variants: Sequence[Indicator]) -> str:
    """Return what is chosen in this variant and not in all of them."""
    shared = set.intersection(*(set(i.variant.items()) for i in variants))
    chosen = [f"{key}={value}" for key, value in indicator.variant.items()
              if (key, value) not in shared]  # fmt: skip
    usual = " (gebruikelijk)" if indicator.by_default else ""
    return f"`{';'.join([indicator.id, *chosen])}`: {indicator.card.denominator}{usual}"


def _contents(indicators: Sequence[Indicator], themes: Iterable[str]) -> str:
    lines = ["| thema | cijfers |", "|---|---|"]
    for theme in themes:
        ids = dict.fromkeys(i.id for i in indicators if i.card.theme == theme)
        lines.append(f"| {theme} | {', '.join(f'`{id}`' for id in ids)} |")
    return "\n".join([*lines, ""])


def _chapter(told: Chapter) -> str:
    lines = [f"### {told.title}", "", told.introduction, ""]
    for paragraph in told.paragraphs:
        lines += [paragraph.text, "", *_shown(paragraph.statements), ""]
    return "\n".join(lines)


def _dimensions() -> str:
    """Return the list of dimensions and target groups, with their fixed names."""
    of = profile("standaard")
    lines = [
        "### Alle indelingen en doelgroepen",
        "",
        "| indeling | naam | groepen |",
        "|---|---|---|",
    ]
    for dimension in dimensions_of(Caseload({}, of)).values():
        groups = (
            ", ".join(f"`{name}`" for name in dimension.categories) or "wat in de gegevens staat"
        )
        lines.append(f"| `{dimension.id}` | {dimension.title} | {groups} |")
    lines += ["", "| doelgroep | naam |", "|---|---|"]
    lines += [f"| `{id}` | {group.naam} |" for id, group in of.doelgroep.items()]
    return "\n".join([*lines, ""])


def _shown(statements: Sequence[Statement]) -> Iterator[str]:
    """Yield the tables of the statements, each once, and their outcomes in words."""
    seen: dict[str, str] = {}
    pending: list[str] = []
    for statement in statements:
        fresh = {t: name for name, t in statement.tables.items() if t not in seen}
        if fresh and pending:
            yield from [*pending, ""]
            pending = []
        for text, name in fresh.items():
            yield from [f"`{name}`:", "", *_table(text), ""]
        seen |= fresh
        pending.append(f"- {outcome(statement)}")
    yield from pending


def _table(text: str) -> Iterator[str]:
    header, rows = cells(text)
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def outcome(statement: Statement) -> str:
    """Return what a statement says in words."""
    choices = [f"profiel {statement.profiel}"] if statement.profiel != "standaard" else []
    if statement.onderbreking_dagen is not None:
        choices.append(f"onderbreking_dagen = {statement.onderbreking_dagen}")
    period = Period.parse(statement.periode)
    moment = say(period.end) if period.begin == period.end else period.label
    what = f"`{statement.indicator}`, {moment}"
    if statement.per:
        what += f", per `{statement.per}`"
    if statement.categorie:
        what += f", groep `{statement.categorie}`"
    if choices:
        what += f" ({', '.join(choices)})"
    return f"{what}: {_figure(statement)}"


def _figure(statement: Statement) -> str:
    if statement.niet_berekend:
        return f"niet berekend, {statement.niet_berekend}"
    if statement.tellers is not None:
        named = [f"`{name}` **{_number(n)}**" for name, n in statement.tellers.items() if n]
        return f"{', '.join(named)}; verder 0" if named else "overal **0**"
    top, bottom = statement.teller or 0, statement.noemer
    if bottom is None and statement.waarde is None:
        return f"**{_number(top)}**"
    indicator = find(statement.profile(), statement.indicator)
    unit, value = unit_of(statement, indicator), value_of(statement, indicator)
    said = f" ({statement.oordeel})" if statement.oordeel else ""
    if unit in UNITS_OF_VALUES:
        return _measured(statement, unit, value)
    if value is None or bottom is None:
        return f"{_number(top)} van {_number(bottom or 0)}, **te weinig gegevens**{said}"
    if estimated(indicator):
        parts = f"teller {_number(top)}, noemer {_number(bottom)}"
        shown = f"**{value:.1f}%** ({parts})".replace(".", ",")
    elif unit == "procent":
        shown = f"{_number(top)} van {_number(bottom)}, **{value:.1f}%**".replace(".", ",")
    else:
        shown = f"{_number(top)} op {_number(bottom)}, **{_number(value)}** {unit}"
    return f"{shown}{said}"


def _measured(statement: Statement, unit: str, value: float | None) -> str:
    """Return a value that is not a count or a share, with the cases that it rests on."""
    cases = statement.noemer or 0
    if value is None:
        return f"te weinig gegevens ({_number(cases)} gevallen)"
    of = ("persoon", "personen") if unit == "euro" else ("geval", "gevallen")
    return f"**{_number(value)} {unit}** ({_number(cases)} {of[cases != 1]})"


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def current() -> str:
    """Return the page as it should be now."""
    return page(
        register(profile("standaard")),
        [chapter(module) for module in toc.CONVENTIONS],
        [chapter(module) for module in toc.INDICATORS],
    )


if __name__ == "__main__":
    TARGET.write_text(current(), encoding="utf-8", newline="\n")
