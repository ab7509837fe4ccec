"""The comparison of an instrument within groups, with control of how often was looked.

Each group is a trial of its own: who starts beside who does not yet, of that group only, made alike
again. Small groups swing; so every difference is also drawn towards those of the other groups of
the same instrument (partial pooling), and all groups of all instruments together count as looks
(Holm). Target groups overlap, and then their differences hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from grip.effects.adjust import Comparison, Estimate, compare
from grip.effects.arrays import TARGET, Flags
from grip.effects.panel import Panel
from grip.effects.trial import Group, trial_within
from grip.effects.verdict import (
    LEAST_EVENTS,
    LEAST_STARTERS,
    Judged,
    Verdict,
    holm,
    judged,
    pooled,
    too_thin,
)
from grip.results import UNKNOWN

_PLACES = ("categorie", "loonwaardeklasse")


@dataclass(frozen=True)
class InGroup:
    """One instrument in one group: the comparison, the verdict, and the difference drawn in."""

    instrument: str
    group: Group
    found: Comparison
    judged: Judged
    drawn: Estimate | None = None

    @property
    def speaks(self) -> bool:
        """Whether anything may be said."""
        return self.judged.verdict is not Verdict.NONE


def by_group(panel: Panel, instruments: list[str], horizon: int) -> list[InGroup]:
    """Return the comparisons in every group with enough starters, of instruments that have one."""
    groups = {group: panel.stage.of_group(*group) for group in _groups(panel)}
    tried = [one for name in instruments for one in _tried(panel, name, horizon, groups)]
    able = [n for n, one in enumerate(tried) if one.speaks]
    for n, chance in zip(able, holm([tried[n].found.work.chance for n in able]), strict=True):
        tried[n] = replace(tried[n], judged=judged(tried[n].found, chance))
    for name in instruments:
        own = [n for n in able if tried[n].instrument == name]
        drawn = pooled([tried[n].found.work for n in own])
        for n, estimate in zip(own, drawn, strict=True):
            tried[n] = replace(tried[n], drawn=estimate if len(own) > 2 else None)
    return tried


def _tried(
    panel: Panel, instrument: str, horizon: int, groups: Mapping[Group, Flags]
) -> Iterator[InGroup]:
    """Yield the comparison in groups with enough starters and outcomes, not being all of them."""
    stage = panel.stage
    mine = stage.starts.get(instrument, np.zeros(0, dtype=np.int64))
    worked = (stage.work[mine] > 0) & (stage.work[mine] <= horizon)
    for group, inside in groups.items():
        some = inside[mine]
        if not LEAST_STARTERS <= some.sum() < len(mine) or worked[some].sum() < LEAST_EVENTS:
            continue
        trial = trial_within(stage, panel, instrument, horizon, inside)
        found = None if trial is None else compare(trial, curved=False)
        if found is not None:
            thin = too_thin(found)
            yield InGroup(instrument, group, found,
                          Judged(Verdict.NONE, thin) if thin else judged(found))  # fmt: skip


def _groups(panel: Panel) -> list[Group]:
    """Return every place on the ladder, class of loonwaarde and target group."""
    stage = panel.stage
    places = [
        (name, level)
        for name, levels in zip(stage.covariates, stage.levels, strict=True)
        if name in _PLACES
        for level in levels
        if level != UNKNOWN
    ]
    return [*places, *((TARGET, name) for name in panel.groups)]
