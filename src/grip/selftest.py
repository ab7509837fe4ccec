"""Whether everything is in order on this machine: the parts, the settings, the sum of a known case.

Every check says what it found; one that fails says how to go on, and with which exit code a
command would stop there.
"""

from __future__ import annotations

import csv
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from importlib import metadata
from pathlib import Path

from grip import __version__
from grip.config import load_options, load_profile
from grip.errors import ConfigError, GripError, InputError, InternalError
from grip.reports.files.folder import require_writable, unfinished_in
from grip.resources import bundled

GOOD, LOOK, WRONG = "goed", "let op", "fout"
_ROOM = 200  # MB that a few reports take
_LONGEST = 218  # characters: Excel opens no file with a longer path
_DEEPEST = "rapport-2020-12/grafieken/late_registratie_instroom.png"
_SIGNS = "€ é ë ≥ –"
# What a published figure is called in grip.
_PUBLISHED = {
    "stand_1_januari": "stand_begin",
    "meldingen": "meldingen",
    "instroom": "instroom",
    "uitstroom": "uitstroom",
    "stand_31_december": "stand_eind",
}


@dataclass(frozen=True)
class Check:
    """What was looked at, how it is, what was found, and how to go on.

    `code` is that of the error, with the `exit_code` of a command that meets it; empty and 0 where
    nothing is wrong.
    """

    what: str
    level: str
    found: str
    advice: str = ""
    code: str = ""
    exit_code: int = 0

    def as_dict(self) -> dict[str, str | int]:
        """Return the check for a machine, with Dutch names."""
        names = ("wat", "oordeel", "bevinding", "oplossen", "code", "exitcode")
        return dict(zip(names, astuple(self), strict=True))


Said = tuple[str, str] | tuple[str, str, str]  # level, what was found, and how to go on


def checks(
    folder: Path, profile: str, data: Path, out: Path, encoding: str,
    wrong: GripError | None = None,
) -> Iterator[Check]:  # fmt: skip
    """Look at one thing after the other, and yield each outcome as it is known.

    Args:
        folder: where grip works; data, out: where the exports are and where the output goes.
        profile: what profile is used.
        encoding: of the screen.
        wrong: what is wrong with the settings of the folder.
    """
    looks: dict[str, Callable[[], Said]] = {
        "Programma": _program,
        "Pakketten": _packages,
        "Scherm": lambda: _screen(encoding),
        "Instellingen": lambda: _settings(folder, wrong),
        "Profiel": lambda: _profile(profile),
        "Gegevens": lambda: _data(data),
        "Uitvoer": lambda: _output(out),
        "Rekenproef": _sums,
    }
    for what, look in looks.items():
        try:
            yield Check(what, *look())
        except GripError as error:
            found = f"{error.title} ({error.where})" if error.where else error.title
            yield Check(what, WRONG, found, error.advice, error.code, error.exit_code)


def _program() -> Said:
    place = Path(__file__).resolve().parent
    return GOOD, f"grip {__version__}, Python {platform.python_version()}, {place}"


def _packages() -> Said:
    """Compare what is installed with what grip asks for."""
    from packaging.requirements import Requirement

    asked = [Requirement(text) for text in metadata.requires("grip") or ()]
    needed = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = []
    for one in needed:
        try:
            version = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{one.name} ontbreekt")
            continue
        if not one.specifier.contains(version, prereleases=True):
            wrong.append(f"{one.name} is {version}, nodig is {one.specifier}")
    if wrong:
        raise ConfigError("ZELF-PAKKET", where="; ".join(wrong))
    return GOOD, f"alle {len(needed)} zijn er, in een versie die past"


def _screen(encoding: str) -> Said:
    lost = [sign for sign in _SIGNS.split() if sign.encode(encoding, "ignore") == b""]
    if not lost:
        return GOOD, f"tekenset {encoding}"
    return (
        LOOK,
        f"tekenset {encoding} kent niet: {' '.join(ascii(sign) for sign in lost)}",
        "Op het scherm staat daar een vraagteken; in de bestanden staat het goed.",
    )


def _settings(folder: Path, wrong: GripError | None) -> Said:
    if wrong is not None:
        raise wrong
    usual = load_options(folder)
    said = [name for name in usual.model_fields_set if getattr(usual, name) is not None]
    if (folder / "grip.toml").is_file():
        return GOOD, f"grip.toml noemt {', '.join(sorted(said)) or 'niets'}"
    return (
        LOOK,
        "in deze map staat geen grip.toml",
        "Zet data, profiel en uit erin, dan is de maandelijkse opdracht alleen: grip rapport",
    )


def _profile(name: str) -> Said:
    loaded = load_profile(name)
    layers = sorted(set(loaded.origins.values()))
    return GOOD, f"{loaded.profile.gemeente.naam}, uit {' en '.join(layers)}"


def _data(data: Path) -> Said:
    from grip.ingest.read import find_sources

    try:
        files = find_sources(data)
    except InputError as error:
        if error.code != "IN-LEEG":
            raise
        # grip can be in order before there are data
        return LOOK, f"{error.title} ({data.absolute()})", error.advice
    rest = f" en nog {len(files) - 3}" if len(files) > 3 else ""
    return GOOD, f"{', '.join(file.name for file in files[:3])}{rest}"


def _output(out: Path) -> Said:
    require_writable(out / _DEEPEST)
    place = out.absolute()
    while not place.exists():
        place = place.parent
    room = shutil.disk_usage(place).free // 1_000_000
    if room < _ROOM:
        return (
            LOOK,
            f"nog {room} MB vrij bij {place}",
            "Maak ruimte vrij, of kies een andere --uit.",
        )
    if len(str(out.absolute() / _DEEPEST)) > _LONGEST:
        return (
            LOOK,
            f"het pad is lang: {out.absolute()}",
            f"Excel opent geen pad van meer dan {_LONGEST} tekens. Kies een kortere map met --uit.",
        )
    if left := unfinished_in(out):
        folders = "1 map" if len(left) == 1 else f"{len(left)} mappen"
        return LOOK, f"{folders} van een afgebroken run", "De volgende run ruimt dat op."
    return GOOD, f"te schrijven in {out.absolute()}"


def _sums() -> Said:
    """Count the example of Uithoorn, and compare with the figures that the municipality published.

    Raises:
        InternalError: they differ.
    """
    from grip.notebook import compute, load

    with bundled("published", "uithoorn-fig1.csv").open(encoding="utf-8") as file:
        known = {
            (_PUBLISHED[name], row["jaar"]): float(figure)
            for row in csv.DictReader(file)
            for name, figure in row.items()
            if name in _PUBLISHED
        }
    years = sorted({year for _, year in known})
    caseload = load(bundled("sample", "uithoorn"), "uithoorn")
    counted = {
        (row["indicator"], str(row["periode_begin"].year)): row["waarde"]
        for row in compute(caseload, list(_PUBLISHED.values()), periods=years).iter_rows(named=True)
    }
    wrong = [f"{year} {name}" for name, year in known if counted[name, year] != known[name, year]]
    if wrong:
        raise InternalError("ZELF-GETAL", where=", ".join(wrong))
    return GOOD, f"{len(known)} gepubliceerde cijfers van Uithoorn komen uit"


def worst(found: list[Check]) -> int:
    """Return the exit code of the first that is wrong, or 0."""
    return next((check.exit_code for check in found if check.exit_code), 0)
