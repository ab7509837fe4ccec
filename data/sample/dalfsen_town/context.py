"""What stands beside the cases: budgets, population, a benchmark, and the stories."""

from __future__ import annotations

from simulation.casebook import Row

from dalfsen_town.progress import Dossiers

# Budget by post: the goal that it serves, and euros by year. All invented.
BUDGETS = {
    "trajecten_en_begeleiding": (
        "zelfredzaamheid_en_participatie",
        {2020: 46000, 2021: 46000, 2022: 47000},
    ),
    "leer_en_werkplekken": ("leer_en_werkplekken", {2020: 72000, 2021: 78000, 2022: 80000}),
    "schakelmakelpool": ("aansluiting_vso_pro_uwv", {2020: 14000, 2021: 18000, 2022: 19000}),
    "beschut_werk": ("aansluiting_dagbesteding", {2020: 8000, 2021: 14000, 2022: 18000}),
    "maatschappelijke_participatie": ("tegenprestatie", {2020: 16000, 2021: 16500, 2022: 17000}),
    "diagnose_en_keuring": ("belemmeringen_wegnemen", {2020: 7000, 2021: 7000, 2022: 7200}),
    "regionale_samenwerking": ("samenwerken_regio", {2020: 25000, 2021: 25000, 2022: 26000}),
    "toetsing_en_registratie": ("inzicht_en_interventies", {2020: 10000, 2021: 16000, 2022: 16000}),
}
CHANGED = {("leer_en_werkplekken", 2021): -4000, ("toetsing_en_registratie", 2020): 2500}
# Inhabitants of 18 and older, and of 15 to 64: plausible and rounded, not the CBS figures.
POPULATION = {
    2014: {"18+": 21200, "15-64": 17700},
    2015: {"18+": 21400, "15-64": 17700},
    2016: {"18+": 21600, "15-64": 17700},
    2017: {"18+": 21800, "15-64": 17800},
    2018: {"18+": 22000, "15-64": 17800},
    2019: {"18+": 22200, "15-64": 17900},
    2020: {"18+": 22400, "15-64": 17900},
    2021: {"18+": 22600, "15-64": 18000},
}
# Indicator and year: reference group, region, country. Invented, and called so in the data.
BENCHMARK = {
    ("ontheffing_pct", 2019): (13.2, 14.1, 11.6),
    ("ontheffing_pct", 2020): (12.8, 13.7, 11.1),
    ("ontheffing_pct", 2021): (12.5, 13.2, 10.9),
    ("parttime_pct", 2020): (10.4, 9.6, 8.5),
    ("parttime_pct", 2021): (11.2, 10.1, 9.0),
    ("volume_pct", 2020): (2.9, 3.1, 3.6),
    ("volume_pct", 2021): (-2.7, -2.4, -2.1),
}
AREAS = (
    ("referentiegroep", "Referentiegroep (verzonnen)"),
    ("arbeidsmarktregio", "Regio Zwolle (verzonnen)"),
    ("land", "Nederland (verzonnen)"),
)
STORIES = (
    {
        "indicator": "instroom",
        "periode": "2020",
        "tekst": "In het voorjaar kwamen mensen met een tijdelijk contract en kleine zelfstandigen "
        "binnen; na de zomer werd het weer rustiger.",
        "rol": "beleidsmedewerker",
    },
    {
        "indicator": "ontheffing_pct",
        "periode": "2021",
        "tekst": "Wij verlengen niet meer vanzelf: bij elke ontheffing die afloopt volgt eerst een "
        "gesprek over wat wel kan.",
        "rol": "consulent",
    },
    {
        "indicator": "maximaal_bereikt_aandeel",
        "periode": "2021",
        "tekst": "Voor veel mensen in Zorg is een stap naar werk niet haalbaar. Voor hen telt dat "
        "zij meedoen in hun dorp.",
        "rol": "consulent",
    },
    {
        "indicator": "uitstroom_eerste_jaar",
        "periode": "2021",
        "tekst": "Sinds de weekdate is er binnen enkele weken een gesprek met de "
        "loopbaanbegeleider.",
        "rol": "loopbaanbegeleider",
    },
    {
        "indicator": "toetsing_pct",
        "periode": "2020",
        "tekst": "In de zomer werkte de juridisch medewerker aan het nieuwe werkproces en zijn "
        "minder besluiten getoetst.",
        "rol": "teamleider",
    },
    {
        "indicator": "volledigheid_pct",
        "periode": "2020",
        "tekst": "Het hele bestand is in augustus en september nagelopen; een klein deel van de "
        "subcategorieën is nog leeg.",
        "rol": "applicatiebeheerder",
    },
    {
        "indicator": "ervaren_effect_client",
        "periode": "2021",
        "tekst": "Samen sporten haalde mij uit huis. Daarna durfde ik weer te solliciteren.",
        "rol": "inwoner",
    },
)


# The money of the State for benefits, by version: invented, of the size of the costs.
BUIG = {
    (2020, "voorlopig"): 3_620_000,
    (2020, "nader_voorlopig"): 3_690_000,
    (2020, "definitief"): 3_760_000,
    (2021, "voorlopig"): 3_880_000,
    (2021, "nader_voorlopig"): 3_850_000,
    (2021, "definitief"): 3_675_000,
    (2022, "voorlopig"): 3_540_000,
}
LKS_OF_STATE = {(2022, "voorlopig"): 240_000}


def context(book: Dossiers) -> None:
    """Budgets, population, benchmark and stories: the tables without people."""
    for post, (goal, amounts) in BUDGETS.items():
        for year, amount in amounts.items():
            book.tables["budgetten"] += _versions(post, goal, year, amount)
    for post, versions in (("BUIG", BUIG), ("LKS Rijk", LKS_OF_STATE)):
        for (year, version), total in versions.items():
            row: Row = {"jaar": year, "beleidsdoel": "inkomen", "budgetpost": post}
            row |= {"bedrag": float(total), "versie": version, "taakveld": "6.3"}
            book.tables["budgetten"].append(row)
    for year, counts in POPULATION.items():
        for group, count in counts.items():
            row = {"jaar": year, "groep": group, "aantal": count}
            book.tables["bevolking"].append(row)
    for (indicator, year), values in BENCHMARK.items():
        book.tables["benchmark"] += _compared(indicator, year, values)
    book.tables["duiding"] += STORIES


def _versions(post: str, goal: str, year: int, amount: int) -> list[Row]:
    """The budget of a post in a year, and what became of it where it was changed."""
    row: Row = {"jaar": year, "beleidsdoel": goal, "budgetpost": post, "taakveld": "6.5"}
    rows = [row | {"bedrag": float(amount), "versie": "begroting"}]
    if change := CHANGED.get((post, year)):
        rows.append(row | {"bedrag": float(amount + change), "versie": "gewijzigd"})
    return rows


def _compared(indicator: str, year: int, values: tuple[float, ...]) -> list[Row]:
    """What others had in a year."""
    base: Row = {"bron": "divosa", "indicator": indicator, "periode": str(year)}
    return [
        base | {"gebied_soort": kind, "gebied": area, "waarde": value, "status": "verzonnen"}
        for (kind, area), value in zip(AREAS, values, strict=True)
    ]
