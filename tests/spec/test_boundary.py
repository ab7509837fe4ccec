"""De grensconventie

Een einddatum is de laatste dag met recht op bijstand. De stand is altijd de stand aan het einde
van een dag: wie er die dag al was en de volgende dag nog steeds. Daardoor klopt voor elke periode
en elke groep: stand begin + instroom - uitstroom + herindeling = stand eind.
"""

LAST_DAY = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   | 2024-03-31
"""


def test_an_end_on_the_last_day_is_outflow_of_that_period(spec):
    """Wie stopt op de laatste dag van de maand, is uitstroom van die maand en telt aan het eind
    van die dag niet meer mee in de stand."""
    spec("stand_begin", periode="2024-03", uitkeringen=LAST_DAY, teller=1)
    spec("uitstroom", periode="2024-03", uitkeringen=LAST_DAY, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=LAST_DAY, teller=0)
    spec("uitstroom", periode="2024-04", uitkeringen=LAST_DAY, teller=0)


DAY_LATER = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   | 2024-04-01
"""


def test_an_end_a_day_later_belongs_to_the_next_period(spec):
    """Een dag later stoppen is een maand later tellen: op 31 maart is er ook de volgende dag nog
    recht, dus de uitkering zit dan nog in de stand."""
    spec("uitstroom", periode="2024-03", uitkeringen=DAY_LATER, teller=0)
    spec("stand_eind", periode="2024-03", uitkeringen=DAY_LATER, teller=1)
    spec("uitstroom", periode="2024-04", uitkeringen=DAY_LATER, teller=1)


FIRST_DAY = """
uitkering_id | ingangsdatum | einddatum
1            | 2024-03-01   |
"""


def test_a_start_on_the_first_day_is_inflow_of_that_period(spec):
    """Wie begint op de eerste dag van de maand, is instroom van die maand en zit niet in de stand
    aan het begin."""
    spec("stand_begin", periode="2024-03", uitkeringen=FIRST_DAY, teller=0)
    spec("instroom", periode="2024-03", uitkeringen=FIRST_DAY, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=FIRST_DAY, teller=1)
    spec("instroom", periode="2024-02", uitkeringen=FIRST_DAY, teller=0)


STARTS_LAST_DAY = """
uitkering_id | ingangsdatum | einddatum
1            | 2024-03-31   |
"""


def test_a_start_on_the_last_day_is_in_the_stock_of_that_day(spec):
    """Wie begint op de laatste dag van de maand, is instroom en zit die dag al in de stand."""
    spec("instroom", periode="2024-03", uitkeringen=STARTS_LAST_DAY, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=STARTS_LAST_DAY, teller=1)


IN_AND_OUT = """
uitkering_id | ingangsdatum | einddatum
1            | 2024-03-04   | 2024-03-25
"""


def test_in_and_out_within_a_period_counts_as_both(spec):
    """Wie in dezelfde periode begint en stopt, telt als instroom en als uitstroom en zit in geen
    van beide standen."""
    spec("stand_begin", periode="2024-03", uitkeringen=IN_AND_OUT, teller=0)
    spec("instroom", periode="2024-03", uitkeringen=IN_AND_OUT, teller=1)
    spec("uitstroom", periode="2024-03", uitkeringen=IN_AND_OUT, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=IN_AND_OUT, teller=0)


OPEN = """
uitkering_id | ingangsdatum | einddatum
1            | 2019-01-01   |
"""


def test_an_open_end_keeps_running(spec):
    """Een lege einddatum betekent: loopt nog. Zo'n uitkering blijft in elke stand."""
    spec("stand_eind", periode="2024-03", uitkeringen=OPEN, teller=1)
    spec("stand_eind", periode="2031", uitkeringen=OPEN, teller=1)
    spec("uitstroom", periode="2019-01-01..2031-12-31", uitkeringen=OPEN, teller=0)


ONE_DAY = """
uitkering_id | ingangsdatum | einddatum
1            | 2024-03-12   | 2024-03-12
2            | 2024-03-12   | 2024-03-13
"""


def test_a_benefit_of_one_day_is_annulled(spec):
    """Een uitkering die eindigt op de dag waarop ze begint, is ingetrokken. Ze wordt bij het
    inlezen weggelaten en in de controle genoemd; hier telt alleen de tweede rij."""
    spec("instroom", periode="2024-03", uitkeringen=ONE_DAY, teller=1)
    spec("uitstroom", periode="2024-03", uitkeringen=ONE_DAY, teller=1)
    spec("instroom_personen", periode="2024-03", uitkeringen=ONE_DAY, teller=1)


def test_the_stock_of_the_eve_is_the_stock_of_the_end_before(spec):
    """De stand aan het begin van april is de stand aan het eind van maart."""
    spec("stand_eind", periode="2024-03", uitkeringen=DAY_LATER, teller=1)
    spec("stand_begin", periode="2024-04", uitkeringen=DAY_LATER, teller=1)
    spec("stand_eind", periode="2024-03", uitkeringen=LAST_DAY, teller=0)
    spec("stand_begin", periode="2024-04", uitkeringen=LAST_DAY, teller=0)


MONTH = """
uitkering_id | ingangsdatum | einddatum
1            | 2023-05-01   | 2024-03-31
2            | 2024-03-01   |
3            | 2024-03-04   | 2024-03-25
4            | 2023-05-01   |
5            | 2024-03-31   |
"""


def test_begin_plus_in_minus_out_is_end(spec):
    """Stand begin + instroom - uitstroom = stand eind: 2 + 3 - 2 = 3."""
    spec("stand_begin", periode="2024-03", uitkeringen=MONTH, teller=2)
    spec("instroom", periode="2024-03", uitkeringen=MONTH, teller=3)
    spec("uitstroom", periode="2024-03", uitkeringen=MONTH, teller=2)
    spec("herindeling", periode="2024-03", uitkeringen=MONTH, teller=0)
    spec("stand_eind", periode="2024-03", uitkeringen=MONTH, teller=3)


BIRTHDAY = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2024-03-01   | 2024-03-20
c          | 2024-03-05   |
"""
BORN = """
persoon_id | geboortedatum
a          | 1997-03-15
b          | 1997-03-10
c          | 1990-01-01
"""


def test_a_birthday_moves_somebody_to_another_group(spec):
    """Wie in de periode 27 wordt, gaat van de ene leeftijdsgroep naar de andere. Dat is geen in-
    of uitstroom maar herindeling: 1 + 1 - 0 - 2 = 0 en 0 + 1 - 1 + 2 = 2."""
    case = {"periode": "2024-03", "per": "leeftijdsgroep"}
    case |= {"uitkeringen": BIRTHDAY, "personen": BORN}
    spec("stand_begin", **case, tellers={"<27": 1})
    spec("instroom", **case, tellers={"<27": 1, "27-44": 1})
    spec("uitstroom", **case, tellers={"27-44": 1})
    spec("herindeling", **case, tellers={"<27": -2, "27-44": 2})
    spec("stand_eind", **case, tellers={"27-44": 2})


NEW_CLASS = """
persoon_id | begindatum | einddatum  | loonwaarde_pct
a          | 2023-01-01 | 2024-03-14 | 35
a          | 2024-03-15 |            | 60
b          | 2023-01-01 | 2024-03-10 | 80
"""
TWO_PERSONS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   | 2024-03-31
"""


def test_a_new_wage_class_moves_somebody_to_another_group(spec):
    """Ook per loonwaardeklasse klopt de optelling. Van a verandert de klasse; die van b loopt af
    en is daarna onbekend, en uit die groep stroomt b uit."""
    case = {"periode": "2024-03", "per": "loonwaardeklasse"}
    case |= {"uitkeringen": TWO_PERSONS, "arbeidsvermogen": NEW_CLASS}
    spec("stand_begin", **case, tellers={"0-40": 1, "70-100": 1})
    spec("instroom", **case, tellers={})
    spec("uitstroom", **case, tellers={"onbekend": 1})
    spec("herindeling", **case, tellers={"0-40": -1, "40-70": 1, "70-100": -1, "onbekend": 1})
    spec("stand_eind", **case, tellers={"40-70": 1})


CHANGE_ON_FIRST = """
persoon_id | begindatum | einddatum  | loonwaarde_pct
a          | 2023-01-01 | 2024-02-29 | 35
a          | 2024-03-01 |            | 60
"""
ONE_PERSON = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
"""


def test_a_change_on_the_first_day_belongs_to_the_period(spec):
    """De stand aan het begin kijkt naar de dag ervoor. Een nieuwe klasse op de eerste dag is dus
    herindeling van deze periode."""
    case = {"per": "loonwaardeklasse", "uitkeringen": ONE_PERSON}
    case |= {"arbeidsvermogen": CHANGE_ON_FIRST}
    spec("stand_begin", periode="2024-03", **case, tellers={"0-40": 1})
    spec("herindeling", periode="2024-03", **case, tellers={"0-40": -1, "40-70": 1})
    spec("herindeling", periode="2024-02", **case, tellers={})
