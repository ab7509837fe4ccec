"""Whether what the targets of a profile name does exist; a slip gets the nearest name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from grip.config import Profile
from grip.errors import ConfigError, suggestion
from grip.indicators.catalogue import register
from grip.indicators.dimensions import TARGET_GROUP, dimensions_of
from grip.indicators.themes.flow import TRAITS_OF_PERSON
from grip.indicators.views.caseload import Caseload
from grip.plan import Counting, Selection
from grip.results import UNKNOWN
from grip.schema import TABLES
from grip.targets.figures import indicator_of

Named = tuple[str, str, Sequence[str]]  # key, the name that it gives, the names that exist


def check_targets(profile: Profile, where: str) -> None:
    """Raise a ConfigError where a target or a policy goal names what does not exist.

    Args:
        profile: the profile, whose keys are known to be right.
        where: the profile by name, for the message.
    """
    for key, name, known in _names(profile):
        if name not in known:
            raise ConfigError(
                "CFG-NAAM", where=where, waarde=name, sleutel=key,
                suggestie=suggestion(name, list(known)),
            )  # fmt: skip
    for key, reason in _clashes(profile):
        raise ConfigError("CFG-WAARDE", where=where, sleutel=key, reden=reason)


def _names(profile: Profile) -> Iterator[Named]:
    for id, target in profile.doel.items():
        yield from _of_counting(profile, f"doel.{id}", target)
        for variant, beside in target.naast.items():
            yield from _of_counting(profile, f"doel.{id}.naast.{variant}", beside)
    for goal in profile.beleidsdoel:
        place = f"beleidsdoel.{goal.id}"
        for key, names, known in (
            ("indicatoren", goal.indicatoren, _indicators(profile)),
            ("doelen", goal.doelen, list(profile.doel)),
            ("budgetposten", goal.budgetposten, list(profile.budgetpost)),
            ("doelgroepen", goal.doelgroepen, list(profile.doelgroep)),
        ):
            yield from ((f"{place}.{key}", name.partition(";")[0], known) for name in names)


def _of_counting(profile: Profile, place: str, rule: Counting) -> Iterator[Named]:
    if rule.indicator:
        yield f"{place}.indicator", rule.indicator.partition(";")[0], _indicators(profile)
    for key in ("zonder_doel", "teller_zonder_doel"):
        if name := getattr(rule, key):
            yield f"{place}.{key}", name, list(profile.doel)
    dimensions = dimensions_of(Caseload({}, profile))
    asked = dict(rule.populatie)
    if rule.dimensie:
        yield f"{place}.dimensie", rule.dimensie, [*dimensions, TARGET_GROUP]
        asked[rule.dimensie] = rule.categorieen
    for dimension, categories in asked.items():
        if dimension != rule.dimensie:
            yield f"{place}.populatie", dimension, (*TRAITS_OF_PERSON, TARGET_GROUP)
        if dimension == TARGET_GROUP:
            known: Sequence[str] = list(profile.doelgroep)
        else:
            known = dimensions[dimension].categories
        if known:
            for category in categories:
                yield f"{place}.{dimension}", category, [*known, UNKNOWN]
    for key in ("met", "zonder", "teller"):
        for selection in getattr(rule, key):
            yield from _of_selection(profile, f"{place}.{key}", selection)


def _of_selection(profile: Profile, place: str, selection: Selection) -> Iterator[Named]:
    groups = list(profile.instrumentgroep)
    types = sorted({item.srg_type for item in profile.instrument.values()})
    for key, known in (
        ("uitstroom", [*profile.reden_uitstroom, UNKNOWN]),
        ("activiteit", list(get_args(TABLES["activiteiten"].model_fields["soort"].annotation))),
        ("instrument", list(profile.instrument)),
        ("voorziening_groep", groups),
        ("voorziening_groep_behalve", groups),
        ("srg_type", types),
    ):
        for name in getattr(selection, key) or ():
            yield f"{place}.{key}", name, known


def _indicators(profile: Profile) -> list[str]:
    return [*dict.fromkeys(i.id for i in register(profile))]


def _clashes(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield (key, reason) of what exists and still cannot be."""
    for id, target in profile.doel.items():
        place = f"doel.{id}"
        if target.indicator and (target.teller or target.populatie or target.met):
            yield f"{place}.indicator", "een doel is een cijfer of een eigen telling, niet allebei"
        if target.dimensie and not target.categorieen:
            yield f"{place}.categorieen", "noem de categorieën van de dimensie"
        if target.indicator and target.dimensie and _cannot_be_split(profile, target):
            yield f"{place}.dimensie", "dit cijfer is niet zo uitgesplitst"
        for key in ("met", "zonder", "teller"):
            for selection in getattr(target, key):
                if reason := _clash(selection, target):
                    yield f"{place}.{key}", reason
        if _goes_round(profile, id):
            yield f"{place}.zonder_doel", "de doelen verwijzen in een kring naar elkaar"


def _cannot_be_split(profile: Profile, rule: Counting) -> bool:
    indicator = indicator_of(profile, rule.indicator or "")
    return indicator is not None and rule.dimensie not in indicator.dimensions


def _clash(selection: Selection, rule: Counting) -> str:
    subjects = (
        selection.uitstroom is not None, selection.activiteit is not None, selection.of_support,
    )  # fmt: skip
    if sum(subjects) != 1:
        return "kies per keuze een van uitstroom, activiteit of een voorziening"
    if rule.telling != "personen" and not selection.of_support:
        return "gestart en lopend tellen voorzieningen"
    if selection.vanaf_met and not (rule.met and selection.uitstroom):
        return "vanaf_met hoort bij een uitstroom, na wat met vraagt"
    return ""


def _goes_round(profile: Profile, id: str, seen: tuple[str, ...] = ()) -> bool:
    if id in seen:
        return True
    target = profile.doel[id]
    others = (target.zonder_doel, target.teller_zonder_doel)
    return any(_goes_round(profile, other, (*seen, id)) for other in others if other)
