"""Uitstroom binnen een jaar

Om te weten wie binnen een jaar weer uitstroomt, moet iedereen een jaar gevolgd zijn. Daarom gaat
dit cijfer over wie instroomde in de twaalf maanden die een jaar voor de peildatum eindigden.
"""

COHORT = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-01-01   | 2023-06-30
2            | 2023-05-01   |
3            | 2023-12-31   | 2024-12-30
4            | 2024-01-01   | 2024-03-31
5            | 2022-12-31   | 2023-03-31
"""


def test_of_who_came_a_year_before(spec):
    """Op peildatum 31 december 2024 gaat het over de instroom van 2023: uitkering 1, 2 en 3.
    Daarvan stopten 1 en 3 binnen 365 dagen."""
    spec("uitstroom_eerste_jaar", periode="2024", uitkeringen=COHORT,
         teller=2, noemer=3, waarde=66.7)  # fmt: skip


def test_only_the_end_of_the_period_matters(spec):
    """Alleen de peildatum telt, niet het begin van de periode."""
    case = {"uitkeringen": COHORT, "teller": 2, "noemer": 3}
    spec("uitstroom_eerste_jaar", periode="2024-12", **case)
    spec("uitstroom_eerste_jaar", periode="2024-Q4", **case)


A_YEAR = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-01-01   | 2024-01-01
2            | 2023-01-01   | 2024-01-02
"""


def test_a_year_is_365_days(spec):
    """Van 1 januari 2023 tot 1 januari 2024 is 365 dagen: dat telt. Een dag langer telt niet."""
    spec("uitstroom_eerste_jaar", periode="2024", uitkeringen=A_YEAR,
         teller=1, noemer=2, waarde=50)  # fmt: skip


MONTH_ENDS = """
uitkering_id | ingangsdatum | einddatum
1            | 2024-02-29   | 2024-06-30
2            | 2024-03-01   | 2024-06-30
3            | 2023-02-28   | 2023-06-30
4            | 2023-03-01   |
"""


def test_the_window_runs_from_month_end_to_month_end(spec):
    """Een maandeinde blijft een maandeinde: op peildatum 28 februari 2025 loopt het venster van
    1 maart 2023 tot en met 29 februari 2024. Uitkering 1 en 4 horen erbij."""
    spec("uitstroom_eerste_jaar", periode="2025-02", uitkeringen=MONTH_ENDS,
         teller=1, noemer=2, waarde=50)  # fmt: skip


def test_nobody_in_the_window(spec):
    """Stroomde er in het venster niemand in, dan is er geen percentage."""
    spec("uitstroom_eerste_jaar", periode="2030", uitkeringen=COHORT, teller=0, noemer=0)
