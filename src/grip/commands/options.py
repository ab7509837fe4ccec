"""What was asked: the options of the command line, with those of `grip.toml` behind them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from grip.errors import ConfigError, StrictError, UsageError, suggestion

if TYPE_CHECKING:
    from grip.config import LoadedProfile, PersonalData, RunOptions
    from grip.periods import Period
    from grip.pipeline import Source
    from grip.results import Audience

_READERS = ("raad", "college", "management", "uitvoering")
_AUDIENCES = ("intern", "openbaar")
_PARTS = ("benchmark", "instrumenten", "prognose")
_PERSONAL = ("weglaten", "pseudoniem")
_KEY_VARIABLE = "GRIP_SLEUTEL"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # what lies outside is a slip of the pen


@dataclass(frozen=True)
class Asked:
    """The options of a command, after those of `grip.toml` have filled the gaps."""

    data: str | None = None
    profile: str | None = None
    period: str | None = None
    extraction: str | None = None
    out: str | None = None
    audience: str | None = None
    reader: str | None = None
    strict: bool = False
    memory: str | None = None
    source: tuple[str, ...] | str | None = None
    personal: str | None = None
    key: str | None = None
    written: tuple[str | None, ...] = ()

    def filled(self) -> Asked:
        """Return the options with the working folder's `grip.toml` behind those of the line."""
        usual = _usual()
        given = usual.extractiedatum
        return Asked(
            data=_first(self.data, usual.data, "."),
            profile=_first(self.profile, usual.profiel, "standaard"),
            period=_first(self.period, usual.periode),
            extraction=_first(self.extraction, str(given) if given else None),
            out=_first(self.out, usual.uit),
            audience=choice(_first(self.audience, usual.publiek), _AUDIENCES, "--publiek"),
            reader=choice(_first(self.reader, usual.voor), _READERS, "--voor"),
            strict=self.strict or bool(usual.streng),
            memory=_first(self.memory, usual.geheugen),
            source=usual.bron,
            personal=choice(
                _first(self.personal, usual.persoonsgegevens), _PERSONAL, "--persoonsgegevens"
            ),
            key=_first(self.key, os.environ.get(_KEY_VARIABLE), usual.sleutel),
            written=self.written,
        )

    def load_profile(self) -> LoadedProfile:
        """Return the profile that was named."""
        from grip.config import load_profile, with_sources

        loaded = with_sources(load_profile(self.profile or "standaard"), self.source)
        if not loaded.profile.bron:
            return loaded
        from grip.sources import traced

        return traced(loaded)

    def public(self) -> Audience:
        """Return for whom the product is."""
        from grip.results import Audience

        return Audience(self.audience or Audience.INTERNAL)

    @property
    def inside(self) -> bool:
        """Whether the product is for colleagues, as it is unless the line says otherwise."""
        return self.audience != "openbaar"

    def left_out(self, parts: Sequence[str]) -> frozenset[str]:
        """Return the parts of the report that were not wanted, on the line or in `grip.toml`."""
        named = (*parts, *(_usual().zonder or ()))
        return frozenset(str(choice(part, _PARTS, "--zonder")) for part in named)

    def memory_folder(self) -> Path | None:
        """Return the folder with earlier worklists, where one was named."""
        return Path(self.memory) if self.memory else None

    def personal_data(self) -> PersonalData:
        """Return what to do with personal data, and where no key may lie: in data or output."""
        from grip.config import PersonalData

        places = [self.data or ".", self.out or "uitvoer", self.memory, *self.written]
        away = tuple(
            path.parent if path.suffix or path.is_file() else path
            for path in map(Path, filter(None, places))
        )
        key = Path(self.key) if self.key else None
        return PersonalData(cast("Any", self.personal), key, away)

    def open(self, say: Callable[[str], None], verbose: bool) -> Source:
        """Load and check the data; with --streng any finding but a notice ends the run here."""
        period = None if self.period is None else read_period(self.period)
        day = None if self.extraction is None else _read_day(self.extraction)
        profile = self.load_profile()
        from grip import pipeline
        from grip.findings import faults_in

        say("Inlezen")
        source = pipeline.open_source(
            Path(self.data or "."), profile, period, day, self.personal_data()
        )
        if verbose:
            for count in source.loaded.counts:
                say(f"  {count.table}: {count.read} rijen, {count.loaded} geladen")
        faults = faults_in(source.findings)
        if self.strict and faults:
            raise StrictError("STRENG", aantal=faults)
        return source


def _usual() -> RunOptions:
    """Return the options of `grip.toml`; what cannot be read there is a wrong configuration."""
    from grip.config import load_options

    usual = load_options(Path())
    key = "periode"
    try:
        if usual.periode is not None:
            read_period(usual.periode)
        key = "extractiedatum"
        if usual.extractiedatum is not None:
            _read_day(str(usual.extractiedatum))
    except UsageError as error:
        wrong = ConfigError("CFG-WAARDE", where="grip.toml", sleutel=key, reden="niet te lezen")
        wrong.advice = error.advice
        raise wrong from None
    return usual


def read_period(text: str) -> Period:
    """Return the period that was asked for; raise a UsageError where it cannot be read."""
    from grip.periods import Period

    period = Period.parse(text)
    if period.begin.year < _FIRST_YEAR or period.end.year > _LAST_YEAR:
        raise UsageError("CLI-PERIODE", where=text)
    return period


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UsageError("CLI-DATUM", optie="--extractiedatum")
    return day


def _first(*values: str | None) -> str | None:
    """Return the first value that was given; an empty one counts, and will be refused."""
    return next((value for value in values if value is not None), None)


def choice(value: str | None, known: Sequence[str], option: str) -> str | None:
    """Return the value where it is one of the known; raise a UsageError with the nearest if not."""
    if value is None or value in known:
        return value
    raise UsageError(
        "CLI-KEUZE", waarde=value, optie=option, keuzes=", ".join(known),
        suggestie=suggestion(value, list(known)),
    )  # fmt: skip
