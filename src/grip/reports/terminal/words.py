"""How categories are called in a report: ids are for machines, names are for readers."""

from __future__ import annotations

from grip.config import Profile
from grip.results import CAME, DIMENSION_TITLES, FROM_TO, TOTAL, WENT

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
        "lks": "loonkostensubsidie", "beeindiging": "beëindiging",
        "alleenstaande_ouder": "alleenstaande ouder", "volledig_duurzaam": "volledig en duurzaam",
    },
    "uitkomst": {
        "werk_of_school": "uit naar werk of onderwijs", "vooruit": "hoger op de ladder",
        "hoogst_haalbaar": "zelfde plaats, hoogst haalbare bereikt", "gelijk": "zelfde plaats",
        "terug": "lager op de ladder", "anders_uit": "om andere reden uit",
        "onbekend": "plaats onbekend",
    },
    "beleidsdoel": {  # to which costs without a post are reckoned, where a plan has no such goal
        "instroom_beperken": "Instroom beperken (geen beleidsdoel)",
        "uitstroom_bevorderen": "Uitstroom bevorderen (geen beleidsdoel)",
    },
    "door_keuring": {"ja": "door keuring", "nee": "niet door keuring"},
}  # fmt: skip


_ENDS = {CAME: "ingestroomd", WENT: "uitgestroomd"}


def group_name(profile: Profile | None, dimension: str, category: str) -> str:
    """Return a row of a breakdown as a reader would say it: `Rol: cliënt, loonwaarde: 0 tot 40%`.

    Without a profile the names that a municipality gives stay as they are.
    """
    if dimension == TOTAL:
        return TOTAL
    if dimension == FROM_TO:
        ladder = profile.ladder.dimension if profile else ""
        ends = [_ENDS.get(c) or category_name(profile, ladder, c) for c in category.split("|")]
        return f"van {' naar '.join(ends)}"
    parts = [
        f"{DIMENSION_TITLES.get(one, one)}: {category_name(profile, one, name)}"
        for one, name in zip(
            dimension.split("|"), category.split("|", dimension.count("|")), strict=False
        )
    ]
    return ", ".join(
        part if i == 0 else part[:1].lower() + part[1:] for i, part in enumerate(parts)
    )


def category_name(profile: Profile | None, dimension: str, category: str) -> str:
    """Return the name of a category as a reader would say it."""
    own: dict[str, str] = {}
    if profile is None:
        pass
    elif dimension == "doelgroep":
        own = {id: group.naam for id, group in profile.doelgroep.items()}
    elif dimension in ("instrument", "laatste_voorziening"):
        own = {id: instrument.naam for id, instrument in profile.instrument.items()}
    elif dimension == "beleidsdoel":
        own = {goal.id: goal.tekst for goal in profile.beleidsdoel}
    elif dimension == "budgetpost":
        own = {id: post.naam for id, post in profile.budgetpost.items()}
    elif dimension in ("reden_uitstroom", "reden_instroom"):
        groups = getattr(profile, dimension)
        own = {id: group.naam for id, group in groups.items()}
    return own.get(category) or _NAMES.get(dimension, {}).get(category) or category
