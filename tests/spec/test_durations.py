"""Hoe lang uitkeringen duren

Wie nu nog een uitkering heeft, heeft geen einddatum, en wie er al was toen de beëindigingen werden
bijgehouden, is niet vanaf het begin gevolgd. Beiden weglaten maakt de duur te kort, of te lang.
Daarom telt elke uitkering mee zolang zij is gevolgd: van de ingangsdatum, of van de eerste
geregistreerde beëindiging, tot het einde of tot de peildatum.
"""

FOUR = """
ingangsdatum | einddatum
2024-01-01   | 2024-01-11
2024-01-01   | 2024-01-21
2024-01-01   | 2024-01-31
2024-01-01   | 2024-02-10
"""


def test_all_followed_to_the_end(spec):
    """Zijn alle vier geëindigd, na 10, 20, 30 en 40 dagen, dan zijn de helft, een kwart en
    driekwart het midden tussen de twee dagen eromheen."""
    case = {"periode": "2024", "uitkeringen": FOUR, "teller": 4, "noemer": 4}
    spec("uitkeringsduur_mediaan", **case, waarde=25)
    spec("uitkeringsduur_p25", **case, waarde=15)
    spec("uitkeringsduur_p75", **case, waarde=35)


STILL_THERE = """
ingangsdatum | einddatum
2024-01-01   | 2024-01-11
2024-01-12   |
2024-01-01   | 2024-01-21
2024-01-01   | 2024-02-20
"""


def test_who_is_still_there_counts_up_to_the_reference_date(spec):
    """Op 28 januari zijn de eerste en de derde na 10 en 20 dagen geëindigd; de tweede is 16 dagen
    gevolgd. Na 10 dagen is 3/4 er nog, na 20 dagen, van de twee die zo lang zijn gevolgd, de helft
    daarvan: 3/8. Dus de helft is na 20 dagen weg."""
    spec("uitkeringsduur_mediaan", periode="2024-01-01..2024-01-28", uitkeringen=STILL_THERE,
         teller=2, noemer=4, waarde=20)  # fmt: skip


def test_the_first_day_of_the_period_plays_no_part(spec):
    """Alles tot de peildatum telt, welke eerste dag de periode ook heeft."""
    spec("uitkeringsduur_mediaan", periode="2024-01-28..2024-01-28", uitkeringen=STILL_THERE,
         teller=2, noemer=4, waarde=20)  # fmt: skip


def test_a_quarter(spec):
    """Een kwart is weg op de dag waarop van de vier de eerste vertrekt; zolang het precies een
    kwart is, telt het midden: tussen dag 10 en dag 20."""
    spec("uitkeringsduur_p25", periode="2024", uitkeringen=FOUR, teller=4, noemer=4, waarde=15)


def test_three_quarters(spec):
    """Driekwart is weg tussen dag 30 en dag 40."""
    spec("uitkeringsduur_p75", periode="2024", uitkeringen=FOUR, teller=4, noemer=4, waarde=35)


LATE = """
ingangsdatum | einddatum
2023-12-12   | 2024-01-21
2024-01-01   | 2024-01-11
2024-01-01   | 2024-01-31
"""


def test_who_was_there_already_enters_late(spec):
    """De eerste geregistreerde beëindiging is van 11 januari. De uitkering van 12 december duurde
    40 dagen en is pas na 29 dagen gevolgd: op dag 10 telt zij niet mee. Van de andere twee is na 10
    dagen de helft weg, na 30 dagen, als alleen zij en de derde er zijn, nog de helft daarvan. De
    mediaan ligt midden tussen 10 en 30."""
    spec("uitkeringsduur_mediaan", periode="2024", uitkeringen=LATE, teller=3, noemer=3, waarde=20)


NOT_YET = """
ingangsdatum | einddatum
2024-01-01   | 2024-01-11
2024-01-01   |
2024-01-01   |
"""


def test_not_reached(spec):
    """Is nog geen helft geëindigd, dan is er geen getal. Met drie uitkeringen is er hoe dan ook te
    weinig: voor een interval met twee grenzen zijn er minstens zes nodig."""
    spec("uitkeringsduur_mediaan", periode="2024-01", uitkeringen=NOT_YET, teller=1, noemer=3,
         oordeel="te weinig gegevens: gevolgd: 3, nodig: minstens 6 uitkeringen")  # fmt: skip
    spec("uitkeringsduur_p75", periode="2024-01", uitkeringen=NOT_YET, teller=1, noemer=3,
         oordeel="te weinig gegevens: gevolgd: 3, nodig: minstens 13 uitkeringen")  # fmt: skip
    spec("uitkeringsduur_p25", periode="2024-01", uitkeringen=NOT_YET,
         teller=1, noemer=3, waarde=10)  # fmt: skip


SIX = """
ingangsdatum | einddatum
2024-01-01   | 2024-01-11
2024-01-01   |
2024-01-01   |
2024-01-01   |
2024-01-01   |
2024-01-01   |
"""


def test_enough_but_not_followed_long_enough(spec):
    """Met zes uitkeringen is het aantal genoeg, maar 83% duurt langer dan er is gevolgd."""
    spec(
        "uitkeringsduur_mediaan", periode="2024-01", uitkeringen=SIX, teller=1, noemer=6,
        oordeel="te weinig gegevens: 83% duurt langer dan de 30 dagen die zijn gevolgd",
    )  # fmt: skip


def test_nobody_to_follow(spec):
    """Begon er nog niemand, dan valt er niets te zeggen."""
    case = {"periode": "2023", "uitkeringen": FOUR, "teller": 0, "noemer": 0}
    spec("uitkeringsduur_mediaan", **case)
    spec("uitkeringsduur_p25", **case)
    spec("uitkeringsduur_p75", **case)
    spec("nog_in_uitkering", **case)
    spec("uitstroomtempo", **case)
    spec("uitstroomkans", **case)


BY_SCHEME = """
regeling | ingangsdatum | einddatum
PW       | 2024-01-01   | 2024-01-11
PW       | 2024-01-01   | 2024-01-21
PW       | 2024-01-01   | 2024-01-31
IOAW     | 2024-01-01   | 2024-01-31
"""


def test_duration_per_group(spec):
    """Per groep telt de groep van de ingangsdatum."""
    case = {"periode": "2024", "uitkeringen": BY_SCHEME, "per": "regeling"}
    spec("uitkeringsduur_mediaan", **case, categorie="PW", teller=3, noemer=3, waarde=20)
    spec("uitkeringsduur_p25", **case, categorie="PW", teller=3, noemer=3, waarde=10)
    spec("uitkeringsduur_p75", **case, categorie="IOAW", teller=1, noemer=1, waarde=30)


A_YEAR = """
ingangsdatum | einddatum  | reden_uitstroom
2022-01-01   | 2022-02-01 | 11
2022-01-01   | 2023-01-01 | 11
2022-01-01   | 2023-01-02 | 02
2022-01-01   |            |
"""


def test_who_is_still_in_after_a_year(spec):
    """Van vier uitkeringen eindigen er twee binnen 365 dagen, de tweede precies op dag 365. De
    derde, van 366 dagen, duurde langer dan een jaar. Na twaalf maanden is 50% er nog; op dag 365
    werden er drie gevolgd."""
    spec("nog_in_uitkering", periode="2023", uitkeringen=A_YEAR, teller=2, noemer=3, waarde=50)


def test_the_curve_by_months(spec):
    """Na zes maanden is 75% er nog. Na 24 maanden is op 31 december 2023 niemand gevolgd."""
    case = {"periode": "2023", "uitkeringen": A_YEAR, "per": "maanden"}
    spec("nog_in_uitkering", **case, categorie="6", teller=1, noemer=3, waarde=75)
    spec("nog_in_uitkering", **case, categorie="24", teller=3, noemer=0)


def test_chance_to_leave_by_reason(spec):
    """De kans om binnen een jaar te vertrekken is 50%, allebei naar werk. De relatie kwam na een
    jaar, en telt binnen 24 maanden pas als iemand zo lang is gevolgd: eind 2024 is dat zo."""
    case = {"uitkeringen": A_YEAR, "per": "reden_uitstroom"}
    spec("uitstroomkans", periode="2023", uitkeringen=A_YEAR, teller=2, noemer=4, waarde=50)
    spec("uitstroomkans", **case, periode="2023", tellers={"werk": 2})
    spec("uitstroomkans", **case, periode="2023", categorie="werk", teller=2, noemer=4, waarde=50)
    spec("uitstroomkans;maanden=24", **case, periode="2024", categorie="relatie",
         teller=1, noemer=4, waarde=25)  # fmt: skip
    spec("uitstroomkans;maanden=24", **case, periode="2023", categorie="relatie",
         teller=1, noemer=4)  # fmt: skip
    spec("uitstroomkans;maanden=60", periode="2024", uitkeringen=A_YEAR, teller=3, noemer=4)


PACE = """
ingangsdatum | einddatum
2022-01-01   | 2022-04-11
2022-01-01   | 2022-07-20
2022-01-01   |
"""


def test_how_soon_they_end(spec):
    """De eerste beëindiging is na 100 dagen; vanaf die dag is er gevolgd. In de eerste zes maanden
    (182 dagen) zijn dat 1 + 83 + 83 dagen, waarin er een eindigt. In de maanden daarna eindigt er
    weer een."""
    spec("uitstroomtempo", periode="2022-01-01..2023-01-31", uitkeringen=PACE, per="maanden",
         tellers={"0-6": 1, "6-12": 1})  # fmt: skip
    spec("uitstroomtempo", periode="2022-01-01..2023-01-31", uitkeringen=PACE,
         teller=2, noemer=(1 + 101 + 296) / 365.25)  # fmt: skip
    spec("uitstroomtempo", periode="2022-01-01..2022-07-02", uitkeringen=PACE, per="maanden",
         categorie="0-6", teller=1, noemer=167 / 365.25)  # fmt: skip


def test_nobody_stays_so_long(spec):
    """In een band waarin niemand is gevolgd, is er geen tempo."""
    spec("uitstroomtempo", periode="2022", uitkeringen=PACE, per="maanden", categorie="24-36",
         teller=0, noemer=0)  # fmt: skip


CAUSES = """
ingangsdatum | einddatum  | reden_uitstroom
2024-01-01   | 2024-01-11 | 02
2024-01-01   | 2024-01-21 | 11
2024-01-01   | 2025-01-31 | 11
"""


def test_reasons_compete(spec):
    """Na 10 dagen vertrekt een op de drie door een relatie, na 20 dagen een op de drie naar werk.
    Samen zijn zij de kans om binnen een jaar te vertrekken: twee op de drie."""
    case = {"periode": "2025", "uitkeringen": CAUSES}
    spec("uitstroomkans", **case, teller=2, noemer=3, waarde=66.7)
    spec("uitstroomkans", **case, per="reden_uitstroom", categorie="relatie",
         teller=1, noemer=3, waarde=33.3)  # fmt: skip


def test_reasons_per_group(spec):
    """Ook per groep tellen de redenen op tot het totaal van de groep."""
    case = {"periode": "2025", "uitkeringen": CAUSES}
    spec("uitstroomkans", **case, per="regeling", categorie="PW", teller=2, noemer=3, waarde=66.7)
