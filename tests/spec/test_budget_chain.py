"""De budgetketen

Van begroting naar wat is besteed: wat was begroot, wat is betaald en vastgelegd, en waar komt het
jaar uit?
"""

SPENT = """
datum      | bedrag | soort       | status       | persoon_id | voorziening_id | budgetpost
2021-02-01 | 60     | voorziening | gerealiseerd | a          | v1             | trajecten
2021-03-14 | 40     | voorziening | gerealiseerd | b          | v2             | trajecten
2021-03-10 | 150    | voorziening | verplicht    | a          | v1             | trajecten
2021-03-01 | 20     | voorziening | gerealiseerd | a          | v3             | scholing
2021-03-12 | 500    | voorziening | verplicht    | b          |                | scholing
2021-03-12 | 1000   | uitkering   | gerealiseerd | a          |                | BUIG
2021-03-13 | 10     | overig      | gerealiseerd |            |                | trajecten
"""
BENEFITS = """
persoon_id | ingangsdatum
a          | 2020-01-01
b          | 2020-06-01
"""
BUDGET = """
jaar | beleidsdoel          | budgetpost | bedrag | versie
2021 | uitstroom_bevorderen | trajecten  | 900    | begroting
2021 | uitstroom_bevorderen | trajecten  | 1200   | gewijzigd
2021 | instroom_beperken    | scholing   | 300    | begroting
2021 | instroom_beperken    | nieuw      | 50     | gewijzigd
2021 | inkomen              | BUIG       | 9000   | voorlopig
"""
CASE = {"kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET,
        "periode": "2021-01-01..2021-03-14"}  # fmt: skip


def test_first_budget(spec):
    """Oorspronkelijk is 900 + 300. De post die er later bij kwam (50) was er toen nog niet, en de
    BUIG staat apart."""
    spec("budget_oorspronkelijk", **CASE, teller=1200, noemer=0)
    spec("budget_oorspronkelijk", **CASE, per="budgetpost",
         tellers={"trajecten": 900, "scholing": 300})  # fmt: skip


def test_present_budget(spec):
    """Na wijziging is trajecten 1200 en komt er een post van 50 bij; scholing is niet gewijzigd en
    blijft 300. De BUIG staat apart."""
    spec("budget_geldend", **CASE, teller=1550, noemer=0)
    spec("budget_geldend", **CASE, per="beleidsdoel",
         tellers={"uitstroom_bevorderen": 1200, "instroom_beperken": 350})  # fmt: skip


def test_paid(spec):
    """Betaald is 60 + 40 + 20 + 10, voor twee personen. De uitkering op de BUIG drukt niet op dit
    budget."""
    spec("budget_gerealiseerd", **CASE, teller=130, noemer=2)
    spec(
        "budget_gerealiseerd", **CASE, per="budgetpost", tellers={"trajecten": 110, "scholing": 20}
    )


def test_committed(spec):
    """Vastgelegd en nog niet betaald is 150 voor a en 500 voor b."""
    spec("budget_verplicht", **CASE, teller=650, noemer=2)
    spec("budget_verplicht", **CASE, per="budgetpost", tellers={"trajecten": 150, "scholing": 500})


def test_where_the_year_ends(spec):
    """Op 14 maart zijn 73 van de 365 dagen voorbij. Trajecten: 110 betaald, 150 vastgelegd; in dit
    tempo komt er 440 bij, dus 290 bovenop wat vastligt: 550. Scholing: 20 betaald, en 500
    vastgelegd is meer dan de 80 van het tempo: 520. Het totaal is de som."""
    spec("budget_verwacht", **CASE, per="budgetpost", tellers={"trajecten": 550, "scholing": 520})
    spec("budget_verwacht", **CASE, teller=1070, noemer=2)


def test_on_the_last_day_nothing_is_expected(spec):
    """Op 31 december is er geen tempo meer: betaald en vastgelegd."""
    spec("budget_verwacht", **{**CASE, "periode": "2021"}, teller=780, noemer=2)


def test_what_was_bought(spec):
    """In deze weken zijn drie voorzieningen betaald (v1, v2, v3) en een maand uitkering. De 10 euro
    op een contract hoort bij niemand."""
    spec("kosten_aantal", **CASE, per="soort", tellers={"voorziening": 3, "uitkering": 1})
    spec("kosten;deel=zonder_ontvanger", **CASE, teller=10, noemer=0)


TWO_YEARS = """
jaar | beleidsdoel          | budgetpost | bedrag | versie
2022 | uitstroom_bevorderen | trajecten  | 700    | gewijzigd
2022 | uitstroom_bevorderen | trajecten  | 950    | begroting
2021 | uitstroom_bevorderen | trajecten  | 900    | begroting
"""
AT_THE_TURN = """
datum      | bedrag | soort       | status       | persoon_id | budgetpost
2021-12-31 | 30     | voorziening | gerealiseerd | a          | trajecten
2021-12-31 | 70     | voorziening | verplicht    | b          | trajecten
2022-01-01 | 40     | voorziening | gerealiseerd | b          | trajecten
2022-01-01 | 80     | voorziening | verplicht    | b          | trajecten
"""
TURN = {"kosten": AT_THE_TURN, "uitkeringen": BENEFITS, "budgetten": TWO_YEARS}
DAY_BEFORE = "2021-01-01..2021-12-30"
NEW_YEAR = "2022-01-01..2022-01-01"


def test_a_budget_is_of_a_whole_year(spec):
    """Tot en met 31 december 2021 gaat het om de 900 van dat jaar, vanaf 1 januari 2022 om 950, na
    wijziging 700. Een wijziging heeft geen dag: zij geldt voor het hele jaar, ook op 1 januari. De
    volgorde van de regels doet er niet toe."""
    spec("budget_oorspronkelijk", **TURN, periode="2021", teller=900, noemer=0)
    spec("budget_geldend", **TURN, periode="2021", teller=900, noemer=0)
    spec("budget_oorspronkelijk", **TURN, periode=NEW_YEAR, teller=950, noemer=0)
    spec("budget_geldend", **TURN, periode=NEW_YEAR, teller=700, noemer=0)


def test_paid_and_committed_at_the_turn_of_the_year(spec):
    """Op 30 december is er nog niets; de 30 en de 70 van 31 december horen bij 2021. Een dag later
    begint de telling opnieuw, met 40 en 80."""
    spec("budget_gerealiseerd", **TURN, periode=DAY_BEFORE, teller=0, noemer=0)
    spec("budget_gerealiseerd", **TURN, periode="2021", teller=30, noemer=1)
    spec("budget_gerealiseerd", **TURN, periode=NEW_YEAR, teller=40, noemer=1)
    spec("budget_verplicht", **TURN, periode=DAY_BEFORE, teller=0, noemer=0)
    spec("budget_verplicht", **TURN, periode="2021", teller=70, noemer=1)
    spec("budget_verplicht", **TURN, periode=NEW_YEAR, teller=80, noemer=1)


def test_the_pace_of_one_day(spec):
    """Op 31 december is het 30 + 70. Na een enkele dag is het tempo 40 per dag, 365 keer: 14.600;
    de 80 die vastligt, hoort daarbij. Zo vroeg in het jaar zegt dit cijfer weinig."""
    spec("budget_verwacht", **TURN, periode="2021", teller=100, noemer=2)
    spec("budget_verwacht", **TURN, periode=NEW_YEAR, teller=14600, noemer=1)


def test_nothing_was_planned(spec):
    """Voor 2020 is er geen begroting: 0. De post die alleen een gewijzigde versie heeft (nieuw), is
    oorspronkelijk 0. Zonder de tabel wordt er niets berekend."""
    none = {"kosten": SPENT, "uitkeringen": BENEFITS}
    for id in ("budget_oorspronkelijk", "budget_geldend"):
        spec(id, **none, budgetten=BUDGET, periode="2020", teller=0, noemer=0)
        spec(id, **none, periode="2021", niet_berekend="tabel `budgetten` ontbreekt")
    spec("budget_oorspronkelijk", **CASE, per="budgetpost", categorie="nieuw", teller=0, noemer=0)


LATER = """
jaar | beleidsdoel          | budgetpost | bedrag | versie
2022 | uitstroom_bevorderen | trajecten  | 900    | begroting
"""


def test_nothing_was_paid_or_committed(spec):
    """In januari was er nog niets betaald of vastgelegd; dan is er ook geen tempo en is de
    verwachting 0. Wat in 2021 is betaald zonder dat er voor dat jaar een begroting is, drukt
    nergens op: ook 0. Zonder een van de tabellen wordt er niets berekend."""
    tables = {"kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET}
    later = {**tables, "budgetten": LATER}
    for id in ("budget_gerealiseerd", "budget_verplicht", "budget_verwacht"):
        spec(id, **tables, periode="2021-01", teller=0, noemer=0)
        spec(id, **later, periode="2021", teller=0, noemer=0)
        for gone in ("kosten", "budgetten"):
            rest = {name: text for name, text in tables.items() if name != gone}
            spec(id, **rest, periode="2021", niet_berekend=f"tabel `{gone}` ontbreekt")


BOUGHT = """
datum      | bedrag | soort       | status       | persoon_id | voorziening_id
2021-01-31 | 1000   | uitkering   | gerealiseerd | a          |
2021-01-04 | 50     | uitkering   | gerealiseerd | a          |
2021-02-01 | 1000   | uitkering   | gerealiseerd | a          |
2021-01-31 | 60     | voorziening | gerealiseerd | a          | v1
2021-02-01 | 60     | voorziening | gerealiseerd | a          | v1
2021-02-01 | 80     | voorziening | gerealiseerd | b          |
2021-03-01 | 90     | voorziening | verplicht    | b          | v2
2021-03-01 | 0      | voorziening | gerealiseerd | b          | v3
"""
PURCHASES = {"kosten": BOUGHT, "uitkeringen": BENEFITS}


def test_a_month_and_a_voorziening_count_once(spec):
    """Twee betalingen van een uitkering in januari zijn een maand; die van 1 februari is de maand
    erna. Voorziening v1 is in beide maanden betaald: in elke maand een, over beide samen ook een.
    Betaald voor b zonder nummer van een voorziening telt als een."""
    spec("kosten_aantal", **PURCHASES, periode="2021-01", per="soort",
         tellers={"uitkering": 1, "voorziening": 1})  # fmt: skip
    spec("kosten_aantal", **PURCHASES, periode="2021-02", per="soort",
         tellers={"uitkering": 1, "voorziening": 2})  # fmt: skip
    spec("kosten_aantal", **PURCHASES, periode="2021-01-01..2021-02-28", per="soort",
         tellers={"uitkering": 2, "voorziening": 2})  # fmt: skip


def test_nothing_was_bought(spec):
    """In maart is er alleen iets vastgelegd, en een rekening van 0 euro: er is niets gekocht.
    Zonder de tabel wordt er niets berekend."""
    spec("kosten_aantal", **PURCHASES, periode="2021-03", teller=0)
    spec("kosten_aantal", uitkeringen=BENEFITS, periode="2021-03",
         niet_berekend="tabel `kosten` ontbreekt")  # fmt: skip
