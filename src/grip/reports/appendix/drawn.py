"""Charts of the products: the years side by side, each with its message as title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grip.periods import Period
from grip.reports import formats
from grip.reports import target_words as words
from grip.reports.appendix.draft import Draft
from grip.reports.chapters.targets import norm_figures
from grip.reports.document import LEGEND, Figure, Mark, Series, Shape
from grip.reports.lookup import WHOLE, Key

_FEWEST = 2  # years that make a line


@dataclass(frozen=True)
class Drawn:
    """What of a table is drawn: (name, figure) per series, all in one unit.

    `line` is the series that is a stock among flows, drawn as a line over their bars.
    """

    unit: str
    series: tuple[tuple[str, str], ...]
    line: str = ""
    key: Key = WHOLE


def years_figure(
    draft: Draft, id: str, title: str, drawn: Drawn, years: Sequence[Period]
) -> tuple[Figure, ...]:
    """Return the chart of a table of years, if there are years enough that may be shown."""
    cells = {id: [draft.cell(id, p, drawn.key) for p in years] for _, id in drawn.series}
    values = {
        id: tuple(float(c) if isinstance(c, int | float) else None for c in found)
        for id, found in cells.items()
    }
    main = drawn.line or drawn.series[0][1]
    if sum(value is not None for value in values[main]) < _FEWEST:
        return ()
    labels = tuple(draft.look.label(p).removesuffix(" [v]") for p in years)
    name = next(name for name, id in drawn.series if id == main)
    story = _story(name, values[main], years, drawn.unit)
    seen = dict.fromkeys(c for found in cells.values() for c in found if isinstance(c, Mark))
    notes = [f"{mark.value} = {LEGEND[mark].partition(':')[0]}." for mark in seen]
    if draft.sample:
        notes.insert(0, f"{draft.sample}.")
    return (
        Figure(
            id, Shape.FLOW if drawn.line else Shape.LINES, story,
            f"{title}, {drawn.unit}, {labels[0]} t/m {labels[-1]}. Bron: cliëntsysteem "
            f"{draft.look.profile.gemeente.naam}.",
            labels,
            tuple(
                Series(id, name, values[id], line=id == drawn.line or not drawn.line)
                for name, id in drawn.series
            ),
            drawn.unit,
            f"{title} per jaar, {labels[0]} tot en met {labels[-1]}. {story}.",
            provisional=draft.look.provisional(years), note=" ".join(notes),
        ),
    )  # fmt: skip


def norms_figure(draft: Draft) -> tuple[Figure, ...]:
    """Return the chart of the targets that have a norm, against it, as far as they may be shown."""
    rows = [
        row
        for row in draft.rows()
        if row["norm"] is not None and words.standing_of(row) in words.JUDGED
    ]
    before = {row["regel"]: row for row in draft.rows(before=True)}
    drawn = norm_figures(rows, before, f"cliëntsysteem {draft.look.profile.gemeente.naam}")
    left_out = sum(words.judgement_hidden(row) for row in draft.rows())
    notes = [draft.sample and f"{draft.sample}."]
    if left_out:
        notes.append(f"Van {left_out} doelen is de uitkomst geheim; die staan er niet in.")
    return tuple(replace(one, note=" ".join([*filter(None, notes), one.note])) for one in drawn)


def _story(name: str, values: Sequence[float | None], years: Sequence[Period], unit: str) -> str:
    """Say where the series came from and where it went."""
    known = [(v, p.end.year) for v, p in zip(values, years, strict=True) if v is not None]
    (first, begin), (last, end) = known[0], known[-1]
    said = formats.percent if unit == "procent" else formats.count
    if first == last:
        return f"{name}: {said(first)} in {begin} en in {end}"
    return f"{name}: van {said(first)} in {begin} naar {said(last)} in {end}"
