"""Categorie en loonwaarde: een toestand per dag

Een categorie of een loonwaarde geldt op elke dag van begindatum tot en met einddatum. Op een dag
geldt er precies één, en waar er geen geldt is het onbekend.
"""

ONE = """
persoon_id | ingangsdatum
a          | 2018-01-01
"""
ENDS = """
persoon_id | categorie | begindatum | einddatum
a          | Werkfit   | 2023-01-01 | 2024-03-31
"""


def test_a_state_holds_on_its_last_day(spec):
    """Een categorie geldt ook nog op de einddatum; een dag later is het onbekend. Er wordt niets
    doorgetrokken."""
    case = {"per": "categorie", "uitkeringen": ONE, "categorieen": ENDS}
    spec("stand_eind", periode="2024-03", **case, tellers={"Werkfit": 1})
    spec("stand_eind", periode="2024-04-01..2024-04-01", **case, tellers={"onbekend": 1})


GAP = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-02-10
a          | Meedoen   | 2024-03-10 |
"""


def test_a_gap_is_unknown(spec):
    """Tussen twee perioden in is de categorie onbekend."""
    case = {"per": "categorie", "uitkeringen": ONE, "categorieen": GAP}
    spec("stand_eind", periode="2024-01", **case, tellers={"Zorg": 1})
    spec("stand_eind", periode="2024-02", **case, tellers={"onbekend": 1})
    spec("stand_eind", periode="2024-03", **case, tellers={"Meedoen": 1})


LATER_WINS = """
persoon_id | categorie | begindatum | einddatum
a          | Werkfit   | 2023-01-01 |
a          | Zorg      | 2024-02-01 | 2024-03-15
"""


def test_the_later_start_wins(spec):
    """Gelden er twee rijen, dan wint de laatste begindatum. Loopt die af, dan geldt de oudere
    weer."""
    case = {"per": "categorie", "uitkeringen": ONE, "categorieen": LATER_WINS}
    spec("stand_eind", periode="2024-02", **case, tellers={"Zorg": 1})
    spec("stand_eind", periode="2024-03-15..2024-03-15", **case, tellers={"Zorg": 1})
    spec("stand_eind", periode="2024-03-16..2024-03-16", **case, tellers={"Werkfit": 1})


LATER_END_WINS = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-06-30
a          | Werkfit   | 2023-01-01 | 2024-12-31
"""
OPEN_END_WINS = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2023-01-01 | 2024-12-31
a          | Werkfit   | 2023-01-01 |
"""


def test_with_one_start_the_later_end_wins(spec):
    """Bij dezelfde begindatum wint de laatste einddatum; een open einde is het laatst."""
    case = {"periode": "2024-03", "per": "categorie", "uitkeringen": ONE}
    spec("stand_eind", **case, categorieen=LATER_END_WINS, tellers={"Werkfit": 1})
    spec("stand_eind", **case, categorieen=OPEN_END_WINS, tellers={"Werkfit": 1})


SAME = """
persoon_id | categorie | begindatum | einddatum
a          | Werkfit   | 2023-01-01 |
a          | Zorg      | 2023-01-01 |
"""
SAME_CAPACITY = """
persoon_id | begindatum | loonwaarde_pct
a          | 2023-01-01 | 80
a          | 2023-01-01 | 20
"""


def test_in_a_tie_the_lowest_position_wins(spec):
    """Zijn begin en einde gelijk, dan wint de laagste plaats op de ladder: Zorg, of de laagste
    loonwaarde. De controle meldt zulke rijen."""
    case = {"periode": "2024-03", "uitkeringen": ONE}
    spec("stand_eind", **case, per="categorie", categorieen=SAME, tellers={"Zorg": 1})
    spec("stand_eind", **case, per="loonwaardeklasse", arbeidsvermogen=SAME_CAPACITY,
         tellers={"0-40": 1})  # fmt: skip


EMPTY_WINS = """
persoon_id | begindatum | loonwaarde_pct
a          | 2023-01-01 | 60
a          | 2024-03-01 |
"""


def test_an_empty_value_that_wins_is_unknown(spec):
    """Is de loonwaarde op de winnende rij leeg, dan is ze onbekend. De oudere waarde komt er niet
    voor in de plaats."""
    case = {"per": "loonwaardeklasse", "uitkeringen": ONE, "arbeidsvermogen": EMPTY_WINS}
    spec("stand_eind", periode="2024-02", **case, tellers={"40-70": 1})
    spec("stand_eind", periode="2024-03", **case, tellers={"onbekend": 1})


ONE_DAY = """
persoon_id | categorie | begindatum | einddatum
a          | Werkfit   | 2024-03-31 | 2024-03-31
"""


def test_a_state_of_one_day_is_real(spec):
    """Een categorie van één dag geldt op die dag."""
    case = {"per": "categorie", "uitkeringen": ONE, "categorieen": ONE_DAY}
    spec("stand_eind", periode="2024-03", **case, tellers={"Werkfit": 1})
    spec("stand_eind", periode="2024-03-30..2024-03-30", **case, tellers={"onbekend": 1})


OFF_LADDER = """
persoon_id | categorie | begindatum
a          | Overig    | 2023-01-01
"""


def test_a_category_that_is_not_on_the_ladder_is_unknown(spec):
    """Een categorie die niet op de ladder van het profiel staat, telt als onbekend; de controle
    noemt haar."""
    spec("stand_eind", periode="2024-03", uitkeringen=ONE, categorieen=OFF_LADDER,
         per="categorie", tellers={"onbekend": 1})  # fmt: skip


PERSPECTIVE = """
persoon_id | categorie | subcategorie | perspectief      | begindatum
a          | Zorg      | a1           | maximaal_bereikt | 2023-01-01
"""


def test_subcategory_and_perspective_follow_the_same_row(spec):
    """Subcategorie en perspectief komen van dezelfde rij als de categorie."""
    case = {"periode": "2024-03", "uitkeringen": ONE, "categorieen": PERSPECTIVE}
    spec("stand_eind", **case, per="subcategorie", tellers={"a1": 1})
    spec("stand_eind", **case, per="perspectief", tellers={"maximaal_bereikt": 1})


EXAMINED = """
persoon_id | begindatum | einddatum  | loonwaarde_pct | door_keuring
a          | 2023-01-01 | 2024-02-29 | 60             | ja
a          | 2024-03-01 |            | 60             |
"""


def test_how_the_wage_value_was_established(spec):
    """Of de loonwaarde door een keuring is vastgesteld, is ja, nee of onbekend (niet ingevuld)."""
    case = {"per": "door_keuring", "uitkeringen": ONE, "arbeidsvermogen": EXAMINED}
    spec("stand_eind", periode="2024-02", **case, tellers={"ja": 1})
    spec("stand_eind", periode="2024-03", **case, tellers={"onbekend": 1})
