"""Registratie

Hoe volledig is ingevuld wat volgens het profiel ingevuld hoort te zijn? In het standaardprofiel
zijn dat vier velden van een persoon, drie van een uitkering en een van een voorziening.
"""

PERSONS = """
persoon_id | geslacht | statushouder | opleidingsniveau | wijk
a          | vrouw    | nee          | laag             | Noord
b          | man      |              |                  | Zuid
c          | man      |              |                  |
"""
BENEFITS = """
persoon_id | leefvorm      | reden_instroom | consulent | ingangsdatum | einddatum
a          | alleenstaande | 11             | K01       | 2023-01-01   |
b          | alleenstaande |                | K01       | 2023-01-01   | 2024-03-15
c          |               |                |           | 2023-01-01   | 2024-02-29
"""
SUPPORT = """
persoon_id | aanbieder | begindatum | einddatum
a          | AM Match  | 2024-01-01 |
a          |           | 2024-01-01 | 2024-03-01
z          |           | 2024-01-01 | 2024-02-01
"""
CASE = {"personen": PERSONS, "uitkeringen": BENEFITS, "voorzieningen": SUPPORT}


def test_how_much_is_filled(spec):
    """In maart 2024 liep of eindigde het dossier van a en b; dat van c eindigde eerder. Van a zijn
    de vier velden van de persoon en de drie van de uitkering gevuld, van b twee en twee. Van de
    twee voorzieningen van a heeft er een een aanbieder. Samen 12 van de 16 velden: 75%."""
    spec("volledigheid_pct", periode="2024-03", **CASE, teller=12, noemer=16, waarde=75)


def test_filled_to_the_day(spec):
    """Wat op de laatste dag van februari eindigt (de uitkering van c) hoort nog bij februari, en
    wat op 1 maart eindigt (de tweede voorziening) bij maart."""
    spec("volledigheid_pct", periode="2024-02-29..2024-02-29", **CASE, teller=13, noemer=23)
    spec("volledigheid_pct", periode="2024-03-01..2024-03-01", **CASE, teller=12, noemer=16)
    spec("volledigheid_pct", periode="2024-03-02..2024-03-31", **CASE, teller=12, noemer=15)


RETURNED = """
persoon_id | leefvorm      | reden_instroom | consulent | ingangsdatum | einddatum
a          | alleenstaande | 11             | K01       | 2023-01-01   | 2024-03-05
a          | alleenstaande | 11             |           | 2024-03-20   |
"""


def test_a_person_is_one_record(spec):
    """Wie eindigt en terugkomt heeft twee uitkeringen (drie en twee velden gevuld) maar is een
    persoon (vier velden)."""
    spec("volledigheid_pct", periode="2024-03", personen=PERSONS, uitkeringen=RETURNED,
         teller=9, noemer=10, waarde=90)  # fmt: skip


ELSEWHERE = """
uitkering_id | persoon_id | leefvorm      | reden_instroom | consulent | ingangsdatum | einddatum
1            | a          | alleenstaande | 11             | K01       | 2023-01-01   | 2024-03-15
2            | a          | alleenstaande | 11             | K02       | 2024-03-16   |
3            | b          | alleenstaande |                | K01       | 2023-01-01   | 2024-03-15
"""


def test_filled_by_case_worker(spec):
    """Het dossier hoort bij de consulent van de laatste dag van de periode, of van de dag waarop
    het eindigde. De persoon en de lopende voorziening van a horen dus bij K02, de eerste uitkering
    van a en de voorziening die op 1 maart eindigde bij K01. Zo is te zien waar het werk ligt."""
    case = {"periode": "2024-03", "personen": PERSONS, "uitkeringen": ELSEWHERE, "per": "consulent"}
    spec("volledigheid_pct", **case, categorie="K01", teller=7, noemer=10, waarde=70)
    case["voorzieningen"] = SUPPORT
    spec("volledigheid_pct", **case, categorie="K01", teller=7, noemer=11)
    spec("volledigheid_pct", **case, categorie="K02", teller=8, noemer=8, waarde=100)


def test_what_the_export_does_not_have(spec):
    """Een tabel die niet in de export staat, telt niet mee en wordt bij het oordeel genoemd."""
    spec("volledigheid_pct", periode="2024-03", uitkeringen=BENEFITS, teller=5, noemer=6,
         oordeel="niet in de export: personen.geslacht, personen.statushouder, "
         "personen.opleidingsniveau, personen.wijk, voorzieningen.aanbieder")  # fmt: skip


def test_no_records(spec):
    """Is er geen enkel dossier, dan is er geen aandeel. Zonder uitkeringen is er geen cijfer."""
    spec("volledigheid_pct", periode="2020", **CASE, teller=0, noemer=0)
    spec("volledigheid_pct", periode="2024-03", personen=PERSONS,
         niet_berekend="tabel `uitkeringen` ontbreekt")  # fmt: skip
