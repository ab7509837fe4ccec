"""BUIG: het geld van het Rijk

Wat krijgt de gemeente van het Rijk voor uitkeringen, en wat betaalt zij ervan?
"""

BUDGET = """
jaar | beleidsdoel | budgetpost | bedrag | versie
2021 | inkomen     | BUIG       | 1000   | voorlopig
2021 | inkomen     | BUIG       | 1100   | nader_voorlopig
2021 | inkomen     | BUIG       | 1050   | definitief
2022 | inkomen     | BUIG       | 1200   | voorlopig
2021 | werk        | trajecten  | 500    | begroting
"""
PAID = """
datum      | bedrag | soort     | status       | persoon_id | budgetpost
2021-01-31 | 600    | uitkering | gerealiseerd | a          | BUIG
2021-01-31 | 90     | lks       | gerealiseerd | b          | BUIG
2021-01-31 | 70     | lks       | gerealiseerd | b          | trajecten
2022-01-31 | 610    | uitkering | gerealiseerd | a          | BUIG
2022-01-31 | 95     | lks       | gerealiseerd | b          | BUIG
"""
CASE = {
    "budgetten": BUDGET,
    "kosten": PAID,
    "uitkeringen": "persoon_id | ingangsdatum\na | 2020-01-01",
}


def test_the_last_version_holds(spec):
    """Voor 2021 is het budget definitief 1050, voor 2022 voorlopig 1200. Elke versie is ook apart
    te vragen."""
    spec("buig_budget", **CASE, periode="2021", teller=1050, noemer=0)
    spec("buig_budget", **CASE, periode="2022", teller=1200, noemer=0)
    spec("buig_budget;versie=voorlopig", **CASE, periode="2021", teller=1000, noemer=0)
    spec("buig_budget;versie=nader_voorlopig", **CASE, periode="2021", teller=1100, noemer=0)
    spec("buig_budget;versie=definitief", **CASE, periode="2021", teller=1050, noemer=0)


def test_what_was_paid_from_it(spec):
    """In 2021 telt ook de loonkostensubsidie op de BUIG mee; vanaf 2022 heeft zij een eigen
    budget en telt zij niet meer. Een subsidie op een andere post is geen last van de BUIG."""
    spec("buig_lasten", **CASE, periode="2021", teller=690, noemer=2)
    spec("buig_lasten", **CASE, periode="2022", teller=610, noemer=1)
    spec("buig_lasten", **CASE, periode="2021", per="soort", tellers={"uitkering": 600, "lks": 90})


def test_it_stands_apart_from_the_own_budget(spec):
    """De uitputting van het eigen budget gaat over trajecten: 70 van 500 euro."""
    spec("uitputting_pct", **CASE, periode="2021", teller=70, noemer=500)
