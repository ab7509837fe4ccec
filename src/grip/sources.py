"""Source profiles: what the export of a supplier looks like, as TOML and never as code.

A source has parts. A part says which sheets it reads, which canonical table they fill, and for
every canonical column where its value comes from. Sources stand in layers like profiles: with
`basis` a municipality lays its own codes over a shipped source. `docs/bronnen.md` shows how.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from grip.config import LoadedProfile, merge_layer, read_toml, validated
from grip.errors import ConfigError, suggestion
from grip.plan import Section, Words
from grip.resources import bundled
from grip.schema import TABLES, Column, columns_of

Proof = Literal["documentatie", "afgeleid", "bestand"]

TRACED = "bronprofiel."
"""Where the hash of a source stands among the settings of a run."""


class DatedCode(Section):
    """What a local code means from `vanaf` to `tot`, both included."""

    code: str = Field(title="Code in de export.")
    wordt: str = Field(title="Code of waarde die grip kent.")
    vanaf: date | None = Field(None, title="Eerste dag waarop dit geldt.")
    tot: date | None = Field(None, title="Laatste dag waarop dit geldt.")


class SourceColumn(Section):
    """Where the value of one canonical column comes from.

    In TOML a text or a list of texts stands for `kop` alone.
    """

    kop: Words = Field((), title="Koppen in de export; de eerste die er is, telt.")
    samen: Words = Field((), title="Koppen waarvan de waarden achter elkaar komen.")
    scheiding: str = Field("", title="Wat er tussen de waarden van `samen` komt.")
    vast: str | None = Field(None, title="Vaste waarde voor elke rij.")
    per_blad: dict[str, str] = Field({}, title="Vaste waarde per naam van bestand of blad.")
    codes: dict[str, str] = Field({}, title="Code in de export = code die grip kent.")
    gelijk: Words = Field((), title="Codes die bij grip hetzelfde heten.")
    tijdelijk: tuple[DatedCode, ...] = Field((), title="Codes die niet altijd gelden.")
    datum: str | None = Field(None, title="Kolom van grip waarvan de dag over `tijdelijk` beslist.")
    stelsel: Literal["lokaal", "cbs"] = Field(
        "lokaal", title="`cbs` als de redenen al CBS-codes zijn; anders telt alleen wat er staat."
    )
    betekenis: Literal["laatste dag", "eerste dag zonder"] = Field(
        "laatste dag", title="Wat een einddatum is; `eerste dag zonder` gaat een dag terug."
    )
    maanddag: Literal["eerste", "laatste"] | None = Field(
        None, title="Een maand (jjjjmm) in de export wordt deze dag van die maand."
    )
    eenheid: Literal["euro", "cent"] = Field("euro", title="Waarin een bedrag staat.")
    bewijs: Proof | None = Field(
        None, title="Waar dit op rust, als dat anders is dan bij het deel."
    )
    bron: str | None = Field(None, title="Waar dat staat.")

    @model_validator(mode="before")
    @classmethod
    def _only_headers(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"kop": [value]}
        return {"kop": value} if isinstance(value, list) else value

    @property
    def headers(self) -> Words:
        """The headers of the export that this column looks at."""
        return (*self.kop, *self.samen)

    @property
    def lists_codes(self) -> bool:
        """Whether it says what codes mean."""
        return bool(self.codes or self.gelijk or self.tijdelijk)


class SourcePart(Section):
    """The rows of some sheets that fill one canonical table."""

    tabel: str = Field(title="Tabel van grip.")
    blad: Words = Field(
        (), title="Naam van bestand of blad, `*` mag; zonder naam: elk blad met de nodige koppen."
    )
    kolom: dict[str, SourceColumn] = Field(title="Per kolom van grip waar haar waarde staat.")
    alleen: dict[str, Words] = Field(
        {}, title="Kop = waarden: alleen die rijen horen bij dit deel."
    )
    gevuld: Words = Field((), title="Koppen die gevuld zijn bij de rijen van dit deel.")
    vervallen: dict[str, Words] = Field(
        {}, title="Kop = waarden: zo'n rij is ingetrokken en telt niet mee."
    )
    vervallen_als_gelijk: bool = Field(
        False, title="Een rij waarvan begin en einde dezelfde dag zijn, is ingetrokken."
    )
    een_per: Words = Field(
        (), title="Kolommen van grip: van rijen die daarin gelijk zijn, telt er een."
    )
    laatste_naar: Words = Field(
        (), title="Kolommen van grip of koppen: de laatste daarnaar telt bij `een_per`."
    )
    bewijs: Proof | None = Field(None, title="Waar dit deel op rust, als dat anders is.")
    bron: str | None = Field(None, title="Waar dat staat.")

    @property
    def headers(self) -> Iterator[str]:
        """The headers of the export that this part looks at."""
        for column in self.kolom.values():
            yield from column.headers
        yield from (*self.alleen, *self.gevuld, *self.vervallen, *self.laatste_naar)


class Source(Section):
    """What one supplier exports."""

    naam: str = Field(title="Naam van het bronprofiel.")
    basis: str | None = Field(None, title="Bronprofiel waar dit overheen ligt.")
    titel: str = Field("", title="Systeem en leverancier.")
    bewijs: Proof = Field(
        title="`documentatie`: uit documentatie, niet aan een echte export getoetst; `afgeleid`: "
        "uit de inhoud van een export; `bestand`: getoetst."
    )
    bron: str = Field(title="Waar dat staat, of welk bestand het was.")
    deel: dict[str, SourcePart] = Field(title="De delen.")


def shipped_sources() -> list[str]:
    """Return the names of the sources that come with grip."""
    return sorted(path.stem for path in bundled("config", "bronnen").glob("*.toml"))


def load_sources(names: Sequence[str] | str) -> tuple[Source, ...]:
    """Return the sources called so, shipped or in a file of that name.

    Raises:
        ConfigError: a source does not exist, is no TOML, or names what does not exist.
    """
    asked = (names,) if isinstance(names, str) else tuple(names)
    return tuple(load_source(name) for name in asked)


def load_source(name: str) -> Source:
    """Return one source, laid over its basis.

    Raises:
        ConfigError: it does not exist, is no TOML, or names what does not exist.
    """
    merged: dict[str, Any] = {}
    for layer, content in _layers(name, ()):
        merge_layer(merged, content, {}, layer)
    where = Path(name).name if name.endswith(".toml") else f"bron {name}"
    source = validated(Source, merged, where)
    check_source(source, where)
    return source


def source_hashes(names: str | Sequence[str]) -> dict[str, str]:
    """Return the hash of every source by its key in a manifest.

    Raises:
        ConfigError: a source does not exist, is no TOML, or names what does not exist.
    """
    hashes = {}
    for source in load_sources(names):
        content = source.model_dump_json(exclude_defaults=True)
        hashes[f"{TRACED}{source.naam}"] = hashlib.sha256(content.encode()).hexdigest()
    return hashes


def traced(loaded: LoadedProfile) -> LoadedProfile:
    """Return the profile with the hash of every source among its values, for the manifest."""
    hashes = source_hashes(loaded.profile.bron)
    if not hashes:
        return loaded
    origins = dict.fromkeys(hashes, "bronprofiel")
    return LoadedProfile(
        loaded.profile, {**loaded.origins, **origins}, {**loaded.values, **hashes}
    )  # fmt: skip


def _layers(name: str, seen: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    if name in seen:
        raise ConfigError("CFG-KRING", where=name)
    content = read_toml(_path(name))
    basis = content.get("basis")
    if isinstance(basis, str):
        yield from _layers(basis, (*seen, name))
    yield name, content


def _path(name: str) -> Path:
    known = shipped_sources()
    path = Path(name) if name.endswith(".toml") else bundled("config", "bronnen") / f"{name}.toml"
    if path.is_file() and (name.endswith(".toml") or name in known):
        return path
    raise ConfigError(
        "CFG-BRON", waarde=name, keuzes=", ".join(known), suggestie=suggestion(name, known)
    )


def check_source(source: Source, where: str) -> None:
    """Hold the names in a source against the canonical tables.

    Raises:
        ConfigError: a table, column or value is none that grip knows.
    """
    for name, part in source.deel.items():
        _require(part.tabel, TABLES, f"deel.{name}.tabel", where)
        known = columns_of(TABLES[part.tabel])
        at = f"deel.{name}.kolom"
        for column, told in part.kolom.items():
            _require(column, known, at, where)
            if told.datum is not None:
                _require(told.datum, part.kolom, f"{at}.{column}.datum", where)
            for value in _values_of(told):
                _check_value(value, known[column], f"{at}.{column}", where)
        for column in part.een_per:
            _require(column, part.kolom, f"deel.{name}.een_per", where)


def _values_of(column: SourceColumn) -> Iterator[str]:
    yield from column.codes.values()
    yield from (dated.wordt for dated in column.tijdelijk)
    yield from column.per_blad.values()
    if column.vast is not None:
        yield column.vast


def _check_value(value: str, column: Column, key: str, where: str) -> None:
    """A value of a list must be in it; what is set apart later (Tozo) may be any word."""
    if column.choices and value and column.name != "regeling":
        _require(value, column.choices, key, where)


def _require(name: str, known: Any, key: str, where: str) -> None:
    if name not in known:
        near = suggestion(name, list(known))
        raise ConfigError("CFG-NAAM", where=where, sleutel=key, waarde=name, suggestie=near)
