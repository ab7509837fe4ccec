"""Geld

Wat is er uitgegeven en vastgelegd, en welk deel van het budget van het jaar is dat?
"""

SPENT = """
datum      | bedrag  | soort       | status       | persoon_id | budgetpost
2024-03-01 | 1000,10 | voorziening | gerealiseerd | a          | trajecten
2024-03-31 | 500,20  | voorziening | gerealiseerd | a          | scholing
2024-03-15 | 250     | lks         | gerealiseerd | b          |
2024-02-10 | 100     | overig      | gerealiseerd | c          |
2024-03-20 | 800     | voorziening | verplicht    | b          | trajecten
2024-04-01 | 9999    | voorziening | gerealiseerd | a          | trajecten
2024-03-05 | 40      | overig      | gerealiseerd |            | huur
"""
BENEFITS = """
persoon_id | ingangsdatum
a          | 2020-01-01
b          | 2024-03-15
c          | 2024-03-01
"""
BUDGET = """
jaar | beleidsdoel          | budgetpost | bedrag | versie
2024 | uitstroom_bevorderen | trajecten  | 10000  | begroting
2024 | uitstroom_bevorderen | trajecten  | 12000  | gewijzigd
2024 | instroom_beperken    | scholing   | 3000   | begroting
2023 | instroom_beperken    | scholing   | 7777   | definitief
"""


def test_what_was_spent(spec):
    """In maart is 1000,10 + 500,20 + 250 + 40 euro gerealiseerd, voor twee personen. Wat is
    vastgelegd (verplicht) telt apart."""
    case = {"periode": "2024-03", "kosten": SPENT, "uitkeringen": BENEFITS}
    spec("kosten", **case, teller=1790.30, noemer=2)
    spec("kosten;status=verplicht", **case, teller=800, noemer=1)


def test_spent_by_kind_and_post(spec):
    """Naar soort kosten en naar budgetpost; zonder post is onbekend."""
    case = {"periode": "2024-03", "kosten": SPENT, "uitkeringen": BENEFITS}
    spec("kosten", **case, per="soort", tellers={"voorziening": 1500.30, "lks": 250, "overig": 40})
    by_post = {"trajecten": 1000.10, "scholing": 500.20, "huur": 40, "onbekend": 250}
    spec("kosten", **case, per="budgetpost", tellers=by_post)


def test_spent_by_goal(spec):
    """Een post hoort bij het beleidsdoel uit het profiel of de begroting. Kosten zonder post worden
    toegerekend: die van b op de dag van de eerste uitkering aan uitstroom bevorderen, die van c in
    februari, voor de eerste uitkering, aan instroom beperken. Een post die nergens bij hoort (huur)
    is onbekend."""
    case = {"periode": "2024-02-01..2024-03-31", "kosten": SPENT, "uitkeringen": BENEFITS}
    by_goal = {"uitstroom_bevorderen": 1250.10, "instroom_beperken": 600.20, "onbekend": 40}
    spec("kosten", **case, budgetten=BUDGET, per="beleidsdoel", tellers=by_goal)


BOUGHT = """
voorziening_id | persoon_id | instrument | begindatum
v1             | a          | jobcoach   | 2024-01-01
"""
BILLS = """
datum      | bedrag | voorziening_id | uitkering_id
2024-03-01 | 300    | v1             |
2024-03-01 | 50     |                | 2
"""


def test_spent_by_instrument(spec):
    """Het instrument is dat van de voorziening. Staat er geen persoon bij de kosten, dan is het de
    persoon van de voorziening, of de client van de uitkering."""
    case = {"periode": "2024-03", "kosten": BILLS, "uitkeringen": BENEFITS, "voorzieningen": BOUGHT}
    spec("kosten", **case, per="instrument", tellers={"jobcoach": 300, "onbekend": 50})
    spec("kosten", **case, teller=350, noemer=2)


def test_nothing_was_spent(spec):
    """Zonder kosten is de som 0; zonder de tabel wordt er niets berekend."""
    case = {"periode": "2023", "uitkeringen": BENEFITS}
    spec("kosten", **case, kosten=SPENT, teller=0, noemer=0)
    spec("kosten", **case, niet_berekend="tabel `kosten` ontbreekt")


def test_how_much_of_the_budget_is_used(spec):
    """Van januari tot en met maart is 1890,30 euro uitgegeven. De 40 euro huur (een post zonder
    budget) telt niet mee: 1850,30 van 15.000 euro is 12,3%. De gewijzigde begroting van trajecten
    gaat voor de eerste. Wat is vastgelegd, telt apart."""
    case = {"periode": "2024-03", "kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET}
    spec("uitputting_pct", **case, teller=1850.30, noemer=15000, waarde=12.3)
    spec("uitputting_pct;status=verplicht", **case, teller=800, noemer=15000, waarde=5.3)


def test_used_by_post_and_goal(spec):
    """Per post, en wat is toegerekend apart; per doel hoort het toegerekende erbij."""
    case = {"periode": "2024-03", "kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET}
    spec("uitputting_pct", **case, per="budgetpost",
         tellers={"trajecten": 1000.10, "scholing": 500.20, "toegerekend": 350})  # fmt: skip
    spec("uitputting_pct", **case, per="beleidsdoel", categorie="instroom_beperken",
         teller=600.20, noemer=3000, waarde=20)  # fmt: skip


def test_which_version_of_the_budget(spec):
    """De uitsplitsing versie zegt welke versie geldt: van trajecten de gewijzigde, van scholing de
    eerste begroting van dat jaar."""
    case = {"periode": "2024-03", "kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET}
    spec("uitputting_pct", **case, per="versie", categorie="gewijzigd",
         teller=1000.10, noemer=12000)  # fmt: skip
    spec("uitputting_pct", **case, per="versie", categorie="begroting",
         teller=500.20, noemer=3000)  # fmt: skip


def test_the_year_so_far_whatever_the_period(spec):
    """Welke periode ook: het gaat om het jaar van de laatste dag. Op 31 december 2023 is er van dat
    budget niets gebruikt, op 1 april van het jaar daarna komt de rekening van die dag erbij."""
    case = {"kosten": SPENT, "uitkeringen": BENEFITS, "budgetten": BUDGET}
    spec("uitputting_pct", periode="2023", **case, teller=0, noemer=7777)
    spec("uitputting_pct", periode="2023-04-01..2024-04-01", **case, teller=11849.30, noemer=15000)


def test_a_year_without_a_budget(spec):
    """Is er voor een jaar geen budget, dan is er geen percentage."""
    spec("uitputting_pct", periode="2022", kosten=SPENT, uitkeringen=BENEFITS, budgetten=BUDGET,
         teller=0, noemer=0)  # fmt: skip
