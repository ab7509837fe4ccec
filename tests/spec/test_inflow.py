"""Instroom

Wie in de periode begint.
"""

BENEFITS = """
uitkering_id | ingangsdatum | einddatum  | reden_instroom
1            | 2023-05-01   |            | 11
2            | 2024-03-04   |            | 11
3            | 2024-03-11   | 2024-03-25 | 02
4            | 2024-04-02   |            | 13
"""


def test_benefits_that_start(spec):
    """Elke uitkering die in de periode begint, telt, ook als ze in dezelfde periode weer stopt
    (3)."""
    spec("instroom", periode="2024-03", uitkeringen=BENEFITS, teller=2)


BORDERS = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2024-02-29   |
2            | b          | 2024-03-01   |
3            | c          | 2024-03-31   |
4            | d          | 2024-04-01   |
"""


def test_the_first_and_the_last_day_count(spec):
    """De eerste en de laatste dag van de periode tellen mee: b en c."""
    spec("instroom", periode="2024-03", uitkeringen=BORDERS, teller=2)
    spec("instroom_personen", periode="2024-03", uitkeringen=BORDERS, teller=2)


def test_nobody_starts(spec):
    """Begint er niemand, dan is de instroom 0."""
    spec("instroom", periode="2024-01", uitkeringen=BORDERS, teller=0)
    spec("instroom_personen", periode="2024-01", uitkeringen=BORDERS, teller=0)
    spec("instroom_naar_reden", periode="2024-01", uitkeringen=BORDERS, teller=0)
    spec("instroom_naar_reden_personen", periode="2024-01", uitkeringen=BORDERS, teller=0)


PERSONS = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum  | reden_instroom
1            | a          | client  | 2024-03-04   |            | 02
1            | b          | partner | 2024-03-04   |            | 40
2            | c          | client  | 2023-01-01   | 2024-03-10 | 11
3            | c          | client  | 2024-03-11   |            | 39
4            | d          | client  | 2023-01-01   | 2024-03-10 | 11
5            | d          | client  | 2024-03-20   |            | 13
"""


def test_persons_that_start(spec):
    """Een persoon stroomt in als zijn samengevoegde periode begint: a, b en d. Bij c sluit de
    tweede uitkering aan op de eerste."""
    spec("instroom_personen", periode="2024-03", uitkeringen=PERSONS, teller=3)
    spec("instroom", periode="2024-03", uitkeringen=PERSONS, teller=3)
    spec("instroom_personen", periode="2024-03", uitkeringen=PERSONS,
         per="rol", tellers={"client": 2, "partner": 1})  # fmt: skip


def test_benefits_by_reason(spec):
    """Elke CBS-code hoort bij een groep van redenen: 11 is werk, 02 is relatie."""
    spec("instroom_naar_reden", periode="2024-03", uitkeringen=BENEFITS,
         per="reden_instroom", tellers={"werk": 1, "relatie": 1})  # fmt: skip
    spec("instroom_naar_reden", periode="2024-03", uitkeringen=BENEFITS, teller=2)
    spec("instroom", periode="2024-03", uitkeringen=BENEFITS,
         per="reden_instroom", tellers={"werk": 1, "relatie": 1})  # fmt: skip


ALL_REASONS = """
ingangsdatum | reden_instroom
2024-03-01   | 12
2024-03-01   | 13
2024-03-01   | 01
2024-03-01   | 15
2024-03-01   | 17
2024-03-01   | 19
2024-03-01   | 40
2024-03-01   | 03
2024-03-31   | 39
2024-03-31   | 99
2024-03-31   |
2024-03-31   | 88
"""


def test_every_code_has_one_group(spec):
    """Code 99, niet ingevuld en een code die het profiel niet kent zijn onbekend. Niets valt
    weg."""
    groups = {
        "werk": 1, "zelfstandige": 1, "onderwijs": 1, "andere_uitkering": 1, "ander_inkomen": 2,
        "partner": 1, "overig": 2, "onbekend": 3,
    }  # fmt: skip
    spec("instroom_naar_reden", periode="2024-03", uitkeringen=ALL_REASONS,
         per="reden_instroom", tellers=groups)  # fmt: skip
    spec("instroom_naar_reden", periode="2024-03", uitkeringen=ALL_REASONS, teller=12)


def test_persons_by_reason(spec):
    """Bij personen telt de reden op de rij waarmee de samengevoegde periode begint; de partner
    heeft zijn eigen rij."""
    spec("instroom_naar_reden_personen", periode="2024-03", uitkeringen=PERSONS,
         per="reden_instroom",
         tellers={"relatie": 1, "partner": 1, "zelfstandige": 1})  # fmt: skip


TWO_STARTS = """
uitkering_id | persoon_id | rol     | ingangsdatum | reden_instroom
1            | a          | partner | 2024-03-01   | 40
2            | a          | client  | 2024-03-01   | 11
"""


def test_of_two_starts_on_one_day_the_client_row_gives_the_reason(spec):
    """Beginnen er op één dag twee rijen van een persoon, dan telt de reden op de rij als client."""
    spec("instroom_naar_reden_personen", periode="2024-03", uitkeringen=TWO_STARTS,
         per="reden_instroom", tellers={"werk": 1})  # fmt: skip
