"""What stands beside the cases: budgets, population, and the stories behind the figures."""

from __future__ import annotations

from simulation.casebook import Casebook, Row

from uithoorn_town.facts import published

# How a budget of chapter 5 is divided over posts: invented, the totals are not.
POSTS = {
    "instroom beperken": {
        "Instroom - diagnose en belastbaarheidsonderzoek": 0.14,
        "Instroom - re-integratietrajecten": 0.52,
        "Instroom - scholing": 0.22,
        "Instroom - tijdelijke lks": 0.12,
    },
    "uitstroom bevorderen": {
        "Uitstroom - diagnose en belastbaarheidsonderzoek": 0.08,
        "Uitstroom - re-integratietrajecten": 0.29,
        "Uitstroom - scholing": 0.11,
        "Uitstroom - tijdelijke lks": 0.05,
        "Uitstroom - werkgeversbenadering en satelliet WSP": 0.14,
        "Uitstroom - AM Match": 0.33,
    },
}
# Inhabitants of 18 and older, and of 15 to 64: plausible and rounded, not the CBS figures.
POPULATION = {
    2014: {"18+": 22300, "15-64": 18500},
    2015: {"18+": 22400, "15-64": 18500},
    2016: {"18+": 22600, "15-64": 18600},
    2017: {"18+": 22800, "15-64": 18600},
    2018: {"18+": 23000, "15-64": 18700},
    2019: {"18+": 23100, "15-64": 18700},
    2020: {"18+": 23300, "15-64": 18800},
    2021: {"18+": 23500, "15-64": 18900},
}
# The money of the State for benefits, by version: invented, of the size of the costs.
BUIG = {
    (2020, "voorlopig"): 4_020_000,
    (2020, "nader_voorlopig"): 4_095_000,
    (2020, "definitief"): 4_160_000,
    (2021, "voorlopig"): 4_310_000,
    (2021, "nader_voorlopig"): 4_285_000,
    (2021, "definitief"): 4_040_000,
    (2022, "voorlopig"): 3_980_000,
}
LKS_OF_STATE = {(2022, "voorlopig"): 285_000}
STORIES = (
    {
        "indicator": "instroom",
        "periode": "2020",
        "tekst": "Door corona verloren vooral mensen met een tijdelijk contract en zelfstandigen "
        "hun inkomen; na de zomer vlakte de instroom af.",
        "rol": "beleidsmedewerker",
    },
    {
        "indicator": "uitstroom_werk",
        "periode": "2021",
        "tekst": "In de luchtvaart kwam het werk laat op gang; zorg en logistiek namen meer "
        "mensen aan dan verwacht.",
        "rol": "klantmanager",
    },
    {
        "indicator": "uitstroom_am_match",
        "periode": "2021",
        "tekst": "Een traject is soms net te kort: iemand zit op het randje van uitstromen als de "
        "looptijd voorbij is.",
        "rol": "klantmanager",
    },
    {
        "indicator": "participatie_0_40",
        "periode": "2021",
        "tekst": "Vrijwilligerswerk lag tijdens de lockdowns stil; daarna is bijna iedereen "
        "teruggekomen.",
        "rol": "partner",
    },
    {
        "indicator": "preventie_poort",
        "periode": "2021",
        "tekst": "Aan de poort wordt direct met vacatures en het WSP gewerkt. Niet iedereen die "
        "afhaakt heeft werk: wij bellen na drie maanden na.",
        "rol": "poortconsulent",
    },
    {
        "indicator": "ervaren_effect_client",
        "periode": "2021",
        "tekst": "Fijn dat er tijd was om aan mijn herstel te werken; daarna kwam de baan die bij "
        "mij past.",
        "rol": "inwoner",
    },
)


def context(book: Casebook) -> None:
    """Budgets, population and stories: the tables without people."""
    for line in published("hst5-budget"):
        for year in range(2021, 2026):
            book.tables["budgetten"] += _budget(line["beleidsdoel"], year, float(line[str(year)]))
    for post, versions in (("BUIG", BUIG), ("LKS Rijk", LKS_OF_STATE)):
        for (year, version), amount in versions.items():
            row: Row = {"jaar": year, "beleidsdoel": "inkomen", "budgetpost": post}
            row |= {"bedrag": float(amount), "versie": version, "taakveld": "6.3"}
            book.tables["budgetten"].append(row)
    for year, counts in POPULATION.items():
        for group, count in counts.items():
            row = {"jaar": year, "groep": group, "aantal": count}
            book.tables["bevolking"].append(row)
    book.tables["duiding"] += STORIES


def _budget(goal: str, year: int, total: float) -> list[Row]:
    """A budget over its posts, in hundreds; the last takes the rest, so the total is exact."""
    rows: list[Row] = [
        {"jaar": year, "beleidsdoel": goal.replace(" ", "_"), "budgetpost": name}
        | {"bedrag": round(total * share, -2), "versie": "begroting", "taakveld": "6.5"}
        for name, share in POSTS[goal].items()
    ]
    rows[-1]["bedrag"] = total - sum(row["bedrag"] for row in rows[:-1])
    return rows
