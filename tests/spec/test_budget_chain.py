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


def test_first_and_present_budget(spec):
    """Oorspronkelijk is 900 + 300; na wijziging is trajecten 1200 en komt er een post van 50 bij.
    De BUIG staat apart."""
    spec("budget_oorspronkelijk", **CASE, teller=1200, noemer=0)
    spec("budget_geldend", **CASE, teller=1550, noemer=0)
    spec("budget_geldend", **CASE, per="beleidsdoel",
         tellers={"uitstroom_bevorderen": 1200, "instroom_beperken": 350})  # fmt: skip


def test_paid_and_committed(spec):
    """Betaald is 60 + 40 + 20 + 10, voor twee personen; vastgelegd 150 + 500. De uitkering op de
    BUIG drukt niet op dit budget."""
    spec("budget_gerealiseerd", **CASE, teller=130, noemer=2)
    spec("budget_verplicht", **CASE, teller=650, noemer=2)
    spec(
        "budget_gerealiseerd", **CASE, per="budgetpost", tellers={"trajecten": 110, "scholing": 20}
    )


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
