"""Doorstroom

Wie stond waar op de ladder aan het begin van de periode, en waar aan het eind?
"""

PERSONS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   | 2024-03-15
d          | 2024-03-10   |
e          | 2023-01-01   |
"""
LADDER = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-09
a          | Meedoen   | 2024-03-10 |
b          | Meedoen   | 2023-01-01 |
c          | Werkfit   | 2023-01-01 |
d          | Zorg      | 2024-03-10 |
e          | Werkfit   | 2024-03-20 |
"""


def test_from_where_to_where(spec):
    """De stap van a is Zorg|Meedoen, b bleef op zijn plaats en van e was de plaats eerst onbekend.
    Wie kwam (d), staat bij instroom; wie ging (c), bij uitstroom."""
    cells = {
        "Zorg|Meedoen": 1, "Meedoen|Meedoen": 1, "onbekend|Werkfit": 1,
        "instroom|Zorg": 1, "Werkfit|uitstroom": 1,
    }  # fmt: skip
    spec("doorstroom", periode="2024-03", uitkeringen=PERSONS, categorieen=LADDER,
         per="van|naar", tellers=cells)  # fmt: skip


def test_the_total_is_who_was_there_at_both_moments(spec):
    """Het totaal is wie op beide momenten in de bijstand was: a, b en e. Rijen en kolommen tellen
    op tot de standen: 4 aan het begin en 4 aan het eind."""
    case = {"periode": "2024-03", "uitkeringen": PERSONS}
    spec("doorstroom", **case, categorieen=LADDER, teller=3)
    spec("stand_begin_personen", **case, teller=4)
    spec("stand_personen", **case, teller=4)


BORDERS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   | 2024-02-29
b          | 2023-01-01   | 2024-03-31
c          | 2024-03-01   |
d          | 2023-01-01   |
"""
BORDER_LADDER = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 |
b          | Zorg      | 2023-01-01 |
c          | Zorg      | 2023-01-01 |
d          | Zorg      | 2023-01-01 | 2024-02-29
d          | Meedoen   | 2024-03-01 | 2024-03-30
d          | Werkfit   | 2024-03-31 |
"""


def test_the_two_moments_to_the_day(spec):
    """De momenten zijn het einde van 29 februari en van 31 maart. Wie op 29 februari stopt (a),
    hoort er niet bij; de tussenstap van d is niet te zien."""
    spec("doorstroom", periode="2024-03", uitkeringen=BORDERS, categorieen=BORDER_LADDER,
         per="van|naar",
         tellers={"Zorg|uitstroom": 1, "instroom|Zorg": 1, "Zorg|Werkfit": 1})  # fmt: skip


AWAY = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2023-01-01   | 2024-03-05
2            | a          | 2024-03-20   |
3            | b          | 2024-03-05   | 2024-03-20
"""


def test_who_left_and_returned_was_there_at_both_moments(spec):
    """Wie tussendoor weg was (a), was er op beide momenten; wie in de periode kwam en weer ging
    (b), op geen van beide. Instroom en uitstroom tellen die wel."""
    case = {"periode": "2024-03", "uitkeringen": AWAY}
    spec("doorstroom", **case, categorieen=BORDER_LADDER, per="van|naar",
         tellers={"Zorg|Zorg": 1})  # fmt: skip
    spec("instroom_personen", **case, teller=2)
    spec("uitstroom_personen", **case, teller=2)


CAPACITY = """
persoon_id | begindatum | einddatum  | loonwaarde_pct
a          | 2023-01-01 | 2024-03-09 | 35
a          | 2024-03-10 |            | 40
b          | 2023-01-01 |            | 100
"""


def test_a_ladder_of_wage_values(spec):
    """In het profiel van Uithoorn is de ladder de loonwaarde: a ging van 0-40 naar 40-70."""
    cells = {
        "0-40|40-70": 1, "100+|100+": 1, "onbekend|onbekend": 1,
        "onbekend|uitstroom": 1, "instroom|onbekend": 1,
    }  # fmt: skip
    spec("doorstroom", periode="2024-03", profiel="uithoorn", uitkeringen=PERSONS,
         arbeidsvermogen=CAPACITY, per="van|naar", tellers=cells)  # fmt: skip


def test_nobody_on_the_ladder(spec):
    """Is er niemand in de bijstand, dan is elke cel 0."""
    case = {"periode": "2020", "uitkeringen": PERSONS, "categorieen": LADDER}
    spec("doorstroom", **case, teller=0)
    spec("doorstroom", **case, per="van|naar", tellers={})
