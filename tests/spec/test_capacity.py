"""Arbeidsvermogen

Van hoeveel personen de loonwaarde bekend is, en hoe die is vastgesteld.
"""

PERSONS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   |
d          | 2023-01-01   |
e          | 2023-01-01   | 2024-03-15
"""
CAPACITY = """
persoon_id | begindatum | loonwaarde_pct | door_keuring
a          | 2023-06-01 | 55             | ja
b          | 2023-06-01 | 0              | nee
c          | 2023-06-01 |                | ja
e          | 2023-06-01 | 80             | ja
"""


def test_known(spec):
    """Van de vier personen in de bijstand is de loonwaarde van a en b bekend; 0 is ook een waarde.
    Bij c is ze leeg en d heeft geen rij."""
    spec("loonwaarde_bekend_pct", periode="2024-03", uitkeringen=PERSONS, arbeidsvermogen=CAPACITY,
         teller=2, noemer=4, waarde=50)  # fmt: skip


def test_examined(spec):
    """Van de twee bekende loonwaarden is die van a door een keuring vastgesteld: 50%."""
    spec("keuring_pct", periode="2024-03", uitkeringen=PERSONS, arbeidsvermogen=CAPACITY,
         teller=1, noemer=2, waarde=50)  # fmt: skip


BORDERS = """
persoon_id | begindatum | einddatum  | loonwaarde_pct | door_keuring
a          | 2024-01-01 | 2024-03-31 | 55             | ja
b          | 2024-01-01 | 2024-03-30 | 55             | ja
c          | 2024-03-31 |            | 55             | nee
d          | 2024-04-01 |            | 55             | ja
"""


def test_to_the_day(spec):
    """De loonwaarde geldt ook nog op haar laatste dag (a) en al op haar eerste (c). Die van b is
    een dag te vroeg afgelopen, die van d begint een dag te laat."""
    case = {"periode": "2024-03", "uitkeringen": PERSONS, "arbeidsvermogen": BORDERS}
    spec("loonwaarde_bekend_pct", **case, teller=2, noemer=4, waarde=50)
    spec("keuring_pct", **case, teller=1, noemer=2, waarde=50)


RENEWED = """
persoon_id | begindatum | loonwaarde_pct | door_keuring
a          | 2023-01-01 | 55             | ja
a          | 2024-02-01 | 60             |
b          | 2023-01-01 | 55             | ja
b          | 2024-02-01 |                |
"""


def test_the_latest_row_decides(spec):
    """De laatste rij telt: die van a is niet als keuring ingevuld, en die van b is leeg en dus
    onbekend."""
    case = {"periode": "2024-03", "uitkeringen": PERSONS, "arbeidsvermogen": RENEWED}
    spec("loonwaarde_bekend_pct", **case, teller=1, noemer=4, waarde=25)
    spec("keuring_pct", **case, teller=0, noemer=1, waarde=0)


def test_nobody_known(spec):
    """Is van niemand de loonwaarde bekend, dan is het eerste cijfer 0% en het tweede leeg. Is er
    niemand in de bijstand, dan zijn ze beide leeg."""
    nothing = "persoon_id | begindatum | loonwaarde_pct\na | 2023-01-01 |"
    case = {"uitkeringen": PERSONS, "arbeidsvermogen": nothing, "teller": 0}
    spec("loonwaarde_bekend_pct", periode="2024-03", **case, noemer=4, waarde=0)
    spec("keuring_pct", periode="2024-03", **case, noemer=0)
    spec("loonwaarde_bekend_pct", periode="2020", **case, noemer=0)
    spec("keuring_pct", periode="2020", **case, noemer=0)
