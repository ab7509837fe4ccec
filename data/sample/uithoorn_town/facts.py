"""What every room of the town must agree on: days, names, instruments, and the published figures.

Source: re-integratienota 2021-2025 of Uithoorn. Names of providers come partly from the note;
prices are invented.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from simulation.casebook import Instrument
from simulation.people import Town

SEED = 111
EXPORT = date(2022, 1, 14)
LAST = date(2021, 12, 31)
GATE_OPENED = date(2014, 1, 1)  # the first day of figure 1
CASEWORK_BEGINS = date(2015, 1, 1)  # older instruments and activities are not in the system
FIGURE_6_DAY = date(2020, 12, 31)
PUBLISHED = Path(__file__).parents[2] / "published"

TOWN = Town(
    districts={
        "Thamerdal": 14,
        "Legmeer": 18,
        "Meerwijk": 20,
        "Zijdelwaard": 20,
        "De Kwakel": 7,
        "Dorpscentrum": 11,
        "Legmeer-West": 8,
        "": 2,
    },
    advisors=[f"K{number:02d}" for number in range(1, 10)],
    class_mix=(0.18, 0.30, 0.42, 0.10),
    partner_mix=(0.17, 0.44, 0.34, 0.05),
    refugee_share={0: 0.07, 2015: 0.19, 2016: 0.2, 2017: 0.19, 2018: 0.16},
    crisis_years=(2020,),
)

BRANCHES = (
    "zorg",
    "logistiek",
    "luchthaven",
    "schoonmaak",
    "horeca",
    "detailhandel",
    "groen",
    "techniek",
)

INSTRUMENTS = {
    "am_match": Instrument("AM Match", 2900, "traject"),
    "back2work": Instrument("Back2Work", 2600, "traject"),
    "matchez": Instrument("Matchez", 2300, "traject"),
    "implacement": Instrument("Implacement", 2400, "traject"),
    "wsp_bemiddeling": Instrument("WSP Groot-Amsterdam", 0, "bemiddeling"),
    "jongerencoach": Instrument("DUO+", 0, "traject"),
    "begeleiding_klantmanager": Instrument("DUO+", 0, "traject"),
    "jobcoach": Instrument("AM Match", 3600, "nazorg"),
    "scholing": Instrument("ROC", 1500, "voortraject"),
    "empowerment": Instrument("Back2Work", 1100, "voortraject"),
    "diagnose": Instrument("DUO+", 350, "intake"),
    "matchcare_screening": Instrument("Matchcare", 120, "intake"),
    "belastbaarheidsonderzoek": Instrument("Keuringsarts", 480, "intake"),
    "lks": Instrument("AM Match", 0, "plaatsing"),
    "lks_tijdelijk": Instrument("DUO+", 0, "plaatsing"),
    "beschut_werk": Instrument("AM Match", 5200, "plaatsing"),
    "werkervaringsplek": Instrument("Lokale werkgever", 450, "voortraject"),
    "proefplaatsing": Instrument("WSP Groot-Amsterdam", 0, "plaatsing"),
    "werkplekaanpassing": Instrument("AM Match", 1400, "plaatsing"),
    "pilot_45_55": Instrument("Matchez", 1600, "voortraject"),
    "pilot_jongeren": Instrument("Jongerenpunt", 900, "voortraject"),
    "schuldhulp": Instrument("Schuldhulpverlening", 0, "voortraject"),
    "taalpunt": Instrument("Taalpunt", 250, "voortraject"),
    "sociale_activering": Instrument("Uithoorn voor Elkaar", 700, "voortraject"),
}


def published(name: str) -> list[dict[str, str]]:
    """A published table of the note, untouched."""
    with (PUBLISHED / f"uithoorn-{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
