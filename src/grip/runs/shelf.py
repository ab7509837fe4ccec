"""The run folders: which there are, what their manifests say, and whether they are whole.

A folder is a run by its manifest. What looks like one and is none, or is not whole any more, is
named and never in the way.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from grip.archive import MANIFEST, version_of
from grip.errors import InputError, UsageError, suggestion
from grip.periods import Period, whole_months
from grip.results import Audience

FIGURES, TARGETS = "indicatoren.csv", "doelen.csv"
NAME_OF = "gemeente.naam"
WHOLE = "heel"
COUNTED = ("gelezen", "geladen", "geweigerd", "apart")
"""How the rows of an input were used, as the manifest counts them."""
_LEAST = "instellingen.minimum_cel"
_SMALLEST = 10  # where a manifest tells none
_OURS = re.compile(r"(?:rapport|bijlage|werklijst)-.+")
_HALF = re.compile(r"\.grip-.+\.nieuw")
_ASIDE = re.compile(r"\.v\d+$")
_LEAST_OF_ID = 4  # characters of a run id that are enough to name it
_LISTED = 5  # pairs of runs
_KINDS = {"controleer": "werklijst"}  # the command that makes it, where that is called otherwise


@dataclass(frozen=True)
class Broken:
    """A folder that looks like a run and is none."""

    folder: Path
    reason: str


@dataclass(frozen=True)
class Run:
    """A run: its folder and its manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.manifest["run"])

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def series(self) -> str:
        """The name of the folder without the `.v1` of a version that was kept."""
        return _ASIDE.sub("", self.name)

    @property
    def version(self) -> int | None:
        """The number of the version that was kept, none for what stands there now."""
        number = version_of(self.folder)
        return None if number == float("inf") else int(number)

    @property
    def kind(self) -> str:
        """What it is: rapport, bijlage or werklijst."""
        made_by = self.option("naam")
        return _KINDS.get(made_by, made_by)

    @property
    def like(self) -> tuple[object, ...]:
        """What a run has in common with those it is a next one of."""
        return (
            self.folder.parent, self.kind, self.option("product"), self.municipality, self.sample
        )  # fmt: skip

    def option(self, name: str) -> str:
        """Return what was asked on the command line, empty where nothing was."""
        return str(self.manifest["opdracht"].get(name, ""))

    def setting(self, key: str) -> Any:
        """Return a value of the profile, None where it has none."""
        found = self.manifest["configuratie"].get(key)
        return found["waarde"] if found else None

    @property
    def municipality(self) -> str:
        return str(self.setting(NAME_OF) or "")

    @property
    def public(self) -> bool:
        return self.option("publiek") == Audience.PUBLIC.value

    @property
    def sample(self) -> bool:
        return self.option("voorbeeld") == "ja"

    @property
    def program(self) -> str:
        """The version of grip that made it."""
        return str(self.manifest["versie"])

    @cached_property
    def extraction(self) -> date:
        return date.fromisoformat(self.manifest["extractiedatum"])

    @cached_property
    def period(self) -> Period | None:
        """What it is about; none for a worklist."""
        text = self.option("periode")
        return Period.parse(text) if text else None

    @property
    def inputs(self) -> list[dict[str, Any]]:
        return list(self.manifest["invoer"])

    @property
    def findings(self) -> dict[str, int]:
        """How many findings there were per code; a public run does not say it."""
        return dict(self.manifest.get("bevindingen", {}))

    @property
    def memory(self) -> dict[str, str]:
        """What it read of earlier runs, by name, with its hash."""
        return dict(self.manifest.get("geheugen", {}))

    @property
    def least(self) -> int:
        """The smallest count that it may show in public."""
        return int(self.setting(_LEAST) or _SMALLEST)

    @property
    def digests(self) -> dict[str, frozenset[str]]:
        """The hashes of the files that every table was read from."""
        found: dict[str, set[str]] = {}
        for one in self.inputs:
            found.setdefault(one["tabel"], set()).add(one["sha256"])
        return {table: frozenset(hashes) for table, hashes in found.items()}

    def content(self, name: str) -> bytes | None:
        """Return a file of the run as it was written; None where the run has no such file.

        Raises:
            InputError: it is gone, cannot be read, or was changed since.
        """
        digest = self.manifest["uitvoer"].get(name)
        if digest is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except (FileNotFoundError, ValueError):
            content = b""
        except OSError:
            raise InputError("RUN-LEZEN", where=f"{self.name}/{name}") from None
        if sha256(content).hexdigest() != digest:
            raise InputError("RUN-GEWIJZIGD", where=f"{self.name}/{name}")
        return content

    def state(self) -> str:
        """Say whether all files of the run are there as they were written."""
        found: dict[str, list[str]] = {"ontbreekt": [], "niet te lezen": [], "gewijzigd": []}
        for name, digest in sorted(self.manifest["uitvoer"].items()):
            if word := _fate(self.folder, name, digest):
                found[word].append(name)
        said = [f"{word}: {_listed(names)}" for word, names in found.items() if names]
        return "; ".join(said) or WHOLE


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _fate(folder: Path, name: str, digest: str) -> str:
    """Say what became of a file of a run, nothing where it is as it was written."""
    try:
        if ".." in Path(name).parts:
            return "ontbreekt"
        return "" if sha256_of(folder / name) == digest else "gewijzigd"
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "ontbreekt"
    except OSError:
        return "niet te lezen"


def _listed(names: Sequence[str], shown: int = 3) -> str:
    more = f" en nog {len(names) - shown}" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def runs_in(places: Sequence[Path]) -> tuple[list[Run], list[Broken]]:
    """Return the runs in folders, oldest first, and what looks like one and is none.

    Raises:
        UsageError: there is no such folder. InputError: it cannot be read.
    """
    once = {os.path.realpath(place): place for place in reversed(places)}
    found = [read_run(folder) for place in reversed(once.values()) for folder in _folders(place)]
    runs = sorted((one for one in found if isinstance(one, Run)), key=_place_in_time)
    return runs, [one for one in found if isinstance(one, Broken)]


def _place_in_time(run: Run) -> tuple[date, str, float]:
    """By what a run is about; of the same, the versions in the order in which they were made."""
    last = run.period.end if run.period else run.extraction
    return last, run.series, version_of(run.folder)


def _folders(place: Path) -> Iterator[Path]:
    """Yield what lies in a folder and is a run, or looks like one."""
    if not os.path.isdir(place):
        raise UsageError("RUN-MAP", where=str(place))
    try:
        names = sorted(os.listdir(place))
        os.stat(os.path.join(place, "."))  # what may be listed may not always be entered
    except OSError:
        raise InputError("RUN-LEZEN", where=str(place)) from None
    for name in names:
        path = place / name
        looks = _OURS.fullmatch(name) or _HALF.fullmatch(name)
        if os.path.isdir(path) and (looks or os.path.isfile(path / MANIFEST)):
            yield path


def read_run(folder: Path) -> Run | Broken:
    """Return the run in a folder, or why it is none."""
    if _HALF.fullmatch(folder.name):
        return Broken(folder, "niet afgemaakt; de volgende run in deze map ruimt het op")
    try:
        text = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        return Broken(folder, f"geen {MANIFEST}: niet van grip, of niet afgemaakt")
    except OSError:
        return Broken(folder, f"{MANIFEST} is niet te lezen")
    try:
        manifest = json.loads(text)
        run = Run(folder, manifest)
        _look_through(run)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UsageError):
        return Broken(folder, f"{MANIFEST} is niet te lezen")
    return run


def _look_through(run: Run) -> None:
    """Touch all that is used of a manifest, so that one of another make is found out here."""
    _ = (run.id, run.kind, run.extraction, run.period, run.program, run.digests, run.municipality)
    _ = run.manifest["uitvoer"].items(), run.memory.items(), run.least
    for one in run.inputs:
        _ = one["bestand"], one["blad"], [int(one.get(f"rijen_{at}", 0)) for at in COUNTED]
    for setting in run.manifest["configuratie"].values():
        _ = setting["waarde"], setting["laag"]
    for number in run.findings.values():
        _ = int(number)


def find_run(name: str, places: Sequence[Path]) -> Run:
    """Return the run called `name`: a folder, the name of one in `places`, or a run id.

    Raises:
        UsageError: there is none, or several have an id that begins so.
        InputError: the folder is there and is no whole run, or cannot be read.
    """
    for folder in (Path(name), *(place / name for place in places)):
        if os.path.isdir(folder):
            one = read_run(Path(folder.absolute()))
            if isinstance(one, Broken):
                raise InputError("RUN-STUK", where=str(folder), reden=one.reason)
            return one
    known = [run for place in places if os.path.isdir(place) for run in runs_in([place])[0]]
    named = [run for run in known if run.id.startswith(name) and len(name) >= _LEAST_OF_ID]
    if len({run.id for run in named}) == 1:
        return named[-1]
    close = suggestion(name, [run.name for run in known])
    raise UsageError("RUN-GEEN", waarde=name, suggestie=close)


def _over_earlier(run: Run, other: Run) -> bool:
    """Tell whether a run is like another, over a period as long that ends earlier."""
    if run.like != other.like or run.public != other.public or not (run.period and other.period):
        return False
    alike = whole_months(run.period) == whole_months(other.period)
    return alike and run.period.end < other.period.end


def _which_of(pairs: Sequence[Sequence[Run]]) -> UsageError:
    error = UsageError("CLI-GEBRUIK", melding="Er zijn meer runs die opnieuw zijn gemaakt.")
    calls = [f"grip verschil {before.name} {after.name}" for before, after in reversed(pairs)]
    more = f"; en nog {len(calls) - _LISTED}, zie grip historie" if len(calls) > _LISTED else ""
    error.advice = f"Noem er twee: {'; '.join(calls[:_LISTED])}{more}."
    return error


def last_two(places: Sequence[Path]) -> list[Run]:
    """Return the run that stands there now and the version before it.

    No clock says which of several was made last. Where there are no versions at all: the run over
    the newest period, and the one over an as long period before it.

    Raises:
        UsageError: there are no two, or several of which no one can tell which are meant.
    """
    runs = [run for run in runs_in(places)[0] if FIGURES in run.manifest["uitvoer"]]
    series: dict[tuple[object, ...], list[Run]] = {}
    for run in runs:
        series.setdefault((run.like, run.series), []).append(run)
    again = [found[-2:] for found in series.values() if len(found) > 1]
    if len(again) == 1:
        return again[0]
    if again:
        raise _which_of(again)
    for after in reversed(runs):
        if earlier := [run for run in runs if _over_earlier(run, after)]:
            return [earlier[-1], after]
    error = UsageError("CLI-GEBRUIK", melding="Er zijn geen twee runs om te vergelijken.")
    error.advice = (
        "Maak een rapport opnieuw met andere exports of instellingen, of noem twee runs: grip "
        "verschil RUN_A RUN_B. Staan zij in een andere map, noem die met --uit."
    )
    raise error
