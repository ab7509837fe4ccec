"""Profiles in layers: `standaard`, the municipality on top, and the options of `grip.toml`.

Tables merge by key; single values and lists are replaced. A key that does not exist is an error
with the nearest name. Every value remembers the layer it came from, for the manifest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from grip.errors import ConfigError, suggestion
from grip.passports import Peers
from grip.plan import (
    Appendix,
    BenefitNorm,
    BudgetPost,
    Buig,
    Design,
    Estimate,
    Forecasts,
    Guideline,
    PolicyBreak,
    PolicyGoal,
    Target,
)
from grip.plan import Section as Section
from grip.resources import bundled

Model = TypeVar("Model", bound=Section)


class Municipality(Section):
    """Whose figures these are (`[gemeente]`)."""

    naam: str
    cbs_code: str = ""


class Settings(Section):
    """Numbers that steer counting and publishing (`[instellingen]`)."""

    voorlopig_maanden: Annotated[int, Field(ge=0)]
    minimum_noemer: Annotated[int, Field(ge=1)]
    minimum_cel: Annotated[int, Field(ge=5)]
    minimum_cel_besluit: str = ""
    onderbreking_dagen: Annotated[int, Field(ge=0)]
    stroom_noemer: Literal["cbs", "begin", "gemiddeld", "ultimo"]
    max_geweigerd_pct: Annotated[float, Field(ge=0, le=100)]
    tijdig_dagen: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _small_cells_rest_on_a_decision(self) -> Self:
        if self.minimum_cel < 10 and not self.minimum_cel_besluit:
            raise ValueError("minimum_cel")
        return self


class Ladder(Section):
    """The ladder of the municipality: its table and its positions, lowest first."""

    bron: Literal["categorieen", "arbeidsvermogen"]
    posities: tuple[str, ...]

    @property
    def dimension(self) -> str:
        """The dimension that the ladder stands on."""
        return "categorie" if self.bron == "categorieen" else "loonwaardeklasse"


class ReasonGroup(Section):
    """A report group of reasons, with the CBS codes that belong to it."""

    naam: str
    codes: dict[str, str]


class PensionAge(Section):
    """The pension (AOW) age that holds from `vanaf` on."""

    vanaf: date
    jaren: int
    maanden: int


class ClosedScheme(Section):
    """A scheme that nobody born from `geboren_vanaf` on can come into: it dies out."""

    regeling: str = Field(title="De regeling.")
    geboren_vanaf: date = Field(title="Wie vanaf deze dag is geboren, kan er niet meer in komen.")
    bron: str = Field("", title="Waar dat staat.")


class TargetGroup(Section):
    """A named filter; all conditions that are filled in must hold."""

    naam: str
    leeftijd_vanaf: int | None = None
    leeftijd_tot: int | None = None
    duur_vanaf_jaren: int | None = None
    regeling: tuple[str, ...] | None = None
    leefvorm: tuple[str, ...] | None = None
    geslacht: tuple[str, ...] | None = None
    reden_instroom: tuple[str, ...] | None = None
    statushouder: bool | None = None
    inkomsten_uit_werk: bool | None = None
    inburgering: bool | None = None
    nugger: bool | None = None


class Instrument(Section):
    """An instrument of the catalogue, its group and its type in the SRG of 2015."""

    naam: str
    groep: str
    srg_type: str
    omschrijving: str = ""


class Profile(Section):
    """All that a municipality may choose; `standaard` fills in what it does not."""

    naam: str
    basis: str | None = None
    gemeente: Municipality
    instellingen: Settings
    ladder: Ladder
    reden_uitstroom: dict[str, ReasonGroup]
    reden_instroom: dict[str, ReasonGroup]
    aow_leeftijd: tuple[PensionAge, ...]
    gesloten_regeling: tuple[ClosedScheme, ...] = ()
    doelgroep: dict[str, TargetGroup] = Field({})
    instrumentgroep: dict[str, str] = Field({})
    instrument: dict[str, Instrument] = Field({})
    doel: dict[str, Target] = Field({})
    beleidsdoel: tuple[PolicyGoal, ...] = ()
    beleidsbreuk: tuple[PolicyBreak, ...] = ()
    budgetpost: dict[str, BudgetPost] = Field({})
    bijstandsnorm: tuple[BenefitNorm, ...] = ()
    buig: Buig
    raming: tuple[Estimate, ...] = ()
    prognose: Forecasts = Field(default_factory=lambda: Forecasts.model_validate({}))
    bijlage: Appendix
    richtlijn: tuple[Guideline, ...] = ()
    opzet: tuple[Design, ...] = ()
    teams: dict[str, str] = Field({})
    registratie: dict[str, tuple[str, ...]] = Field({})
    benchmark: Peers = Field(default_factory=lambda: Peers.model_validate({}))
    bron: tuple[str, ...] | str = Field(
        (), title="Bronprofiel of bronprofielen: een meegeleverde naam of een bestand .toml."
    )

    @field_validator("raming")
    @classmethod
    def _one_estimate_of_a_post(cls, stated: tuple[Estimate, ...]) -> tuple[Estimate, ...]:
        if len({(one.jaar, one.budgetpost) for one in stated}) < len(stated):
            raise ValueError("raming")
        return stated


PERSONAL_SECTIONS = ("teams",)
"""The tables of a profile whose keys name persons; those keys may hold dots."""


def names_persons(key: str) -> bool:
    """Tell whether a key of a profile, as in `teams.J. de V.`, names a person."""
    return key.partition(".")[0] in PERSONAL_SECTIONS


class RunOptions(Section):
    """What `grip.toml` in the working folder may say: the usual options of the command line."""

    data: str | None = None
    profiel: str | None = None
    periode: str | None = None
    extractiedatum: date | str | None = None
    uit: str | None = None
    geheugen: str | None = None
    publiek: Literal["intern", "openbaar"] | None = None
    voor: Literal["raad", "college", "management", "uitvoering"] | None = None
    streng: bool | None = None
    zonder: tuple[str, ...] | None = None
    persoonsgegevens: Literal["weglaten", "pseudoniem"] | None = None
    sleutel: str | None = None
    bron: tuple[str, ...] | str | None = None
    voorbeeld: bool = False


@dataclass(frozen=True)
class PersonalData:
    """What is done with personal data in an export: refused, unless something else is asked.

    `how` is `weglaten`, `pseudoniem` or nothing; the file with the key for pseudonyms may not lie
    in any of the folders `away_from`.
    """

    how: Literal["weglaten", "pseudoniem"] | None = None
    key: Path | None = None
    away_from: tuple[Path, ...] = ()


@dataclass(frozen=True)
class LoadedProfile:
    """A profile and, per key, the layer that its value came from."""

    profile: Profile
    origins: dict[str, str]
    values: dict[str, Any]


def shipped_profiles() -> list[str]:
    """Return the names of the profiles that come with grip."""
    return sorted(path.stem for path in bundled("config").glob("*.toml"))


def load_profile(name: str) -> LoadedProfile:
    """Return the profile called `name`, or the one in the file `name`, on top of its basis.

    Raises:
        ConfigError: the profile does not exist, is no TOML, or holds a wrong key or value.
    """
    layers = list(_layers(name, seen=()))
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer, content in layers:
        merge_layer(merged, content, origins, layer)
    profile = validated(Profile, merged, where=layers[-1][0])
    return LoadedProfile(profile, origins, dict(_leaves(merged)))


def with_sources(loaded: LoadedProfile, names: tuple[str, ...] | str | None) -> LoadedProfile:
    """Return the profile with the source profiles of `grip.toml`, where it names any."""
    if names is None:
        return loaded
    return LoadedProfile(
        loaded.profile.model_copy(update={"bron": names}),
        {**loaded.origins, "bron": "grip.toml"},
        {**loaded.values, "bron": names},
    )


def load_options(folder: Path) -> RunOptions:
    """Return the options of `grip.toml` in `folder`, all empty when there is no such file."""
    path = folder / "grip.toml"
    if not path.is_file():
        return RunOptions()
    return validated(RunOptions, read_toml(path), where=path.name)


def is_sample(data: Path) -> bool:
    """Tell whether the `grip.toml` beside the data says that the persons in them are made up.

    It stands with the data and not with the options of a run, so that nobody can forget it.
    """
    return load_options(data if data.is_dir() else data.parent).voorbeeld


def _layers(name: str, seen: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (layer name, content) from the lowest layer up to the profile itself."""
    if name in seen:
        raise ConfigError("CFG-KRING", where=name)
    content = read_toml(_profile_path(name))
    own = name.endswith(".toml")
    basis = content.get("basis", "standaard" if own else None)
    if isinstance(basis, str):
        yield from _layers(basis, (*seen, name))
    yield Path(name).name if own else f"profiel {name}", content


def _profile_path(name: str) -> Path:
    if name.endswith(".toml"):
        if not Path(name).is_file():
            raise ConfigError("CFG-PROFIEL", waarde=name, keuzes=", ".join(shipped_profiles()))
        return Path(name)
    known = shipped_profiles()
    if name not in known:
        raise ConfigError(
            "CFG-PROFIEL", waarde=name, keuzes=", ".join(known), suggestie=suggestion(name, known)
        )
    return bundled("config") / f"{name}.toml"


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; raise a ConfigError where it is none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError("CFG-LEZEN", where=path.name, regel=line[1] if line else "?") from None
    except UnicodeDecodeError:
        raise ConfigError("CFG-LEZEN", where=path.name, regel="?") from None


def merge_layer(
    into: dict[str, Any],
    layer: Mapping[str, Any],
    origins: dict[str, str],
    name: str,
    path: str = "",
) -> None:
    """Lay one layer over what is there, and note for every value that it came from `name`."""
    for key, value in layer.items():
        here = f"{path}{key}"
        if isinstance(value, dict):
            below = into.setdefault(key, {})
            if isinstance(below, dict):
                merge_layer(below, value, origins, name, f"{here}.")
                continue
        into[key] = value
        origins[here] = name


def _leaves(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def validated(model: type[Model], content: dict[str, Any], where: str) -> Model:
    """Return the content as its model; raise a ConfigError in our own words where it is not."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=True)[0]
        raise _explained(model, first, where) from None


def _explained(model: type[Section], error: Any, where: str) -> ConfigError:
    """Turn pydantic's first complaint into our own words."""
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        siblings = _keys_beside(model, error["loc"])
        return ConfigError(
            "CFG-SLEUTEL", where=where, sleutel=key,
            suggestie=suggestion(str(error["loc"][-1]), siblings),
        )  # fmt: skip
    said = str(error.get("ctx", {}).get("error", ""))  # what a check of our own names
    reason = _RULES.get(said) or _REASONS.get(error["type"], "deze waarde past hier niet")
    return ConfigError(
        "CFG-WAARDE",
        where=where,
        sleutel=key,
        reden=reason.format(**error.get("ctx", {})).replace(" or ", " of "),
    )


def _keys_beside(model: Any, loc: tuple[Any, ...]) -> list[str]:
    """Return the keys that exist at the place of an unknown key."""
    for part in loc[:-1]:
        field = model.model_fields.get(part) if _is_section(model) else None
        inner = field.annotation if field else model
        arguments = getattr(inner, "__args__", ())
        model = next((a for a in (inner, *arguments) if _is_section(a)), model)
    return list(model.model_fields) if _is_section(model) else []


def _is_section(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


_RULES = {
    "minimum_cel": "een minimum_cel onder 10 rust op een besluit: noem het bij minimum_cel_besluit",
    "raming": "een budgetpost staat twee keer in hetzelfde jaar: tel de aantallen op",
    "effect_pct": "noem effect_pct of instrument, een van de twee",
    "effect_laag": "noem effect_laag en effect_hoog allebei, met effect_pct ertussen",
    "bron": "noem bij bron waar het effect op rust",
    "basis": "basis is de naam van de prognose zonder scenario; geef het scenario een andere naam",
    "trede": "wie instroomt heeft nog geen plaats op de ladder: trede hoort bij uitstroom",
}
_REASONS = {
    "missing": "de waarde ontbreekt",
    "literal_error": "kies uit {expected}",
    "greater_than_equal": "minstens {ge}",
    "less_than_equal": "hoogstens {le}",
    "int_type": "het moet een geheel getal zijn",
    "int_parsing": "het moet een geheel getal zijn",
    "float_type": "het moet een getal zijn",
    "string_type": "het moet tekst zijn",
    "bool_type": "het moet true of false zijn",
    "date_type": "het moet een datum zijn (jjjj-mm-dd)",
    "date_from_datetime_parsing": "het moet een datum zijn (jjjj-mm-dd)",
}
