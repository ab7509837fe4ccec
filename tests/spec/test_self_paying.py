"""Loonkostensubsidie: kosten per bespaarde euro

Wat kost loonkostensubsidie met de begeleiding erbij, naast de uitkering die zonder haar was
betaald?
"""

ON_SUBSIDY = """
voorziening_id | persoon_id | instrument | begindatum | einddatum  | loonwaarde_pct
v1             | a          | lks        | 2021-03-01 |            | 55
v2             | b          | lks        | 2021-03-01 | 2021-03-10 | 80
v3             | a          | jobcoach   | 2021-03-01 |            |
"""
HOUSEHOLDS = """
persoon_id | uitkering_id | ingangsdatum | einddatum  | leefvorm
a          | u1           | 2020-01-01   | 2021-02-28 | alleenstaande
b          | u2           | 2020-01-01   | 2020-12-15 | samenwonend
"""
PAID = """
datum      | bedrag | soort              | status       | persoon_id | voorziening_id | uitkering_id
2021-01-31 | 900    | uitkering          | gerealiseerd |            |                | u1
2021-02-28 | 1000   | uitkering          | gerealiseerd |            |                | u1
2020-12-31 | 650    | uitkering          | gerealiseerd |            |                | u2
2021-03-31 | 400    | lks                | gerealiseerd | a          | v1             |
2021-03-31 | 150    | lks                | gerealiseerd | b          | v2             |
2021-04-30 | 400    | lks                | gerealiseerd | a          | v1             |
2021-03-15 | 120    | begeleiding        | gerealiseerd | a          |                |
2021-04-12 | 30,50  | werkplekaanpassing | gerealiseerd |            | v1             |
2021-04-20 | 60     | voorziening        | gerealiseerd |            | v3             |
2021-02-10 | 500    | begeleiding        | gerealiseerd | a          |                |
2021-04-25 | 700    | voorziening        | gerealiseerd | a          |                |
2021-04-26 | 800    | lks                | verplicht    | a          | v1             |
"""
CAPACITY = """
persoon_id | begindatum | einddatum  | loonwaarde_pct
a          | 2020-01-01 | 2021-02-28 | 30
"""
CASE = {"kosten": PAID, "uitkeringen": HOUSEHOLDS, "voorzieningen": ON_SUBSIDY}
BY_WAGE = {**CASE, "arbeidsvermogen": CAPACITY, "per": "loonwaardeklasse"}


def test_costs_over_what_is_saved(spec):
    """Betaald in maart en april: 400 + 150 + 400 subsidie, en van a 120 begeleiding, 30,50
    werkplekaanpassing en 60 jobcoach: 1160,50 euro. Het traject van 700 euro hoort er niet bij, de
    begeleiding in februari was voor de subsidie, en wat nog niet is betaald telt niet. Bespaard:
    van a twee maanden de 1000 euro van februari; van b tien van de 31 dagen van de norm voor
    samenwonenden (1512,90), want in december liep diens uitkering niet de hele maand: 488,03."""
    spec("lks_kostendekkend", **CASE, periode="2021-04", teller=1160.50, noemer=2488.03,
         waarde=0.466)  # fmt: skip


def test_the_year_so_far(spec):
    """Het gaat altijd over het jaar van de peildatum tot en met die dag: op 31 maart alleen maart.
    Halverwege een maand is die maand nog niet bespaard."""
    spec("lks_kostendekkend", **CASE, periode="2021-03", teller=670, noemer=1488.03)
    spec("lks_kostendekkend", **CASE, periode="2021-03-01..2021-03-20", teller=120, noemer=488.03)


def test_by_wage_class(spec):
    """De loonwaarde is die van de subsidie zelf, ook voor de begeleiding van wie haar heeft."""
    spec("lks_kostendekkend", **BY_WAGE, periode="2021-04", categorie="40-70",
         teller=1010.50, noemer=2000)  # fmt: skip
    spec("lks_kostendekkend", **BY_WAGE, periode="2021-04", categorie="70-100",
         teller=150, noemer=488.03)  # fmt: skip


def test_everybody_at_the_norm(spec):
    """Gevoeligheid: de norm voor ieders leefvorm. Van a is dat twee keer 1059,03, de norm van juli
    2020."""
    spec("lks_kostendekkend;uitkering=norm", **CASE, periode="2021",
         teller=1160.50, noemer=2606.09)  # fmt: skip


STILL = PAID + "2021-04-30 | 250 | uitkering | gerealiseerd | | | u1\n"


def test_what_is_still_paid_beside_it(spec):
    """Krijgt a in april naast de subsidie nog 250 euro aanvullende uitkering, dan is die maand 750
    euro bespaard; alleen deze variant trekt dat af."""
    case = {**CASE, "kosten": STILL}
    spec("lks_kostendekkend;uitkering=na_aanvulling", **case, periode="2021",
         teller=1160.50, noemer=2238.03)  # fmt: skip
    spec("lks_kostendekkend", **case, periode="2021", teller=1160.50, noemer=2488.03)


TWO_AT_ONCE = """
voorziening_id | persoon_id | instrument    | begindatum | einddatum  | loonwaarde_pct
v1             | a          | lks           | 2021-03-01 | 2021-03-20 | 55
v2             | a          | lks_tijdelijk | 2021-03-11 | 2021-03-31 | 55
"""


def test_two_subsidies_at_a_time(spec):
    """Dagen met twee subsidies besparen een keer: maart is een maand."""
    spec("lks_kostendekkend", kosten=PAID, uitkeringen=HOUSEHOLDS, voorzieningen=TWO_AT_ONCE,
         periode="2021-03", teller=670, noemer=1000)  # fmt: skip


BUDGET = """
jaar | beleidsdoel | budgetpost | bedrag | versie
2022 | inkomen     | LKS Rijk   | 2400   | voorlopig
2022 | inkomen     | LKS Rijk   | 3000   | definitief
"""
NEXT_YEAR = """
datum      | bedrag | soort | persoon_id | voorziening_id
2021-12-31 | 400    | lks   | a          | v1
2022-01-31 | 400    | lks   | a          | v1
2022-02-28 | 400    | lks   | a          | v1
"""


def test_net_of_the_budget_of_the_state(spec):
    """Vanaf 2022 betaalt het Rijk een LKS-budget. In februari is twee twaalfde van de definitieve
    3000 euro verrekend; zonder die variant niet."""
    case = {"kosten": NEXT_YEAR, "uitkeringen": HOUSEHOLDS, "budgetten": BUDGET,
            "voorzieningen": ON_SUBSIDY, "periode": "2022-02"}  # fmt: skip
    spec("lks_kostendekkend;rijk=verrekend", **case, teller=300, noemer=2157.40)
    spec("lks_kostendekkend", **case, teller=800, noemer=2157.40)


def test_nothing_paid_nothing_saved(spec):
    """Zonder betaalde subsidie is er geen verhouding; zonder de tabel wordt er niets berekend."""
    spec("lks_kostendekkend", kosten="datum | bedrag\n2021-01-05 | 10", uitkeringen=HOUSEHOLDS,
         voorzieningen=ON_SUBSIDY, periode="2021", teller=0, noemer=0)  # fmt: skip
    spec("lks_kostendekkend", uitkeringen=HOUSEHOLDS, voorzieningen=ON_SUBSIDY, periode="2021",
         niet_berekend="tabel `kosten` ontbreekt")  # fmt: skip
