"""The door for what is known of instruments: for colleagues only, so far.

Counts of instruments are small, hang on each other, and on figures that are published elsewhere;
until they are held to the same audit as the register, nothing of them leaves the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from grip.effects.designs import Told
from grip.effects.stories import Effects, levels_of
from grip.errors import UsageError
from grip.periods import Period
from grip.results import Audience

_PASSED_EFFECTS = object()  # proof of passage; only `protect_effects` hands it out


@dataclass(frozen=True)
class ProtectedEffects:
    """What is known of instruments, after `protect_effects`; nothing else makes it.

    Attributes:
        frame, names, groups, elsewhere, window, since, until, covariates, part, designs,
            about, labels, priced: as in `Effects`.
        levels: by instrument the step of evidence, and why it goes no higher.
    """

    frame: pl.DataFrame
    names: Mapping[str, str]
    groups: Mapping[str, str]
    elsewhere: frozenset[str]
    window: Period
    since: date | None
    until: date
    covariates: tuple[str, ...]
    part: int
    levels: Mapping[str, tuple[int, str]]
    designs: tuple[Told, ...]
    about: Mapping[str, str]
    labels: Mapping[str, str]
    priced: bool
    passed: InitVar[object] = None

    @cached_property
    def _by_instrument(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.frame.iter_rows(named=True):
            found.setdefault(row["instrument"], []).append(row)
        return found

    def rows_of(self, instrument: str) -> list[dict[str, Any]]:
        """Return the rows of the frame that are about one instrument."""
        return self._by_instrument.get(instrument, [])

    def __post_init__(self, passed: object) -> None:
        if passed is not _PASSED_EFFECTS:
            raise TypeError("ProtectedEffects come from grip.effect_door.protect_effects only")


def protect_effects(effects: Effects, audience: Audience) -> ProtectedEffects:
    """Return what this audience may see.

    Raises:
        UsageError: the audience is the public.
    """
    if audience is Audience.PUBLIC:
        refuse_public()
    levels = levels_of(effects)
    return ProtectedEffects(
        effects.frame, effects.names, effects.groups, effects.elsewhere, effects.window,
        effects.since, effects.until, effects.covariates, effects.part, levels, effects.designs,
        effects.about, effects.labels, effects.priced, _PASSED_EFFECTS,
    )  # fmt: skip


def refuse_public() -> None:
    """Say that this product is for colleagues, before anything is computed."""
    wrong = UsageError("CLI-INTERN", where="--publiek", wat="Het overzicht van instrumenten")
    wrong.advice = (
        "De aantallen per instrument zijn klein en nog niet nagezien op herleidbaarheid. Laat "
        "--publiek openbaar weg."
    )
    raise wrong
