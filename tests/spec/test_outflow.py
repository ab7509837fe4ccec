"""Uitstroom

Wie in de periode stopt, en waarom.
"""

BENEFITS = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2023-01-01   | 2024-03-15 | 11
2            | b          | 2023-01-01   | 2024-03-20 | 32
3            | c          | 2024-03-04   | 2024-03-25 | 01
4            | d          | 2023-01-01   | 2024-03-31 | 31
5            | e          | 2023-01-01   | 2024-04-02 | 11
6            | f          | 2023-01-01   |            |
"""


def test_benefits_that_end(spec):
    """Elke uitkering met een einddatum in de periode telt, om welke reden ook en ook als ze in
    dezelfde periode begon (3)."""
    spec("uitstroom", periode="2024-03", uitkeringen=BENEFITS, teller=4)


BORDERS = """
persoon_id | ingangsdatum | einddatum  | reden_uitstroom
a          | 2023-01-01   | 2024-02-29 | 11
b          | 2023-01-01   | 2024-03-01 | 11
c          | 2023-01-01   | 2024-03-31 | 11
d          | 2023-01-01   | 2024-04-01 | 11
"""


def test_the_first_and_the_last_day_count(spec):
    """De eerste en de laatste dag van de periode tellen mee: b en c."""
    spec("uitstroom", periode="2024-03", uitkeringen=BORDERS, teller=2)
    spec("uitstroom_personen", periode="2024-03", uitkeringen=BORDERS, teller=2)


RUNNING = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
"""


def test_nobody_leaves(spec):
    """Stopt er niemand, dan is elke uitstroom 0."""
    case = {"periode": "2024-03", "uitkeringen": RUNNING, "teller": 0}
    spec("uitstroom", **case)
    spec("uitstroom_werk", **case)
    spec("uitstroom_onderwijs", **case)
    spec("uitstroom_handhaving", **case)
    spec("uitstroom_naar_reden", **case)
    spec("uitstroom_personen", **case)
    spec("uitstroom_werk_personen", **case)
    spec("uitstroom_onderwijs_personen", **case)
    spec("uitstroom_handhaving_personen", **case)
    spec("uitstroom_naar_reden_personen", **case)


COUPLE = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | client  | 2023-01-01   | 2024-03-15 | 11
1            | b          | partner | 2023-01-01   | 2024-03-15 | 97
2            | c          | client  | 2023-01-01   | 2024-03-10 | 14
3            | c          | client  | 2024-03-11   |            |
4            | d          | client  | 2023-01-01   | 2024-03-20 | 01
5            | e          | client  | 2023-01-01   | 2024-03-31 | 34
"""


def test_persons_that_leave(spec):
    """Een persoon stroomt uit als zijn samengevoegde periode eindigt: a, b, d en e. Uitkering 2
    eindigt ook, maar c gaat de volgende dag door."""
    spec("uitstroom_personen", periode="2024-03", uitkeringen=COUPLE, teller=4)
    spec("uitstroom", periode="2024-03", uitkeringen=COUPLE, teller=4)


def test_benefits_that_end_through_work(spec):
    """Alleen wie stopt vanwege werk telt; verhuizing, onderwijs en handhaving niet."""
    spec("uitstroom_werk", periode="2024-03", uitkeringen=BENEFITS, teller=1)


WORK_CODES = """
persoon_id | ingangsdatum | einddatum  | reden_uitstroom
a          | 2023-01-01   | 2024-03-01 | 11
b          | 2023-01-01   | 2024-03-31 | 13
c          | 2023-01-01   | 2024-03-31 | 14
d          | 2023-01-01   | 2024-03-31 |
e          | 2023-01-01   | 2024-04-01 | 11
"""


def test_work_is_a_job_or_an_own_business(spec):
    """Code 11 (dienstbetrekking) en 13 (eigen bedrijf) zijn werk. Niet ingevuld is geen werk, en
    een einde op 1 april hoort bij april."""
    spec("uitstroom_werk", periode="2024-03", uitkeringen=WORK_CODES, teller=2)
    spec("uitstroom_werk_personen", periode="2024-03", uitkeringen=WORK_CODES, teller=2)


def test_persons_that_leave_through_work(spec):
    """Bij personen telt de eigen reden: de client vond werk (11), bij de partner staat "oorzaak
    bij partner" (97)."""
    spec("uitstroom_werk_personen", periode="2024-03", uitkeringen=COUPLE, teller=1)


def test_benefits_that_end_through_education(spec):
    """Onderwijs is code 01."""
    spec("uitstroom_onderwijs", periode="2024-03", uitkeringen=BENEFITS, teller=1)


def test_persons_that_leave_through_education(spec):
    """Ook bij personen is onderwijs code 01; hier is dat d."""
    spec("uitstroom_onderwijs_personen", periode="2024-03", uitkeringen=COUPLE, teller=1)


EDUCATION_CODES = """
persoon_id | ingangsdatum | einddatum  | reden_uitstroom
a          | 2023-01-01   | 2024-03-01 | 01
b          | 2023-01-01   | 2024-03-31 | 01
c          | 2023-01-01   | 2024-03-31 | 06
d          | 2023-01-01   | 2024-02-29 | 01
"""


def test_education_to_the_day(spec):
    """Wie onderwijs kan volgen maar dat niet doet (06), valt onder handhaving en niet onder
    onderwijs."""
    spec("uitstroom_onderwijs", periode="2024-03", uitkeringen=EDUCATION_CODES, teller=2)
    spec("uitstroom_onderwijs_personen", periode="2024-03", uitkeringen=EDUCATION_CODES, teller=2)
    spec("uitstroom_handhaving", periode="2024-03", uitkeringen=EDUCATION_CODES, teller=1)


def test_benefits_that_end_through_enforcement(spec):
    """Handhaving is code 06, 31, 34 of 35; hier code 31 op de laatste dag van de maand."""
    spec("uitstroom_handhaving", periode="2024-03", uitkeringen=BENEFITS, teller=1)


def test_persons_that_leave_through_enforcement(spec):
    """Ook bij personen is code 34 handhaving; hier is dat e."""
    spec("uitstroom_handhaving_personen", periode="2024-03", uitkeringen=COUPLE, teller=1)


ENFORCEMENT_CODES = """
persoon_id | ingangsdatum | einddatum  | reden_uitstroom
a          | 2023-01-01   | 2024-03-01 | 06
b          | 2023-01-01   | 2024-03-10 | 31
c          | 2023-01-01   | 2024-03-10 | 34
d          | 2023-01-01   | 2024-03-31 | 35
e          | 2023-01-01   | 2024-03-31 | 05
f          | 2023-01-01   | 2024-04-01 | 31
"""


def test_enforcement_has_four_codes(spec):
    """Detentie (05) is geen handhaving."""
    spec("uitstroom_handhaving", periode="2024-03", uitkeringen=ENFORCEMENT_CODES, teller=4)
    spec("uitstroom_handhaving_personen", periode="2024-03", uitkeringen=ENFORCEMENT_CODES,
         teller=4)  # fmt: skip


def test_benefits_by_reason(spec):
    """Elke uitstroom staat bij precies één groep van redenen; samen zijn die het totaal."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "per": "reden_uitstroom"}
    groups = {"werk": 1, "verhuizing": 1, "onderwijs": 1, "handhaving": 1}
    spec("uitstroom_naar_reden", **case, tellers=groups)
    spec("uitstroom_naar_reden", periode="2024-03", uitkeringen=BENEFITS, teller=4)
    spec("uitstroom", **case, tellers=groups)


ALL_REASONS = """
ingangsdatum | einddatum  | reden_uitstroom
2023-01-01   | 2024-03-01 | 15
2023-01-01   | 2024-03-01 | 17
2023-01-01   | 2024-03-01 | 18
2023-01-01   | 2024-03-01 | 19
2023-01-01   | 2024-03-01 | 02
2023-01-01   | 2024-03-01 | 03
2023-01-01   | 2024-03-01 | 33
2023-01-01   | 2024-03-01 | 04
2023-01-01   | 2024-03-31 | 97
2023-01-01   | 2024-03-31 | 05
2023-01-01   | 2024-03-31 | 07
2023-01-01   | 2024-03-31 | 98
2023-01-01   | 2024-03-31 |
2023-01-01   | 2024-03-31 | 88
"""


def test_every_code_has_one_group(spec):
    """Niet ingevuld en een code die het profiel niet kent zijn onbekend. Niets valt weg."""
    groups = {
        "andere_uitkering": 1, "ander_inkomen": 3, "relatie": 1, "aow": 1, "verhuizing": 1,
        "overlijden": 1, "partner": 1, "overig": 3, "onbekend": 2,
    }  # fmt: skip
    spec("uitstroom_naar_reden", periode="2024-03", uitkeringen=ALL_REASONS,
         per="reden_uitstroom", tellers=groups)  # fmt: skip
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=ALL_REASONS,
         per="reden_uitstroom", tellers=groups)  # fmt: skip


def test_persons_by_reason(spec):
    """Bij personen telt de reden op de eigen rij: bij de partner is dat de groep partner."""
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=COUPLE,
         per="reden_uitstroom",
         tellers={"werk": 1, "partner": 1, "onderwijs": 1, "handhaving": 1})  # fmt: skip
    spec("uitstroom_naar_reden_personen", periode="2024-03", uitkeringen=COUPLE, teller=4)


def test_the_share_of_work(spec):
    """Van de vier uitkeringen die stopten, stopte er één door werk: 25%."""
    spec("uitstroom_werk_aandeel", periode="2024-03", uitkeringen=BENEFITS,
         teller=1, noemer=4, waarde=25)  # fmt: skip


def test_the_share_of_work_to_the_day(spec):
    """Alleen wie van 1 tot en met 31 maart stopte, telt in teller en noemer."""
    spec("uitstroom_werk_aandeel", periode="2024-03", uitkeringen=WORK_CODES,
         teller=2, noemer=4, waarde=50)  # fmt: skip


def test_a_share_of_nothing_is_empty(spec):
    """Stopte er niemand, dan is er geen aandeel: te weinig gegevens, en niet 0%."""
    spec("uitstroom_werk_aandeel", periode="2024-03", uitkeringen=RUNNING, teller=0, noemer=0)
