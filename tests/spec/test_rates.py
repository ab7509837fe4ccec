"""Stromen als percentage

Een percentage heeft altijd een noemer met een naam. De keuze maakt veel uit: dezelfde instroom is
hieronder 50%, 100%, 75% of 67%.
"""

QUARTER = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   |
2            | 2023-05-01   | 2024-02-10
3            | 2024-01-15   |
4            | 2024-03-05   |
"""


def test_the_usual_denominator_of_inflow(spec):
    """Gebruikelijk is de noemer van het CBS: de stand aan het begin (2) plus de instroom (2)."""
    spec("instroom_pct", periode="2024-Q1", uitkeringen=QUARTER, teller=2, noemer=4, waarde=50)


def test_the_usual_denominator_of_outflow(spec):
    """Ook voor de uitstroom is de noemer de stand aan het begin plus de instroom: wie er in de
    periode uit kon stromen."""
    spec("uitstroom_pct", periode="2024-Q1", uitkeringen=QUARTER, teller=1, noemer=4, waarde=25)


def test_the_four_denominators_of_inflow(spec):
    """De noemer kan ook de stand aan het begin zijn (2), het gemiddelde van de standen aan elk
    maandeinde (3, 2 en 3) of de stand aan het eind (3)."""
    case = {"periode": "2024-Q1", "uitkeringen": QUARTER, "teller": 2}
    spec("instroom_pct;noemer=cbs", **case, noemer=4, waarde=50)
    spec("instroom_pct;noemer=begin", **case, noemer=2, waarde=100)
    spec("instroom_pct;noemer=gemiddeld", **case, noemer=8 / 3, waarde=75)
    spec("instroom_pct;noemer=ultimo", **case, noemer=3, waarde=66.7)


def test_the_four_denominators_of_outflow(spec):
    """Dezelfde vier noemers gelden voor de uitstroom."""
    case = {"periode": "2024-Q1", "uitkeringen": QUARTER, "teller": 1}
    spec("uitstroom_pct;noemer=cbs", **case, noemer=4, waarde=25)
    spec("uitstroom_pct;noemer=begin", **case, noemer=2, waarde=50)
    spec("uitstroom_pct;noemer=gemiddeld", **case, noemer=8 / 3, waarde=37.5)
    spec("uitstroom_pct;noemer=ultimo", **case, noemer=3, waarde=33.3)


BORDERS = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   | 2024-02-29
2            | 2023-05-01   | 2024-03-31
3            | 2024-03-01   |
4            | 2024-03-31   |
5            | 2024-04-01   |
"""


def test_rates_to_the_day(spec):
    """Uitkering 1 stopt voor de periode en 5 begint erna: die tellen nergens mee. Stand begin is
    1, instroom 2, uitstroom 1 en stand eind 2."""
    case = {"periode": "2024-03", "uitkeringen": BORDERS}
    spec("instroom_pct", **case, teller=2, noemer=3, waarde=66.7)
    spec("uitstroom_pct", **case, teller=1, noemer=3, waarde=33.3)
    spec("uitstroom_pct;noemer=begin", **case, teller=1, noemer=1, waarde=100)
    spec("uitstroom_pct;noemer=gemiddeld", **case, teller=1, noemer=2, waarde=50)


def test_a_rate_per_group(spec):
    """Per groep staan teller en noemer van die groep tegenover elkaar."""
    by_scheme = """
    regeling | ingangsdatum | einddatum
    PW       | 2023-01-01   | 2024-03-10
    PW       | 2023-01-01   |
    IOAW     | 2023-01-01   |
    """
    case = {"periode": "2024-03", "uitkeringen": by_scheme, "per": "regeling"}
    spec("uitstroom_pct", **case, categorie="PW", teller=1, noemer=2, waarde=50)
    spec("uitstroom_pct", **case, categorie="IOAW", teller=0, noemer=1, waarde=0)
    spec("uitstroom_pct", **case, categorie="BBZ", teller=0, noemer=0)


NOBODY = """
uitkering_id | ingangsdatum | einddatum
1            | 2020-01-01   | 2021-12-31
"""


def test_a_rate_of_nothing_is_empty(spec):
    """Is de noemer 0, dan is er geen percentage: te weinig gegevens."""
    case = {"periode": "2024-03", "uitkeringen": NOBODY, "teller": 0, "noemer": 0}
    spec("instroom_pct", **case)
    spec("uitstroom_pct", **case)
    spec("instroom_pct;noemer=begin", **case)
    spec("volume_pct", **case)


def test_growth(spec):
    """De groei is het verschil tussen stand eind (3) en stand begin (2), als percentage van de
    stand aan het begin."""
    spec("volume_pct", periode="2024-Q1", uitkeringen=QUARTER, teller=1, noemer=2, waarde=50)


SHRINKING = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   | 2024-03-31
2            | 2023-05-01   | 2024-04-01
3            | 2024-03-04   | 2024-03-25
"""


def test_growth_to_the_day(spec):
    """Een kleiner bestand is negatieve groei. Wie op 31 maart stopt (1), is dan al weg; wie in de
    periode kwam en ging (3), doet niet mee."""
    spec("volume_pct", periode="2024-03", uitkeringen=SHRINKING, teller=-1, noemer=2, waarde=-50)
