"""Naast de bevolking

Hoeveel is het naast het aantal inwoners? Zo zijn gemeenten met elkaar te vergelijken.
"""

BENEFITS = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | client  | 2020-01-01   |
1            | b          | partner | 2020-01-01   |
2            | c          | client  | 2020-01-01   | 2023-06-30
"""
INHABITANTS = """
jaar | groep | aantal
2022 | 18+   | 1000
2022 | 15-64 | 800
2023 | 18+   | 1250
2023 | 15-64 | 850
"""
SUPPORT = """
voorziening_id | persoon_id | begindatum | einddatum
1              | a          | 2022-01-01 |
2              | a          | 2022-01-01 | 2023-12-31
3              | z          | 2022-01-01 |
"""


def test_persons_among_the_population(spec):
    """Eind maart 2023 zijn a, b en c in de bijstand: 3 van de 1.250 inwoners van 18 jaar en ouder,
    dus 24 per 10.000. Geteld worden personen, dus ook de partner."""
    spec("bijstand_per_10000", periode="2023-03", uitkeringen=BENEFITS, bevolking=INHABITANTS,
         teller=3, noemer=1250, waarde=24)  # fmt: skip


def test_instruments_among_the_population(spec):
    """Eind maart 2023 lopen er 3 voorzieningen, op 850 inwoners van 15 tot en met 64 jaar: 35,3 per
    10.000. Ook wie geen uitkering heeft (z), telt mee."""
    spec("voorzieningen_per_10000", periode="2023-03", voorzieningen=SUPPORT,
         bevolking=INHABITANTS, teller=3, noemer=850, waarde=35.3)  # fmt: skip


def test_the_population_of_the_year(spec):
    """De bevolking is die van het jaar van de laatste dag. Is dat jaar er nog niet, dan geldt het
    laatste jaar daarvoor, en staat dat bij het oordeel."""
    case = {"uitkeringen": BENEFITS, "bevolking": INHABITANTS, "voorzieningen": SUPPORT}
    spec("bijstand_per_10000", periode="2022", **case, teller=3, noemer=1000, waarde=30)
    spec("bijstand_per_10000", periode="2022-07-01..2023-06-30", **case, teller=2, noemer=1250)
    spec("bijstand_per_10000", periode="2024-03", **case, teller=2, noemer=1250, waarde=16,
         oordeel="bevolking van 2023")  # fmt: skip
    spec("voorzieningen_per_10000", periode="2024-03", **case, teller=2, noemer=850,
         oordeel="bevolking van 2023")  # fmt: skip


def test_no_population(spec):
    """Is er van geen enkel jaar tot dan toe een bevolking, dan is er geen cijfer; zonder de tabel
    ook niet."""
    case = {"uitkeringen": BENEFITS, "voorzieningen": SUPPORT}
    for id, group in (("bijstand_per_10000", "18+"), ("voorzieningen_per_10000", "15-64")):
        spec(
            id,
            periode="2021",
            **case,
            bevolking=INHABITANTS,
            niet_berekend=f"tabel `bevolking` heeft geen groep {group} in of voor 2021",
        )
        spec(id, periode="2023", **case, niet_berekend="tabel `bevolking` ontbreekt")  # fmt: skip


def test_nobody_among_the_population(spec):
    """Is er niemand, dan is het 0 per 10.000."""
    earlier = "jaar | groep | aantal\n2019 | 18+ | 1000\n2019 | 15-64 | 800"
    case = {"periode": "2019-06", "bevolking": earlier}
    spec("bijstand_per_10000", **case, uitkeringen=BENEFITS, teller=0, noemer=1000, waarde=0)
    spec("voorzieningen_per_10000", **case, voorzieningen=SUPPORT, teller=0, noemer=800)
