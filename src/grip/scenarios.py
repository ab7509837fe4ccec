"""Scenarios: what is changed beside the forecast as it is, as TOML and never as code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from grip.config import read_toml, validated
from grip.errors import ConfigError
from grip.plan import Section

BASE = "basis"
"""The scenario in which nothing is changed."""
COMPARED = "vergelijking van grip instrumenten: samenhang, geen bewijs van oorzaak"
Percent = Annotated[float, Field(ge=-100, le=1000)]


class FlowChange(Section):
    """More or less of a flow, from a day on."""

    vanaf: date = Field(title="Eerste maand waarin het geldt.")
    tot: date | None = Field(None, title="Laatste maand waarin het geldt; leeg: blijvend.")
    procent: Percent | None = Field(
        None, title="Verandering in procenten; -10 is een tiende minder."
    )
    aantal_per_maand: Annotated[float, Field(ge=0)] | None = Field(
        None, title="Bij instroom, in plaats van procent: zoveel uitkeringen per maand erbij."
    )
    groep: str | None = Field(None, title="Alleen deze regeling.")
    trede: str | None = Field(
        None, title="Bij uitstroom: alleen wie op deze plaats van de ladder staat."
    )

    @model_validator(mode="after")
    def _either_a_part_or_a_number(self) -> FlowChange:
        if (self.procent is None) == (self.aantal_per_maand is None):
            raise ValueError("procent")
        return self


class MoreHelp(Section):
    """An instrument for more people, with an effect that is stated or taken from the comparison."""

    vanaf: date = Field(title="Eerste maand waarin mensen ermee beginnen.")
    tot: date | None = Field(None, title="Laatste maand waarin mensen ermee beginnen.")
    personen_per_jaar: Annotated[float, Field(ge=0)] = Field(title="Hoeveel mensen erbij.")
    effect_pct: Annotated[float, Field(ge=-100, le=100)] | None = Field(
        None, title="Hoeveel van de 100 daardoor binnen een jaar extra uitstromen."
    )
    effect_laag: float | None = Field(None, title="Ondergrens van dat effect (95%).")
    effect_hoog: float | None = Field(None, title="Bovengrens van dat effect (95%).")
    instrument: str | None = Field(
        None, title="In plaats van effect_pct: het verschil dat grip instrumenten hiervan vindt."
    )
    bron: str = Field("", title="Waar het effect op rust; een aanname heet zo.")

    @model_validator(mode="after")
    def _bounds_hold_the_effect(self) -> MoreHelp:
        if (self.effect_pct is None) == (self.instrument is None):
            raise ValueError("effect_pct")
        if self.effect_pct is not None and not self.bron:
            raise ValueError("bron")
        low, high = self.effect_laag, self.effect_hoog
        if low is None and high is None:
            return self
        if low is None or high is None or not low <= (self.effect_pct or 0.0) <= high:
            raise ValueError("effect_laag")
        return self


class LegalBreak(Section):
    """A law by which a share of a group leaves at once."""

    vanaf: date = Field(title="Maand waarin het ingaat.")
    deel_pct: Annotated[float, Field(ge=0, le=100)] = Field(title="Deel dat dan uitstroomt.")
    groep: str | None = Field(None, title="Alleen deze regeling.")


class Scenario(Section):
    """One scenario; what it does not name goes on as it was."""

    naam: str = Field(title="Naam in tabellen en grafieken.")
    instroom: tuple[FlowChange, ...] = Field((), title="Meer of minder instroom.")
    uitstroom: tuple[FlowChange, ...] = Field((), title="Meer of minder kans op uitstroom.")
    instrument: tuple[MoreHelp, ...] = Field((), title="Een instrument voor meer mensen.")
    wet: tuple[LegalBreak, ...] = Field((), title="Een breuk in de wet.")

    @model_validator(mode="after")
    def _nobody_comes_in_on_a_rung(self) -> Scenario:
        if any(change.trede is not None for change in self.instroom):
            raise ValueError("trede")
        if any(change.procent is None for change in self.uitstroom):
            raise ValueError("aantal_per_maand")
        return self

    @property
    def rungs(self) -> set[str]:
        """The places on the ladder that it names."""
        return {change.trede for change in self.uitstroom if change.trede is not None}

    @property
    def groups(self) -> set[str]:
        """The groups that it names."""
        named = [change.groep for change in (*self.instroom, *self.uitstroom)]
        named += [law.groep for law in self.wet]
        return {group for group in named if group is not None}


def with_effects(
    scenarios: Mapping[str, Scenario], known: Mapping[str, tuple[float, float, float]]
) -> dict[str, Scenario]:
    """Return scenarios whose instruments have the effect that is known of them, with its bounds.

    `known` holds per instrument the difference in outflow to work within a year, and its 95%
    interval, in percentage points.

    Raises:
        ConfigError: of an instrument that is named nothing is known.
    """
    return {id: _filled(id, one, known) for id, one in scenarios.items()}


def _filled(
    id: str, scenario: Scenario, known: Mapping[str, tuple[float, float, float]]
) -> Scenario:
    made = []
    for one in scenario.instrument:
        if one.instrument is None:
            made.append(one)
            continue
        if one.instrument not in known:
            raise ConfigError("CFG-EFFECT", where=f"scenario {id}", waarde=one.instrument)
        effect, low, high = known[one.instrument]
        found = {"effect_pct": effect, "effect_laag": low, "effect_hoog": high, "bron": COMPARED}
        made.append(one.model_copy(update=found))
    return scenario.model_copy(update={"instrument": tuple(made)})


class Scenarios(Section):
    """A file of scenarios, by id."""

    scenario: dict[str, Scenario]

    @field_validator("scenario")
    @classmethod
    def _not_the_base(cls, found: dict[str, Scenario]) -> dict[str, Scenario]:
        if BASE in found:
            raise ValueError("basis")
        return found


def load_scenarios(path: Path) -> dict[str, Scenario]:
    """Return the scenarios in a file, by id.

    Raises:
        ConfigError: there is no such file, it is no TOML, or a key or value is wrong.
    """
    if not path.is_file():
        raise ConfigError("CFG-SCENARIO", where=str(path))
    return validated(Scenarios, read_toml(path), where=path.name).scenario
