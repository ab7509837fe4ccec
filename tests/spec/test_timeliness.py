"""Tijdigheid

Hoe lang na de dag zelf wordt een begin of einde van een uitkering ingevoerd?
"""

ENTERED = """
ingangsdatum | einddatum  | administratie_begin | administratie_einde
2024-02-20   |            | 2024-03-01          |
2024-01-01   | 2024-03-10 | 2024-01-20          | 2024-03-31
2024-03-25   |            | 2024-03-22          |
2024-03-01   |            | 2024-04-01          |
2024-03-01   |            |                     |
"""


def test_days_until_entry(spec):
    """In maart zijn een start na 10 dagen, een einde na 21 dagen en een start 3 dagen vooraf
    ingevoerd: de mediaan is 10. Wat in april of niet is ingevoerd, telt niet mee."""
    spec("tijdigheid_dagen", periode="2024-03", uitkeringen=ENTERED, noemer=3, waarde=10)


def test_the_day_of_entry_counts(spec):
    """De start van 1 maart die op 1 april is ingevoerd, hoort bij april; op 31 maart telt alleen
    het einde dat die dag is ingevoerd."""
    spec("tijdigheid_dagen", periode="2024-04-01..2024-04-01", uitkeringen=ENTERED,
         noemer=1, waarde=31)  # fmt: skip
    spec("tijdigheid_dagen", periode="2024-03-31..2024-03-31", uitkeringen=ENTERED,
         noemer=1, waarde=21)  # fmt: skip


COUPLE = """
uitkering_id | persoon_id | rol     | ingangsdatum | administratie_begin
1            | a          | client  | 2024-03-01   | 2024-03-05
1            | b          | partner | 2024-03-01   | 2024-03-25
"""


def test_both_rows_of_a_couple_are_entered(spec):
    """Elke rij telt: bij dit paar na 4 en na 24 dagen, de mediaan is 14."""
    spec("tijdigheid_dagen", periode="2024-03", uitkeringen=COUPLE, noemer=2, waarde=14)


def test_nothing_is_entered(spec):
    """Is er niets ingevoerd, dan is er geen mediaan."""
    spec("tijdigheid_dagen", periode="2023", uitkeringen=ENTERED, noemer=0)
