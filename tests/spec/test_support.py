"""Voorzieningen

Hoeveel voorzieningen lopen er, hoeveel zijn er gestart en wie worden ermee bereikt?
"""

SUPPORT = """
voorziening_id | persoon_id | instrument | begindatum | einddatum
1              | a          | jobcoach   | 2023-06-01 |
2              | a          | scholing   | 2024-03-04 | 2024-05-31
3              | b          | scholing   | 2024-03-11 | 2024-03-25
4              | z          | jobcoach   | 2024-02-01 |
"""


def test_instruments_that_run(spec):
    """Lopend is wat aan het eind van de periode nog loopt: 1, 2 en 4. Twee voorzieningen van één
    persoon tellen beide, en wie geen uitkering heeft (z), telt mee."""
    spec("voorzieningen_lopend", periode="2024-03", voorzieningen=SUPPORT, teller=3)
    spec("voorzieningen_lopend", periode="2024-03", voorzieningen=SUPPORT,
         per="instrument", tellers={"jobcoach": 2, "scholing": 1})  # fmt: skip


def test_instruments_that_start(spec):
    """Gestart is wat in de periode begint, ook als het alweer gestopt is: 2 en 3."""
    spec("voorzieningen_gestart", periode="2024-03", voorzieningen=SUPPORT, teller=2)


BENEFITS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   |
d          | 2023-01-01   | 2024-03-10
"""


def test_who_is_reached(spec):
    """Van de drie personen in de bijstand (a, b en c) heeft alleen a een lopende voorziening: 33%.
    Dat a er twee heeft, maakt niet uit."""
    spec("bereik_pct", periode="2024-03", uitkeringen=BENEFITS, voorzieningen=SUPPORT,
         teller=1, noemer=3, waarde=33.3)  # fmt: skip


BORDERS = """
voorziening_id | persoon_id | begindatum | einddatum
1              | a          | 2024-02-29 | 2024-03-31
2              | b          | 2024-03-01 | 2024-04-01
3              | c          | 2024-03-31 |
4              | d          | 2024-04-01 |
"""


def test_instruments_to_the_day(spec):
    """Wat op 31 maart stopt (1), loopt aan het eind van die dag niet meer. Wat op 1 maart (2) of
    31 maart (3) begint, is in maart gestart en loopt."""
    case = {"periode": "2024-03", "voorzieningen": BORDERS}
    spec("voorzieningen_lopend", **case, teller=2)
    spec("voorzieningen_gestart", **case, teller=2)
    spec("bereik_pct", **case, uitkeringen=BENEFITS, teller=2, noemer=3, waarde=66.7)


ONE_DAY = """
voorziening_id | persoon_id | begindatum | einddatum
1              | a          | 2024-03-31 | 2024-03-31
2              | b          | 2024-03-10 | 2024-03-10
"""


def test_an_instrument_of_one_day_is_real(spec):
    """Een voorziening van één dag, zoals een workshop, is gestart maar loopt aan het eind van die
    dag niet meer, ook niet op de laatste dag van de periode."""
    case = {"periode": "2024-03", "voorzieningen": ONE_DAY}
    spec("voorzieningen_gestart", **case, teller=2)
    spec("voorzieningen_lopend", **case, teller=0)
    spec("bereik_pct", **case, uitkeringen=BENEFITS, teller=0, noemer=3, waarde=0)


PROVIDERS = """
persoon_id | aanbieder | branche | begindatum | einddatum
a          | AM Match  | zorg    | 2024-03-01 |
b          | AM Match  |         | 2024-03-01 |
c          |           | bouw    | 2024-03-01 |
"""


def test_instruments_by_provider_and_branch(spec):
    """Niet ingevuld is onbekend."""
    case = {"periode": "2024-03", "voorzieningen": PROVIDERS}
    spec("voorzieningen_lopend", **case, per="aanbieder", tellers={"AM Match": 2, "onbekend": 1})
    spec("voorzieningen_gestart", **case, per="branche",
         tellers={"zorg": 1, "bouw": 1, "onbekend": 1})  # fmt: skip


GROWING = """
persoon_id | begindatum
a          | 2024-03-10
"""
BECOMES_27 = """
persoon_id | geboortedatum
a          | 1997-03-20
"""


def test_an_instrument_has_the_age_of_its_day(spec):
    """Bij de start telt de leeftijd op de begindatum, bij lopende voorzieningen die op de laatste
    dag van de periode."""
    case = {"periode": "2024-03", "per": "leeftijdsgroep", "voorzieningen": GROWING}
    case |= {"personen": BECOMES_27}
    spec("voorzieningen_gestart", **case, tellers={"<27": 1})
    spec("voorzieningen_lopend", **case, tellers={"27-44": 1})


def test_reach_per_role(spec):
    """Het bereik is ook per groep te geven."""
    couple = """
    uitkering_id | persoon_id | rol     | ingangsdatum
    1            | a          | client  | 2023-01-01
    1            | b          | partner | 2023-01-01
    """
    case = {"periode": "2024-03", "per": "rol", "uitkeringen": couple, "voorzieningen": SUPPORT}
    spec("bereik_pct", **case, categorie="client", teller=1, noemer=1, waarde=100)
    spec("bereik_pct", **case, categorie="partner", teller=0, noemer=1, waarde=0)


def test_no_instruments(spec):
    """Loopt of start er niets, dan is het aantal 0. Het bereik is 0% als er wel iemand in de
    bijstand is, en leeg als er niemand is."""
    case = {"periode": "2020", "voorzieningen": SUPPORT}
    earlier = "persoon_id | ingangsdatum\nq | 2019-01-01"
    spec("voorzieningen_lopend", **case, teller=0)
    spec("voorzieningen_gestart", **case, teller=0)
    spec("bereik_pct", **case, uitkeringen=earlier, teller=0, noemer=1, waarde=0)
    spec("bereik_pct", **case, uitkeringen=BENEFITS, teller=0, noemer=0)
