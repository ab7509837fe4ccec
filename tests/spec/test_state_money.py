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


AT_THE_TURN = """
datum      | bedrag | soort     | status       | persoon_id | budgetpost
2021-12-31 | 600    | uitkering | gerealiseerd | a          | BUIG
2021-12-31 | 90     | lks       | gerealiseerd | b          | BUIG
2021-12-31 | 45     | uitkering | verplicht    | a          | BUIG
2022-01-01 | 20     | uitkering | gerealiseerd | a          | BUIG
2022-01-01 | 95     | lks       | gerealiseerd | b          | BUIG
"""
TURN = {**CASE, "kosten": AT_THE_TURN}
DAY_BEFORE = "2021-01-01..2021-12-30"
NEW_YEAR = "2022-01-01..2022-01-01"


def test_a_version_is_of_a_whole_year(spec):
    """Een versie heeft geen dag: het definitieve budget staat er voor heel 2021, ook als de periode
    in januari eindigt. Een dag na 31 december gaat het om 2022."""
    spec("buig_budget", **CASE, periode="2021-01", teller=1050, noemer=0)
    spec("buig_budget", **CASE, periode="2021-01-01..2021-12-31", teller=1050, noemer=0)
    spec("buig_budget", **CASE, periode=NEW_YEAR, teller=1200, noemer=0)


def test_no_budget_of_the_state(spec):
    """Voor 2020 is er geen budget: 0. Voor 2022 is de definitieve versie er nog niet: ook 0. Zonder
    de tabel wordt er niets berekend."""
    spec("buig_budget", **CASE, periode="2020", teller=0, noemer=0)
    spec("buig_budget;versie=definitief", **CASE, periode="2022", teller=0, noemer=0)
    rest = {name: text for name, text in CASE.items() if name != "budgetten"}
    spec("buig_budget", **rest, periode="2021", niet_berekend="tabel `budgetten` ontbreekt")


def test_paid_at_the_turn_of_the_year(spec):
    """Op 30 december is er nog niets betaald. Op 31 december 600, en de laatste dag dat
    loonkostensubsidie meetelt: 90. Een dag later telt alleen de uitkering van 20. Wat is
    vastgelegd (45), is niet betaald."""
    spec("buig_lasten", **TURN, periode=DAY_BEFORE, teller=0, noemer=0)
    spec("buig_lasten", **TURN, periode="2021", teller=690, noemer=2)
    spec("buig_lasten", **TURN, periode=NEW_YEAR, teller=20, noemer=1)


def test_nothing_was_paid_from_it(spec):
    """In 2020 is er niets betaald: 0. Zonder de tabel van kosten wordt er niets berekend; zonder
    die van budgetten wel, want wat is betaald staat er los van."""
    spec("buig_lasten", **CASE, periode="2020", teller=0, noemer=0)
    rest = {name: text for name, text in CASE.items() if name != "kosten"}
    spec("buig_lasten", **rest, periode="2021", niet_berekend="tabel `kosten` ontbreekt")
    rest = {name: text for name, text in CASE.items() if name != "budgetten"}
    spec("buig_lasten", **rest, periode="2021", teller=690, noemer=2)
