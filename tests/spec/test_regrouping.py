"""Herindeling

Wie binnen de bijstand van groep verandert. Over het geheel is de herindeling altijd 0.
"""

BENEFITS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2024-03-01   | 2024-03-25
"""
STATES = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-10
a          | Meedoen   | 2024-03-11 |
b          | Meedoen   | 2023-01-01 | 2024-03-15
b          | Werkfit   | 2024-03-16 |
c          | Zorg      | 2024-03-01 | 2024-03-20
c          | Meedoen   | 2024-03-21 |
"""


def test_benefits_that_change_group(spec):
    """Meedoen krijgt er twee bij (a en c) en verliest er een (b): saldo 1. Zorg verliest er twee,
    Werkfit wint er een."""
    spec("herindeling", periode="2024-03", uitkeringen=BENEFITS, categorieen=STATES,
         per="categorie", tellers={"Zorg": -2, "Meedoen": 1, "Werkfit": 1})  # fmt: skip


def test_persons_that_change_group(spec):
    """Voor personen geldt hetzelfde."""
    spec("herindeling_personen", periode="2024-03", uitkeringen=BENEFITS, categorieen=STATES,
         per="categorie", tellers={"Zorg": -2, "Meedoen": 1, "Werkfit": 1})  # fmt: skip


def test_in_total_nobody_moves(spec):
    """Wie van groep verandert, blijft in het totaal: daar is de herindeling 0."""
    spec("herindeling", periode="2024-03", uitkeringen=BENEFITS, categorieen=STATES, teller=0)
    spec("herindeling_personen", periode="2024-03", uitkeringen=BENEFITS, categorieen=STATES,
         teller=0)  # fmt: skip
    spec("herindeling", periode="2024-02", uitkeringen=BENEFITS, categorieen=STATES,
         per="categorie", tellers={})  # fmt: skip
    spec("herindeling_personen", periode="2024-02", uitkeringen=BENEFITS, categorieen=STATES,
         per="categorie", tellers={})  # fmt: skip


LAST_DAYS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   | 2024-03-20
b          | 2023-01-01   | 2024-03-20
"""
AT_THE_END = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-19
a          | Werkfit   | 2024-03-20 |
b          | Zorg      | 2023-01-01 | 2024-03-20
b          | Werkfit   | 2024-03-21 |
"""


def test_a_change_on_the_last_day_is_regrouping(spec):
    """Wie op zijn laatste dag van groep verandert (a), stroomt uit de nieuwe groep. Een
    verandering na die dag (b) telt niet meer."""
    case = {"periode": "2024-03", "uitkeringen": LAST_DAYS, "categorieen": AT_THE_END}
    spec("herindeling", **case, per="categorie", tellers={"Zorg": -1, "Werkfit": 1})
    spec("uitstroom", **case, per="categorie", tellers={"Zorg": 1, "Werkfit": 1})
    spec("herindeling_personen", **case, per="categorie", tellers={"Zorg": -1, "Werkfit": 1})


FIRST_DAYS = """
persoon_id | ingangsdatum
a          | 2024-03-11
"""
AT_THE_START = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-03-10
a          | Werkfit   | 2024-03-11 |
"""


def test_a_change_before_or_on_the_first_day_is_no_regrouping(spec):
    """Wie begint op de dag van de verandering, stroomt meteen in de nieuwe groep in."""
    case = {"periode": "2024-03", "uitkeringen": FIRST_DAYS, "categorieen": AT_THE_START}
    spec("herindeling", **case, per="categorie", tellers={})
    spec("instroom", **case, per="categorie", tellers={"Werkfit": 1})
    spec("herindeling_personen", **case, per="categorie", tellers={})


SCHEME = """
uitkering_id | persoon_id | regeling | ingangsdatum | einddatum
1            | a          | PW       | 2023-01-01   | 2024-03-10
2            | a          | IOAW     | 2024-03-11   |
"""


def test_another_scheme_is_regrouping_of_a_person_only(spec):
    """Wie van de Participatiewet naar de IOAW gaat, heeft een nieuwe uitkering (uitstroom en
    instroom), maar is als persoon alleen van groep veranderd."""
    case = {"periode": "2024-03", "uitkeringen": SCHEME, "per": "regeling"}
    spec("herindeling_personen", **case, tellers={"PW": -1, "IOAW": 1})
    spec("herindeling", **case, tellers={})
    spec("uitstroom", **case, tellers={"PW": 1})
    spec("instroom", **case, tellers={"IOAW": 1})
