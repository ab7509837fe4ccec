"""Doelgroepen

Een doelgroep is een filter met een naam in het profiel. Iemand kan in meer dan één doelgroep
zitten, dus doelgroepen tellen niet op tot het totaal. Ook een doelgroep hoort bij een dag.
"""

FOUR = """
persoon_id | ingangsdatum
a          | 2023-01-01
b          | 2023-01-01
c          | 2023-01-01
d          | 2023-01-01
"""
BORN = """
persoon_id | geboortedatum
a          | 1997-04-01
b          | 1979-03-31
c          | 1974-03-31
d          | 1969-03-31
"""


def test_groups_by_age(spec):
    """Jongeren zijn jonger dan 27; 45_54 loopt tot 55 jaar; 50_plus begint bij 50. Wie 50 is (c),
    zit in twee groepen; wie op de peildatum 55 wordt (d), is uit 45_54."""
    case = {"periode": "2024-03", "per": "doelgroep", "uitkeringen": FOUR, "personen": BORN}
    spec("stand_personen", **case, categorie="jongeren", teller=1)
    spec("stand_personen", **case, categorie="45_54", teller=2)
    spec("stand_personen", **case, categorie="50_plus", teller=2)


def test_who_becomes_27_leaves_the_young(spec):
    """Wie 27 wordt, gaat uit de groep jongeren: dat is herindeling en geen uitstroom."""
    case = {"periode": "2024-04", "per": "doelgroep", "categorie": "jongeren"}
    case |= {"uitkeringen": FOUR, "personen": BORN}
    spec("stand_begin", **case, teller=1)
    spec("herindeling", **case, teller=-1)
    spec("uitstroom", **case, teller=0)
    spec("stand_eind", **case, teller=0)


SCHEMES = """
persoon_id | regeling | leefvorm            | ingangsdatum
a          | PW       | alleenstaande_ouder | 2023-01-01
b          | IOAW     | samenwonend         | 2023-01-01
c          | IOAZ     | anders              | 2023-01-01
d          | BBZ      |                     | 2023-01-01
"""


def test_groups_by_scheme_and_household(spec):
    """De groep ouderen_ioaw_ioaz volgt de regeling, alleenstaande_ouders de leefvorm."""
    case = {"periode": "2024-03", "per": "doelgroep", "uitkeringen": SCHEMES}
    spec("stand_eind", **case, categorie="ouderen_ioaw_ioaz", teller=2)
    spec("stand_eind", **case, categorie="alleenstaande_ouders", teller=1)


STATUS = """
persoon_id | geslacht | statushouder
a          | vrouw    | ja
b          | man      | ja
c          | vrouw    | nee
d          | vrouw    |
"""


def test_two_conditions_must_both_hold(spec):
    """Bij vrouwelijke_statushouders gelden beide voorwaarden tegelijk. Niet ingevuld is niet in de
    groep."""
    case = {"periode": "2024-03", "per": "doelgroep", "uitkeringen": FOUR, "personen": STATUS}
    spec("stand_personen", **case, categorie="statushouders", teller=2)
    spec("stand_personen", **case, categorie="vrouwelijke_statushouders", teller=1)


SELF_EMPLOYED = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_instroom
1            | a          | 2023-01-01   | 2023-12-31 | 13
2            | a          | 2024-01-01   |            | 39
3            | b          | 2023-01-01   |            | 11
"""


def test_former_self_employed_by_reason_of_inflow(spec):
    """Ex-zelfstandigen stroomden in met de reden zelfstandige (code 13). Bij personen telt de rij
    waarmee de samengevoegde periode begon; bij uitkeringen de eigen reden."""
    case = {"periode": "2024-03", "per": "doelgroep", "categorie": "ex_zelfstandigen"}
    spec("stand_personen", **case, uitkeringen=SELF_EMPLOYED, teller=1)
    spec("stand_eind", **case, uitkeringen=SELF_EMPLOYED, teller=0)


INCOME = """
persoon_id | maand   | soort | bedrag
a          | 2024-03 | 11    | 250,50
b          | 2024-02 | 11    | 250,50
c          | 2024-03 | 17    | 250,50
d          | 2024-03 | 11    | 100
d          | 2024-03 | 11    | -100
"""


def test_part_timers_have_income_from_work_in_the_month(spec):
    """Parttime werkenden hebben in de maand van de peildatum samen meer dan nul euro inkomen uit
    werk (soort 11). Een andere maand, een andere soort of een correctie tot nul telt niet."""
    case = {"per": "doelgroep", "categorie": "parttime_werkenden"}
    case |= {"uitkeringen": FOUR, "inkomsten": INCOME}
    spec("stand_personen", periode="2024-03", **case, teller=1)
    spec("stand_personen", periode="2024-02", **case, teller=1)
    spec("stand_personen", periode="2024-04", **case, teller=0)


INTEGRATION = """
persoon_id | inburgering_vanaf | inburgering_tot
a          | 2023-01-01        | 2024-03-31
b          | 2023-01-01        | 2024-03-30
c          | 2024-03-31        |
d          |                   |
"""


def test_who_integrates_from_day_to_day(spec):
    """Inburgeraars zijn inburgeringsplichtig op de peildatum, de eerste en de laatste dag
    meegerekend."""
    case = {"per": "doelgroep", "categorie": "inburgeraars"}
    case |= {"uitkeringen": FOUR, "personen": INTEGRATION}
    spec("stand_personen", periode="2024-03", **case, teller=2)
    spec("stand_personen", periode="2024-04", **case, teller=1)


LONG = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2019-04-01   |
2            | b          | 2019-03-31   |
3            | c          | 2015-01-01   | 2023-12-31
4            | c          | 2024-01-01   |
"""


def test_long_term_is_five_years_or_more(spec):
    """Langdurig is vijf volle jaren of langer. Bij personen loopt de duur door over aansluitende
    uitkeringen."""
    case = {"periode": "2024-03", "per": "doelgroep", "categorie": "langdurig"}
    spec("stand_personen", **case, uitkeringen=LONG, teller=2)
    spec("stand_eind", **case, uitkeringen=LONG, teller=1)


NUGGERS = """
persoon_id | nugger_vanaf | nugger_tot
z          | 2024-01-01   |
a          | 2022-01-01   |
"""
SUPPORT = """
persoon_id | begindatum
z          | 2024-03-10
a          | 2024-03-10
y          | 2024-03-10
"""
MELDINGEN = """
persoon_id | meldingsdatum
z          | 2024-03-10
z          | 2023-12-31
a          | 2024-03-10
"""


def test_nuggers_have_no_benefit(spec):
    """Een nugger is als werkzoekende geregistreerd en heeft die dag geen uitkering. Nuggers komen
    voor bij meldingen en voorzieningen, niet in de stand."""
    case = {"periode": "2024-03", "per": "doelgroep", "categorie": "nuggers"}
    case |= {"uitkeringen": FOUR, "personen": NUGGERS}
    spec("voorzieningen_gestart", **case, voorzieningen=SUPPORT, teller=1)
    spec("meldingen", **case, meldingen=MELDINGEN, teller=1)
