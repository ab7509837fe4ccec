"""De stand

Hoeveel uitkeringen, of personen, er zijn aan het einde van een dag.
"""

BENEFITS = """
uitkering_id | ingangsdatum | einddatum
1            | 2022-06-01   |
2            | 2023-02-01   | 2024-03-15
3            | 2024-03-01   |
4            | 2024-03-20   |
5            | 2021-01-01   | 2023-12-31
"""


def test_benefits_at_the_beginning(spec):
    """De stand aan het begin van maart is wie er eind februari was: uitkering 1 en 2."""
    spec("stand_begin", periode="2024-03", uitkeringen=BENEFITS, teller=2)


def test_benefits_at_the_end(spec):
    """De stand aan het eind van maart is wie er op 31 maart was en op 1 april nog steeds:
    uitkering 1, 3 en 4."""
    spec("stand_eind", periode="2024-03", uitkeringen=BENEFITS, teller=3)


BORDERS = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-01-01   | 2024-02-29
2            | 2023-01-01   | 2024-03-01
3            | 2024-02-29   |
4            | 2024-03-01   |
5            | 2023-01-01   | 2024-03-31
6            | 2023-01-01   | 2024-04-01
7            | 2024-03-31   |
8            | 2024-04-01   |
"""


def test_the_beginning_to_the_day(spec):
    """Wie op 29 februari stopt (1), hoort niet bij de stand aan het begin van maart; wie die dag
    begint (3), wel. Uitkering 2, 3, 5 en 6 tellen."""
    spec("stand_begin", periode="2024-03", uitkeringen=BORDERS, teller=4)


def test_the_end_to_the_day(spec):
    """Wie op 31 maart stopt (5), hoort niet bij de stand aan het eind; wie die dag begint (7), wel.
    Uitkering 3, 4, 6 en 7 tellen."""
    spec("stand_eind", periode="2024-03", uitkeringen=BORDERS, teller=4)


LATER = """
uitkering_id | ingangsdatum | einddatum
1            | 2025-01-01   |
2            | 2020-01-01   | 2022-12-31
"""


def test_no_stock_is_zero(spec):
    """Is er niemand, dan is de stand 0 en niet leeg."""
    spec("stand_begin", periode="2024-03", uitkeringen=LATER, teller=0)
    spec("stand_eind", periode="2024-03", uitkeringen=LATER, teller=0)
    spec("stand_begin_personen", periode="2024-03", uitkeringen=LATER, teller=0)
    spec("stand_personen", periode="2024-03", uitkeringen=LATER, teller=0)


PERSONS = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | client  | 2022-06-01   |
1            | b          | partner | 2022-06-01   |
2            | c          | client  | 2023-02-01   | 2024-03-15
3            | d          | client  | 2024-03-01   |
4            | d          | client  | 2024-03-20   |
"""


def test_persons_at_the_beginning(spec):
    """Personen tellen over alle rollen: a, b en c."""
    spec("stand_begin_personen", periode="2024-03", uitkeringen=PERSONS, teller=3)


def test_persons_at_the_end(spec):
    """Iemand met twee uitkeringen (d) telt één keer: a, b en d."""
    spec("stand_personen", periode="2024-03", uitkeringen=PERSONS, teller=3)
    spec("stand_personen", periode="2024-03", uitkeringen=PERSONS,
         per="rol", tellers={"client": 2, "partner": 1})  # fmt: skip


PERSON_BORDERS = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2023-01-01   | 2024-03-31
2            | a          | 2024-04-01   |
3            | b          | 2023-01-01   | 2024-03-31
4            | b          | 2024-04-02   |
"""


def test_persons_at_a_border(spec):
    """Wie op 1 april doorgaat (a), zit op 31 maart in de stand. Wie er een dag tussenuit is (b),
    niet."""
    spec("stand_personen", periode="2024-03", uitkeringen=PERSON_BORDERS, teller=1)
    spec("stand_begin_personen", periode="2024-04", uitkeringen=PERSON_BORDERS, teller=1)
