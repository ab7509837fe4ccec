"""What an export lacks, and how much of the register is switched off by that."""

from __future__ import annotations

from collections.abc import Iterator

from grip.indicators.catalogue import defaults
from grip.indicators.dimensions import dimensions_of
from grip.indicators.target_groups import conditions_of
from grip.indicators.views.caseload import Caseload


def lacking(caseload: Caseload) -> dict[str, tuple[int, int]]:
    """Return per absent table or column how many figures and how many splits cannot be made.

    The key is `table`, or `table.column` where the table is there without that column. What is
    left out of a usual report (a split on request) does not count.
    """
    figures: dict[str, int] = {}
    splits: dict[str, int] = {}
    for indicator in defaults(caseload.profile):
        for need in _absent(caseload, indicator.needs):
            figures[need] = figures.get(need, 0) + 1
    for needs in _needs_of_splits(caseload):
        for need in _absent(caseload, needs):
            splits[need] = splits.get(need, 0) + 1
    return {
        need: (figures.get(need, 0), splits.get(need, 0)) for need in sorted({*figures, *splits})
    }


def _needs_of_splits(caseload: Caseload) -> Iterator[tuple[str, ...]]:
    used = {name for one in defaults(caseload.profile) for name in one.dimensions}
    for dimension in dimensions_of(caseload).values():
        if dimension.id in used and not dimension.on_request:
            yield dimension.needs
    for group in caseload.profile.doelgroep.values():
        yield tuple(need for _, _, need in conditions_of(group))


def _absent(caseload: Caseload, needs: tuple[str, ...]) -> set[str]:
    return {
        need.split(".")[0] if need.split(".")[0] not in caseload.tables else need
        for need in needs
        if caseload.lacks((need,))
    }
