"""Rechtmatigheid

Welke besluiten zijn getoetst, en hoe vaak was het in een keer goed?
"""

DECIDED = """
besluit_id | datum      | soort
b1         | 2024-03-01 | toekenning
b2         | 2024-03-15 | beeindiging
b3         | 2024-03-31 | maatregel
b4         | 2024-04-01 | toekenning
b5         | 2024-03-20 | toekenning
"""
REVIEWED = """
toetsing_id | besluit_id | datum      | oordeel
1           | b1         | 2024-03-10 | hersteld
2           | b1         | 2024-03-12 | akkoord
3           | b3         | 2024-04-02 | niet_akkoord
4           | b4         | 2024-04-05 | akkoord
5           |            | 2024-03-31 | akkoord
"""


def test_decisions_that_were_checked(spec):
    """Van de vier besluiten in maart zijn b1 en b3 getoetst: 50%. Twee toetsen van een besluit
    tellen als een, en b3 telt hoewel de toets pas in april was."""
    spec("toetsing_pct", periode="2024-03", besluiten=DECIDED, toetsingen=REVIEWED,
         teller=2, noemer=4, waarde=50)  # fmt: skip


def test_checked_by_kind(spec):
    """Naar soort besluit, ook waar niets is getoetst."""
    spec("toetsing_pct", periode="2024-03", besluiten=DECIDED, toetsingen=REVIEWED,
         per="soort", tellers={"toekenning": 1, "maatregel": 1, "beeindiging": 0})  # fmt: skip


def test_a_decision_on_the_border(spec):
    """Een besluit van 1 april hoort bij april."""
    spec("toetsing_pct", periode="2024-04-01..2024-04-01", besluiten=DECIDED, toetsingen=REVIEWED,
         teller=1, noemer=1)  # fmt: skip


def test_right_at_once(spec):
    """In maart waren er drie toetsingen: 2 en 5 akkoord, 1 hersteld. Hersteld is niet in een keer
    goed: 67%. Ook een toets zonder besluit telt mee."""
    spec("toetsing_akkoord_pct", periode="2024-03", besluiten=DECIDED, toetsingen=REVIEWED,
         teller=2, noemer=3, waarde=66.7)  # fmt: skip


def test_a_check_counts_on_its_own_day(spec):
    """Toetsing 3 is van april, hoewel het besluit van maart is; de soort is die van het
    besluit."""
    spec("toetsing_akkoord_pct", periode="2024-04", besluiten=DECIDED, toetsingen=REVIEWED,
         teller=1, noemer=2, waarde=50)  # fmt: skip
    spec("toetsing_akkoord_pct", periode="2024-04", besluiten=DECIDED, toetsingen=REVIEWED,
         per="soort", categorie="maatregel", teller=0, noemer=1)  # fmt: skip


def test_nothing_to_check(spec):
    """Zonder besluiten of toetsingen is er geen aandeel; zonder tabel wordt niets berekend."""
    case = {"periode": "2023", "besluiten": DECIDED}
    spec("toetsing_pct", **case, toetsingen=REVIEWED, teller=0, noemer=0)
    spec("toetsing_akkoord_pct", **case, toetsingen=REVIEWED, teller=0, noemer=0)
    spec("toetsing_pct", **case, niet_berekend="tabel `toetsingen` ontbreekt")
