"""What every room of the town must agree on: days, names, instruments and yearly numbers.

Source of the days, groups and names: uitvoeringsplan Grip op Re-integratie of Dalfsen (2020). It
prints two numbers, about 360 persons in 250 benefits; all other numbers and prices are invented.
"""

from __future__ import annotations

from datetime import date

from simulation.casebook import Instrument
from simulation.people import Town

SEED = 162
EXPORT = date(2022, 1, 14)
FIRST, LAST = date(2012, 1, 1), date(2021, 12, 31)
GATE_OPENED = date(2015, 1, 1)
CASEWORK_BEGINS = date(2014, 1, 1)  # older instruments and activities are not in the system

# The days of the plan.
WEEKDATE = date(2019, 10, 1)  # new applications are discussed; checks of decisions begin
GUIDELINES = date(2020, 5, 1)  # stricter about exemptions
NEW_WORKFLOW = date(2020, 8, 1)  # subcategory and perspectief for whoever comes in
FILLED = date(2020, 10, 1)  # by then for everybody

# Starts and ends by year; some of both are restarts on the next day.
STOCK_2012 = 158
FLOWS = {
    2012: (68, 58, 2),
    2013: (74, 62, 2),
    2014: (78, 66, 3),
    2015: (80, 68, 3),
    2016: (86, 72, 2),
    2017: (86, 76, 3),
    2018: (84, 75, 2),
    2019: (86, 75, 3),
    2020: (88, 80, 3),
    2021: (80, 88, 2),
}

ZORG, MEEDOEN, WERKFIT = range(3)
POSITIONS = ("Zorg", "Meedoen", "Werkfit")

TOWN = Town(
    districts={
        "Dalfsen": 42,
        "Nieuwleusen": 31,
        "Lemelerveld": 15,
        "Oudleusen": 6,
        "Hoonhorst": 4,
        "": 2,
    },
    advisors=[f"C{number:02d}" for number in range(1, 7)],
    class_mix=(0.29, 0.33, 0.38),
    partner_mix=(0.22, 0.43, 0.35),
    refugee_share={0: 0.08, 2015: 0.17, 2016: 0.22, 2017: 0.2, 2018: 0.17, 2019: 0.14},
    crisis_years=(2020,),
    couple_share=0.6,
    age_bands={(19, 27): 25, (27, 45): 34, (45, 55): 22, (55, 64): 21},
    older_scheme=0.9,
)
CAREER_GUIDES = ("L01", "L02", "L03")  # loopbaanbegeleiders

BRANCHES = (
    "zorg",
    "logistiek",
    "bouw",
    "groen",
    "techniek",
    "horeca",
    "detailhandel",
    "schoonmaak",
)

INSTRUMENTS = {
    "loopbaanbegeleiding": Instrument("Gemeente Dalfsen", 0, "traject"),
    "bemiddeling_netwerker": Instrument("Gemeente Dalfsen", 0, "bemiddeling"),
    "begeleiding_klantmanager": Instrument("Gemeente Dalfsen", 0, "traject"),
    "wsp_bemiddeling": Instrument("Werkgeversservicepunt Regio Zwolle", 0, "bemiddeling"),
    "workshop_werkfit": Instrument("Sportservice", 650, "traject"),
    "schakelmakelpool": Instrument("SchakelMakelPool", 900, "voortraject"),
    "jobcoach": Instrument("Jobcoachbureau", 3400, "nazorg"),
    "scholing": Instrument("ROC", 1400, "voortraject"),
    "empowerment": Instrument("Trainingsbureau", 950, "voortraject"),
    "diagnose": Instrument("Gemeente Dalfsen", 0, "intake"),
    "belastbaarheidsonderzoek": Instrument("Keuringsarts", 460, "intake"),
    "lks": Instrument("Gemeente Dalfsen", 0, "plaatsing"),
    "lks_tijdelijk": Instrument("Gemeente Dalfsen", 0, "plaatsing"),
    "beschut_werk": Instrument("Sociaal werkbedrijf", 5000, "plaatsing"),
    "werkervaringsplek": Instrument("Lokale werkgever", 400, "voortraject"),
    "proefplaatsing": Instrument("Lokale werkgever", 0, "plaatsing"),
    "werkplekaanpassing": Instrument("Lokale werkgever", 1300, "plaatsing"),
    "vervoer": Instrument("Gemeente Dalfsen", 300, "traject"),
    "participatieplaats": Instrument("Sociaal werkbedrijf", 700, "voortraject"),
    "sociale_activering": Instrument("Welzijnsorganisatie", 600, "voortraject"),
    "zorgtraject": Instrument("Zorgaanbieder", 0, "voortraject"),
    "wmo": Instrument("Sociaal team", 0, "voorliggend"),
    "schuldhulp": Instrument("Schuldhulpverlening", 0, "voorliggend"),
    "taalpunt": Instrument("Taalpunt", 200, "voorliggend"),
    "sport": Instrument("Sportservice", 150, "voorliggend"),
}
# What brings people nearer to work: only these change who moves up and who leaves.
ACTIVATING = (
    "loopbaanbegeleiding",
    "bemiddeling_netwerker",
    "wsp_bemiddeling",
    "workshop_werkfit",
    "schakelmakelpool",
    "scholing",
    "empowerment",
    "werkervaringsplek",
    "proefplaatsing",
    "participatieplaats",
)
