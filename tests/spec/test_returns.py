"""Terugkeer

Wie stopt, kan terugkomen. Om dat te weten moet iedereen een jaar gevolgd zijn: het gaat over de
eindes in de twaalf maanden die een jaar voor de peildatum eindigden. Op peildatum 31 december
2024 zijn dat de eindes in 2023.
"""

RETURNS = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2023-03-31 | 11
2            | a          | 2023-09-01   |            |
3            | b          | 2020-01-01   | 2023-06-30 | 11
4            | c          | 2020-01-01   | 2023-12-31 | 02
5            | c          | 2025-02-01   |            |
6            | d          | 2020-01-01   | 2022-12-31 | 11
7            | d          | 2023-02-01   |            |
"""


def test_who_came_back_within_a_year(spec):
    """In 2023 stopten a, b en c. Alleen a kwam binnen 365 dagen terug. Het einde van d viel voor
    het venster."""
    spec("herinstroom_12m", periode="2024", uitkeringen=RETURNS,
         teller=1, noemer=3, waarde=33.3)  # fmt: skip
    spec("herinstroom_12m", periode="2024-12", uitkeringen=RETURNS, teller=1, noemer=3)


A_YEAR = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2023-03-01 | 11
2            | a          | 2024-02-29   |            |
3            | b          | 2020-01-01   | 2023-03-01 | 11
4            | b          | 2024-03-01   |            |
"""


def test_a_year_is_365_days(spec):
    """Van 1 maart 2023 tot 29 februari 2024 is 365 dagen: a is terug. Een dag later (b) telt niet
    meer als terugkeer."""
    case = {"periode": "2024", "uitkeringen": A_YEAR}
    spec("herinstroom_12m", **case, teller=1, noemer=2, waarde=50)
    spec("duurzame_uitstroom_werk", **case, teller=1, noemer=2, waarde=50)
    spec("herinstroom_aandeel", **case, teller=1, noemer=2, waarde=50)


WINDOW = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2022-12-31 | 11
2            | b          | 2020-01-01   | 2023-01-01 | 11
3            | c          | 2020-01-01   | 2023-12-31 | 11
4            | d          | 2020-01-01   | 2024-01-01 | 11
"""


def test_the_window_to_the_day(spec):
    """Een einde op 1 januari (b) of 31 december 2023 (c) hoort bij het venster, een dag ervoor of
    erna niet."""
    spec("herinstroom_12m", periode="2024", uitkeringen=WINDOW, teller=0, noemer=2, waarde=0)
    spec("duurzame_uitstroom_werk", periode="2024", uitkeringen=WINDOW,
         teller=2, noemer=2, waarde=100)  # fmt: skip


FOLLOWS = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2020-01-01   | 2023-03-31
2            | a          | 2023-04-01   |
3            | b          | 2020-01-01   | 2023-03-31
4            | b          | 2023-04-02   |
"""


def test_who_goes_on_did_not_come_back(spec):
    """Wie de volgende dag doorgaat (a), is niet weg geweest. Eén dag ertussen (b) is een einde en
    een terugkeer."""
    spec("herinstroom_12m", periode="2024", uitkeringen=FOLLOWS, teller=1, noemer=1, waarde=100)


TWICE = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2020-01-01   | 2023-02-28
2            | a          | 2023-05-01   | 2023-08-31
3            | a          | 2025-01-01   |
"""


def test_every_end_counts(spec):
    """Wie in het venster twee keer stopt, telt twee keer in de noemer: na het eerste einde kwam a
    terug, na het tweede niet binnen een jaar."""
    spec("herinstroom_12m", periode="2024", uitkeringen=TWICE, teller=1, noemer=2, waarde=50)


SHORT_GAP = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2023-03-01 | 11
2            | a          | 2023-04-01   |            |
3            | b          | 2020-01-01   | 2023-03-01 | 11
4            | b          | 2023-04-02   |            |
"""


def test_a_short_gap_may_be_no_end(spec):
    """Het profiel kan een korte onderbreking overslaan. Met onderbreking_dagen = 30 zijn de 30
    dagen van a geen einde; de 31 dagen van b wel. Stand en stroom veranderen er niet door."""
    case = {"periode": "2024", "uitkeringen": SHORT_GAP}
    spec("herinstroom_12m", **case, teller=2, noemer=2, waarde=100)
    spec("herinstroom_12m", **case, onderbreking_dagen=30, teller=1, noemer=1, waarde=100)
    spec("duurzame_uitstroom_werk", **case, onderbreking_dagen=30, teller=0, noemer=1, waarde=0)
    spec("uitstroom_personen", periode="2023", uitkeringen=SHORT_GAP, onderbreking_dagen=30,
         teller=2)  # fmt: skip


CANNOT_RETURN = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2023-03-31 | 04
2            | b          | 2020-01-01   | 2023-03-31 | 03
3            | c          | 2020-01-01   | 2023-03-31 | 32
4            | d          | 2020-01-01   | 2023-03-31 | 17
5            | e          | 2020-01-01   | 2023-03-31 | 11
6            | e          | 2023-12-01   |            |
"""


def test_without_who_cannot_return(spec):
    """Een variant laat weg wie niet terug kan komen: overlijden (04), AOW (03) en verhuizing (32).
    Van de vijf blijven er dan twee over."""
    case = {"periode": "2024", "uitkeringen": CANNOT_RETURN}
    spec("herinstroom_12m", **case, teller=1, noemer=5, waarde=20)
    spec("herinstroom_12m;uitgezonderd=overlijden,aow,verhuizing", **case,
         teller=1, noemer=2, waarde=50)  # fmt: skip


def test_nobody_left(spec):
    """Stopte er in het venster niemand, of stroomde er niemand in, dan is er geen percentage."""
    case = {"periode": "2030", "uitkeringen": RETURNS, "teller": 0, "noemer": 0}
    spec("herinstroom_12m", **case)
    spec("duurzame_uitstroom_werk", **case)
    spec("herinstroom_aandeel", **case)


def test_lasting_outflow_to_work(spec):
    """Van wie in 2023 stopte vanwege werk (a en b), bleef b een jaar weg: 50%. Het einde van c had
    een andere reden."""
    spec("duurzame_uitstroom_werk", periode="2024", uitkeringen=RETURNS,
         teller=1, noemer=2, waarde=50)  # fmt: skip


INFLOW = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2020-01-01   | 2023-09-30
2            | a          | 2024-03-10   |
3            | b          | 2020-01-01   | 2022-06-30
4            | b          | 2024-03-10   |
5            | c          | 2024-03-10   |
6            | d          | 2023-01-01   | 2024-03-10
7            | d          | 2024-03-11   |
"""


def test_the_part_of_inflow_that_returns(spec):
    """Van de drie personen die in maart instroomden, was a hoogstens 365 dagen eerder nog in de
    bijstand. Bij b is het langer geleden, c is nieuw en d ging door."""
    spec("herinstroom_aandeel", periode="2024-03", uitkeringen=INFLOW,
         teller=1, noemer=3, waarde=33.3)  # fmt: skip


INFLOW_BORDERS = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2020-01-01   | 2023-06-30
2            | a          | 2024-03-01   |
3            | b          | 2020-01-01   | 2023-06-30
4            | b          | 2024-03-31   |
5            | c          | 2020-01-01   | 2023-06-30
6            | c          | 2024-04-01   |
"""


def test_the_part_of_inflow_to_the_day(spec):
    """De eerste en de laatste dag van de periode tellen mee: a en b."""
    spec("herinstroom_aandeel", periode="2024-03", uitkeringen=INFLOW_BORDERS,
         teller=2, noemer=2, waarde=100)  # fmt: skip


def test_a_short_gap_is_no_inflow_that_returns(spec):
    """Slaat het profiel korte onderbrekingen over, dan is wie zo doorgaat (a) ook geen instroom in
    dit cijfer."""
    spec("herinstroom_aandeel", periode="2023-04", uitkeringen=SHORT_GAP, teller=2, noemer=2)
    spec("herinstroom_aandeel", periode="2023-04", uitkeringen=SHORT_GAP, onderbreking_dagen=30,
         teller=1, noemer=1)  # fmt: skip


def test_both_gap_rules_side_by_side(spec):
    """Welke regel het profiel ook kiest, de cijfers zonder en met een onderbreking van 30 dagen
    zijn er allebei."""
    case = {"periode": "2024", "uitkeringen": SHORT_GAP}
    spec("herinstroom_12m;onderbreking=30", **case, teller=1, noemer=1, waarde=100)
    spec("herinstroom_12m;onderbreking=0", **case, onderbreking_dagen=30, teller=2, noemer=2)
    spec("duurzame_uitstroom_werk;onderbreking=30", **case, teller=0, noemer=1, waarde=0)
    spec("herinstroom_12m;onderbreking=30;uitgezonderd=overlijden,aow,verhuizing", **case,
         teller=1, noemer=1)  # fmt: skip
    spec("herinstroom_aandeel;onderbreking=30", periode="2023-04", uitkeringen=SHORT_GAP,
         teller=1, noemer=1)  # fmt: skip


def test_returns_by_reason(spec):
    """Naar reden telt de reden van het einde: van de twee eindes vanwege werk in 2023 kwam a terug,
    van het einde vanwege een relatie niemand."""
    case = {"periode": "2024", "uitkeringen": RETURNS, "per": "reden_uitstroom"}
    spec("herinstroom_12m", **case, categorie="werk", teller=1, noemer=2, waarde=50)
    spec("herinstroom_12m", **case, categorie="relatie", teller=0, noemer=1, waarde=0)


SUPPORT = """
voorziening_id | persoon_id | instrument | begindatum | einddatum
1              | a          | jobcoach   | 2021-01-01 | 2021-06-30
2              | a          | scholing   | 2022-01-01 | 2022-12-31
3              | b          | lks        | 2019-05-01 | 2023-05-01
"""


def test_by_the_last_instrument(spec):
    """Bij a is scholing het laatst begonnen, en a kwam terug. De loonkostensubsidie van b begon
    voor de uitkering: in die periode begon er geen, zoals bij c."""
    case = {"periode": "2024", "uitkeringen": RETURNS, "voorzieningen": SUPPORT}
    case["per"] = "laatste_voorziening"
    spec("herinstroom_12m", **case, categorie="scholing", teller=1, noemer=1, waarde=100)
    spec("herinstroom_12m", **case, categorie="geen", teller=0, noemer=2, waarde=0)
    spec("duurzame_uitstroom_werk", **case, categorie="geen", teller=1, noemer=1, waarde=100)


WEIGHED = """
uitkering_id | persoon_id | regeling | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | PW       | 2020-01-01   | 2023-03-31 | 11
2            | a          | PW       | 2023-09-01   |            |
3            | b          | PW       | 2020-01-01   | 2023-06-30 | 11
4            | c          | IOAW     | 2020-01-01   | 2023-06-30 | 11
"""


def test_small_groups_with_the_whole_weighed_in(spec):
    """Van drie eindes is er een terug; het geheel houdt dat eigen aandeel. Een groep van een houdt
    haar teller en noemer, maar haar aandeel leunt op het geheel: geen 0%."""
    case = {"periode": "2024", "uitkeringen": WEIGHED}
    spec("herinstroom_12m;methode=meegewogen", **case, teller=1, noemer=3, waarde=33.3)
    spec("duurzame_uitstroom_werk;methode=meegewogen", **case, teller=2, noemer=3, waarde=66.7)
