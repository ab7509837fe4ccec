"""Whether a design that the profile declares can be: its keys, and the names that it names.

A name that nobody has would leave a group out without a word, so it is refused, with the nearest
name that exists: target groups and instruments by the profile alone, all other groups (such as
districts) as soon as the data are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grip.config import Profile
from grip.errors import ConfigError, suggestion
from grip.indicators.dimensions import TARGET_GROUP, dimensions_of
from grip.indicators.views.caseload import Caseload
from grip.periods import shift_months
from grip.plan import Design

_EVERY = ("id", "naam", "soort", "instrument", "bron", "maanden", "tot")
_ASKED = {
    "pilot": ("vanaf", "groep"), "gefaseerd": ("golven",), "drempel": ("vanaf", "grens"),
    "wachtlijst": ("lijst",),
}  # fmt: skip
_MAY = {
    "pilot": ("dimensie", "vergelijk"), "gefaseerd": ("dimensie", "vergelijk"),
    "drempel": ("kenmerk", "kant"), "wachtlijst": ("vanaf",),
}  # fmt: skip
_BY_PERSON = ("wijk", "leeftijdsgroep", "geslacht", "regeling", "leefvorm", "categorie",
              "loonwaardeklasse", "team", "statushouder")  # fmt: skip
Named = tuple[str, str, tuple[str, ...]]  # key, name, what exists


def check_designs(profile: Profile, where: str) -> None:
    """Raise a ConfigError where a design cannot be, or names what the profile does not have."""
    for number, id in _twice(one.id for one in profile.opzet):
        raise ConfigError(
            "CFG-WAARDE", where=where, sleutel=f"opzet.{number}.id",
            reden=f"er is al een opzet {id}; elke opzet heeft een eigen id",
        )  # fmt: skip
    for number, design in enumerate(profile.opzet, 1):
        path = f"opzet.{number}"
        for key, why in (*_wrong_keys(design), *_waves_that_cannot_be(design)):
            raise ConfigError("CFG-WAARDE", where=where, sleutel=f"{path}.{key}", reden=why)
        _refuse_unknown(_named(profile, design), path, where)


def check_design_groups(caseload: Caseload, where: str) -> None:
    """Raise a ConfigError where a design names a group that the data do not have.

    What the export lacks altogether (no districts at all) is no misspelling: then the design says
    that there are no persons.
    """
    for number, design in enumerate(caseload.profile.opzet, 1):
        grouped = design.dimensie in _BY_PERSON and _named_groups(design)
        if not grouped or caseload.lacks(dimensions_of(caseload)[design.dimensie].needs):
            continue
        dimension = dimensions_of(caseload)[design.dimensie]
        line = caseload.remembered(dimension.trait, dimension.trait.by_person)
        seen = line.get_column("categorie").drop_nulls().unique().cast(str).sort()
        known = tuple(dict.fromkeys((*dimension.categories, *seen)))
        named = [(key, name, known) for key, name in grouped]
        _refuse_unknown(named, f"opzet.{number}", where)


def _refuse_unknown(named: Iterable[Named], path: str, where: str) -> None:
    for key, name, known in named:
        if name not in known:
            raise ConfigError(
                "CFG-NAAM", where=where, sleutel=f"{path}.{key}", waarde=name,
                suggestie=suggestion(name, list(known)),
            )  # fmt: skip


def _wrong_keys(design: Design) -> Iterator[tuple[str, str]]:
    """Yield (key, reason) of what this kind of design needs and lacks, or does not know."""
    for key in _ASKED[design.soort]:
        if not getattr(design, key) and getattr(design, key) != 0:
            yield key, f"een opzet van de soort {design.soort} heeft deze waarde nodig"
    known = (*_ASKED[design.soort], *_MAY[design.soort])
    for key, field in type(design).model_fields.items():
        if key not in (*_EVERY, *known) and getattr(design, key) != field.default:
            yield (
                key,
                (
                    f"een opzet van de soort {design.soort} kent deze sleutel niet; zij kent "
                    f"{', '.join(known)}"
                ),
            )
    begins = min(
        filter(None, (design.vanaf, *(wave.vanaf for wave in design.golven))), default=None
    )
    if design.tot is not None and begins is not None and design.tot < begins:
        yield "tot", f"het aanbod eindigt ({design.tot}) voordat het begint ({begins})"


def _twice(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Return number (from 1) and name of every name that was there before."""
    before: set[str] = set()
    for number, name in enumerate(names, 1):
        if name in before:
            yield number, name
        before.add(name)


def _waves_that_cannot_be(design: Design) -> Iterator[tuple[str, str]]:
    """Return (key, reason) of waves that come twice or begin within a period.

    Periods last `maanden` from the first wave on; a wave that begins within one would be taken for
    waiting while it already has the offer.
    """
    for number, group in _twice(wave.groep for wave in design.golven):
        yield f"golven.{number}.groep", f"de groep {group} staat er al; een groep begint een keer"
    first = min((wave.vanaf for wave in design.golven), default=None)
    for number, wave in enumerate(design.golven, 1):
        assert first is not None
        apart = 12 * (wave.vanaf.year - first.year) + wave.vanaf.month - first.month
        if apart % design.maanden or shift_months(first, apart) != wave.vanaf:
            why = (
                f"een golf begint een veelvoud van {design.maanden} maanden (de waarde van "
                f"maanden) na de eerste ({first}), op dezelfde dag van de maand"
            )
            yield f"golven.{number}.vanaf", why


def _named(profile: Profile, design: Design) -> list[Named]:
    """Return all that a design names and the profile must have."""
    instruments = tuple(profile.instrument)
    named: list[Named] = [("instrument", design.instrument, instruments)]
    if design.lijst:
        named.append(("lijst", design.lijst, instruments))
    if design.soort in ("pilot", "gefaseerd"):
        named.append(("dimensie", design.dimensie, (TARGET_GROUP, *_BY_PERSON)))
        if design.dimensie == TARGET_GROUP:
            groups = tuple(profile.doelgroep)
            named += [(key, one, groups) for key, one in _named_groups(design)]
    return named


def _named_groups(design: Design) -> list[tuple[str, str]]:
    return [
        *(("groep", one) for one in (design.groep,) if one),
        *(("vergelijk", one) for one in design.vergelijk),
        *((f"golven.{n}.groep", wave.groep) for n, wave in enumerate(design.golven, 1)),
    ]
