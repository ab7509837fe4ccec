"""Waar mensen een jaar later zijn

Van wie een jaar geleden in de bijstand was, is bekend waar die nu is: op een plaats van de ladder,
of uit de bijstand. Zo tellen de uitkomsten op tot de stand van toen.
"""

BENEFITS = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2022-06-30 | 11
2            | b          | 2020-01-01   |            |
3            | c          | 2020-01-01   |            |
4            | d          | 2020-01-01   |            |
5            | e          | 2020-01-01   | 2024-05-31 | 11
6            | f          | 2020-01-01   | 2024-05-31 | 04
7            | g          | 2020-01-01   |            |
8            | h          | 2024-03-01   |            |
9            | i          | 2020-01-01   | 2023-03-31 | 11
"""
LADDER = """
persoon_id | categorie | perspectief      | begindatum | einddatum
a          | Werkfit   | uitstroom        | 2020-01-01 |
b          | Zorg      | doorstroom       | 2020-01-01 | 2024-04-30
b          | Meedoen   | doorstroom       | 2024-05-01 |
c          | Meedoen   | maximaal_bereikt | 2020-01-01 |
d          | Meedoen   | uitstroom        | 2020-01-01 | 2024-04-30
d          | Zorg      | doorstroom       | 2024-05-01 |
e          | Meedoen   | uitstroom        | 2020-01-01 |
f          | Meedoen   | uitstroom        | 2020-01-01 |
h          | Zorg      | doorstroom       | 2024-03-01 |
"""


def test_what_became_of_everybody(spec):
    """Eind 2023 waren b tot en met g in de bijstand. b ging vooruit, c is op het hoogst haalbare, d
    ging terug, e vertrok naar werk, f overleed en van g is de plaats onbekend. a en i waren al weg
    en h kwam later: die tellen niet mee."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("na_een_jaar", **case, teller=6)
    spec("na_een_jaar", **case, per="uitkomst", tellers={
        "vooruit": 1, "hoogst_haalbaar": 1, "terug": 1, "werk_of_school": 1, "anders_uit": 1,
        "onbekend": 1,
    })  # fmt: skip


def test_a_result_after_a_year(spec):
    """Een resultaat is werk of onderwijs, een hogere plaats, of het hoogst haalbare op dezelfde
    plaats. Wie overleed of van wie de plaats onbekend is, telt niet mee: b, c en e van vier."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("resultaat_na_een_jaar_pct", **case, teller=3, noemer=4, waarde=75)
    spec("resultaat_na_een_jaar_pct", **case, per="categorie", categorie="Meedoen",
         teller=2, noemer=3)  # fmt: skip


def test_what_was_foreseen(spec):
    """Bij b (doorstroom), c (maximaal bereikt) en e (uitstroom) kwam het perspectief van toen uit;
    bij d, die zou uitstromen, niet. f overleed en telt niet mee."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("perspectief_uitgekomen_pct", **case, teller=3, noemer=4, waarde=75)
    spec("perspectief_uitgekomen_pct", **case, per="perspectief",
         tellers={"uitstroom": 1, "doorstroom": 1, "maximaal_bereikt": 1})  # fmt: skip


def test_a_year_ago_to_the_day(spec):
    """Wie op 31 mei 2024 vertrok, was aan het eind van die dag weg: op peildatum 31 mei 2025 telt e
    niet meer mee, een dag eerder wel."""
    case = {"uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("na_een_jaar", **case, periode="2025-05-30..2025-05-30", teller=7)
    spec("na_een_jaar", **case, periode="2025-05-31..2025-05-31", teller=5)
    spec("resultaat_na_een_jaar_pct", **case, periode="2025-05-31..2025-05-31", teller=1, noemer=4)


def test_before_it_was_kept(spec):
    """De eerste beëindiging is van 30 juni 2022. Van een jaar dat eerder begon is niet te zeggen
    wie er toen waren."""
    case = {"periode": "2022", "uitkeringen": BENEFITS, "categorieen": LADDER}
    why = "bijgehouden wordt sinds 30 juni 2022"
    spec("na_een_jaar", **case, niet_berekend=why)
    spec("resultaat_na_een_jaar_pct", **case, niet_berekend=why)
    spec("perspectief_uitgekomen_pct", **case, niet_berekend=why)
    spec("overgangskans", **case,
         niet_berekend="nodig zijn 12 maanden, bijgehouden wordt sinds 30 juni 2022")  # fmt: skip


def test_where_they_went(spec):
    """Van wie eind 2023 op Meedoen stond (c, d, e en f) is er eind 2024 een op dezelfde plaats, een
    op Zorg en zijn er twee uit: 50%. Van allen in de bijstand zijn twee van de zes uit."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("overgangskans", **case, teller=2, noemer=6, waarde=33.3)
    spec("overgangskans", **case, per="van|naar", categorie="Meedoen|uitstroom",
         teller=2, noemer=4, waarde=50)  # fmt: skip
    spec("overgangskans", **case, per="van|naar", categorie="Zorg|Meedoen",
         teller=1, noemer=1, waarde=100)  # fmt: skip
    spec("overgangskans", **case, per="van|naar", categorie="Werkfit|uitstroom", teller=0, noemer=0)


def test_two_years_on(spec):
    """Over 24 maanden: eind 2022 was ook i nog in de bijstand, die in 2023 vertrok."""
    spec("overgangskans;maanden=24", periode="2024", uitkeringen=BENEFITS, categorieen=LADDER,
         teller=3, noemer=7)  # fmt: skip


def test_with_the_steps_of_everybody(spec):
    """Uit alle stappen geschat (Markov) telt h, die in maart kwam, mee zolang die er is: van de
    zeven die er op 31 mei waren, vertrokken er twee, 28,6%. Van wie op Meedoen stond, gaat op 1 mei
    een van de vier naar Zorg en komt daar niet meer vandaan: 25%."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER}
    spec("overgangskans;maanden=12;methode=markov", **case, teller=2, noemer=6, waarde=28.6)
    spec("overgangskans;maanden=12;methode=markov", **case, per="van|naar",
         categorie="Meedoen|Zorg", teller=1, noemer=4, waarde=25)  # fmt: skip
    spec("overgangskans;maanden=24;methode=markov", **case, per="van|naar",
         categorie="Werkfit|uitstroom", teller=0, noemer=0)  # fmt: skip


SHORT = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2024-01-01   |
2            | b          | 2024-01-01   | 2024-02-20
3            | c          | 2024-01-01   | 2024-01-02
"""
PLACES = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2024-01-01 | 2024-01-20
a          | Meedoen   | 2024-01-21 |
b          | Zorg      | 2024-01-01 | 2024-01-10
b          | Zorg      | 2024-01-11 |
"""


def test_how_long_somebody_stays_in_a_place(spec):
    """a is 20 dagen in Zorg; een nieuwe rij met dezelfde plaats zet het verblijf van b voort, tot
    het vertrek na 50 dagen. De helft van de verblijven in Zorg is na het midden daarvan voorbij: 35
    dagen. Het verblijf van a in Meedoen loopt nog."""
    case = {"periode": "2024", "uitkeringen": SHORT, "categorieen": PLACES, "per": "categorie"}
    spec("verblijfsduur_mediaan", **case, categorie="Zorg", teller=2, noemer=2, waarde=35)
    spec("verblijfsduur_mediaan", **case, categorie="Meedoen", teller=0, noemer=1,
         oordeel="te weinig gegevens: gevolgd: 1, nodig: minstens 6 verblijven")  # fmt: skip


def test_nobody_was_there(spec):
    """Was er niemand, dan is er geen uitkomst en geen kans."""
    case = {"periode": "2019", "uitkeringen": NOBODY, "categorieen": NOBODY_PLACED}
    spec("na_een_jaar", **case, teller=0)
    spec("resultaat_na_een_jaar_pct", **case, teller=0, noemer=0)
    spec("perspectief_uitgekomen_pct", **case, teller=0, noemer=0)
    spec("overgangskans", **case, teller=0, noemer=0)
    spec("verblijfsduur_mediaan", **case, teller=0, noemer=0)


NOBODY = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2024-01-01   |
"""
NOBODY_PLACED = """
persoon_id | categorie | begindatum | einddatum
b          | Zorg      | 2010-01-01 |
"""


STAYS = """
persoon_id | categorie | begindatum | einddatum
a          | Zorg      | 2024-01-01 | 2024-02-09
b          | Zorg      | 2024-01-01 | 2024-02-19
a          | Werkfit   | 2024-02-10 |
"""


def test_a_place_from_the_last_day(spec):
    """a wisselt op 10 februari van plaats, na 40 dagen; b is tot de laatste dag van de uitkering in
    Zorg, 50 dagen. Alle verblijven samen: c een dag onbekend, Zorg 40 en 50 dagen, en a, die nog in
    Werkfit is. De helft is voorbij tussen 40 en 50 dagen."""
    case = {"periode": "2024", "uitkeringen": SHORT, "categorieen": STAYS}
    spec("verblijfsduur_mediaan", **case, per="categorie", categorie="Zorg",
         teller=2, noemer=2, waarde=45)  # fmt: skip
    spec("verblijfsduur_mediaan", **case, teller=3, noemer=4, waarde=45)


INCOME = """
persoon_id | maand   | soort | bedrag
b          | 2023-12 | 11    | 400
c          | 2023-12 | 17    | 300
e          | 2023-12 | 11    | 250
e          | 2023-11 | 11    | 250
f          | 2023-12 | 11    | 600
"""


def test_part_time_work_as_a_step(spec):
    """In december 2023 hadden b, e en f inkomen uit arbeid. e vertrok naar werk en f overleed, dus
    van wie iets verdiende is 1 van de 2 uit naar werk, en van de rest (c, d en g) niemand."""
    case = {"periode": "2024", "uitkeringen": BENEFITS, "categorieen": LADDER, "inkomsten": INCOME}
    spec("werk_na_een_jaar_pct", **case, teller=1, noemer=5, waarde=20)
    case["per"] = "inkomen_uit_werk"
    spec("werk_na_een_jaar_pct", **case, categorie="ja", teller=1, noemer=2, waarde=50)
    spec("werk_na_een_jaar_pct", **case, categorie="nee", teller=0, noemer=3, waarde=0)


LAST_DAY = """
uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
1            | a          | 2020-01-01   | 2024-12-31 | 11
2            | b          | 2020-01-01   | 2025-01-01 | 11
3            | c          | 2024-01-01   | 2024-06-30 | 11
4            | d          | 2020-01-01   | 2023-09-30 | 11
"""


def test_work_on_the_last_day_of_the_year(spec):
    """a ging op de peildatum zelf uit naar werk en telt mee; b een dag later en telt nog niet. c
    kwam pas na de dag van toen binnen en d was toen al weg: zij horen niet bij de groep."""
    case = {
        "periode": "2024", "uitkeringen": LAST_DAY, "categorieen": LADDER, "inkomsten": INCOME,
    }  # fmt: skip
    spec("werk_na_een_jaar_pct", **case, teller=1, noemer=2, waarde=50)


def test_no_income_is_known(spec):
    """Zonder de tabel is niet te zeggen wie toen verdiende."""
    spec("werk_na_een_jaar_pct", periode="2024", uitkeringen=BENEFITS, categorieen=LADDER,
         niet_berekend="tabel `inkomsten` ontbreekt")  # fmt: skip
