"""Small municipalities for tests of the comparison: people who stay, leave and start something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from grip.indicators.views.caseload import Caseload
from tests.support import caseload, profile

FIRST, LAST = date(2015, 1, 1), date(2018, 12, 31)
Plain = dict[str, Any]


def benefit(person: str, begin: date, end: date | None = None, why: str | None = None) -> Plain:
    return {
        "uitkering_id": f"U{person}{begin}", "persoon_id": person, "regeling": "PW",
        "rol": "client", "ingangsdatum": begin, "einddatum": end, "reden_uitstroom": why,
        "leefvorm": "alleenstaande",
    }  # fmt: skip


def support(person: str, begin: date, end: date | None = None, **more: object) -> Plain:
    return {
        "voorziening_id": f"V{person}{begin}{more.get('instrument', '')}", "persoon_id": person,
        "instrument": "scholing", "begindatum": begin, "einddatum": end, **more,
    }  # fmt: skip


def person(name: str) -> Plain:
    return {"persoon_id": name, "geboortedatum": date(1980, 1, 1), "geslacht": "vrouw"}


def municipality(
    benefits: Sequence[Plain], supports: Sequence[Plain], of: str = "standaard", **more: Any
) -> Caseload:
    """Return a caseload of these rows, with their persons."""
    names = sorted({row["persoon_id"] for row in benefits})
    tables = {
        "personen": [person(name) for name in names], "uitkeringen": benefits,
        "voorzieningen": supports, **more,
    }  # fmt: skip
    return caseload(tables, profile(of))


def random_municipality(seed: int, people: int = 300) -> Caseload:
    """Return people who come and go at random, of whom some start scholing one day."""
    rng = Random(seed)
    benefits, supports, places = [], [], []
    for number in range(people):
        name = f"P{number:04d}"
        begin = FIRST - timedelta(days=rng.randint(0, 1500)) + timedelta(days=rng.randint(0, 1500))
        stay = rng.randint(60, 1800)
        end = begin + timedelta(days=stay)
        gone = end if end <= LAST else None
        benefits.append(
            benefit(name, begin, gone, rng.choice(["11", "98", "03"]) if gone else None)
        )
        places.append({"persoon_id": name, "categorie": rng.choice(["Zorg", "Meedoen", "Werkfit"]),
                       "begindatum": begin})  # fmt: skip
        waits = int(rng.expovariate(1 / 1500))  # who stays long has time to start
        day = begin + timedelta(days=waits)
        if 0 < waits <= stay and day <= LAST:
            supports.append(support(name, day, day + timedelta(days=90)))
    return municipality(benefits, supports, categorieen=places)
