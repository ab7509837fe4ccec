"""How categories are called in a report: ids are for machines, names are for readers."""

from __future__ import annotations

from grip.config import Profile

_NAMES: dict[str, dict[str, str]] = {
    "leefvorm": {"alleenstaande_ouder": "alleenstaande ouder"},
    "leeftijdsgroep": {
        "<27": "jonger dan 27", "27-44": "27 tot en met 44", "45-54": "45 tot en met 54",
        "55-AOW": "55 tot de AOW-leeftijd", "AOW+": "AOW-leeftijd en ouder",
    },
    "duurklasse": {
        "<1": "korter dan 1 jaar", "1-2": "1 tot 2 jaar", "2-3": "2 tot 3 jaar",
        "3-5": "3 tot 5 jaar", "5-10": "5 tot 10 jaar", ">=10": "10 jaar of langer",
    },
    "loonwaardeklasse": {
        "0-40": "0 tot 40%", "40-70": "40 tot 70%", "70-100": "70 tot 100%",
        "100+": "100% en hoger",
    },
    "perspectief": {"maximaal_bereikt": "maximaal haalbare bereikt"},
    "rol": {"client": "cliënt"},
    "soort": {
        "alleenstaande_ouder": "alleenstaande ouder", "volledig_duurzaam": "volledig en duurzaam",
    },
    "door_keuring": {"ja": "door keuring", "nee": "niet door keuring"},
}  # fmt: skip


def category_name(profile: Profile, dimension: str, category: str) -> str:
    """Return the name of a category as a reader would say it."""
    own: dict[str, str] = {}
    if dimension == "doelgroep":
        own = {id: group.naam for id, group in profile.doelgroep.items()}
    elif dimension == "instrument":
        own = {id: instrument.naam for id, instrument in profile.instrument.items()}
    elif dimension in ("reden_uitstroom", "reden_instroom"):
        groups = getattr(profile, dimension)
        own = {id: group.naam for id, group in groups.items()}
    return own.get(category) or _NAMES.get(dimension, {}).get(category) or category
