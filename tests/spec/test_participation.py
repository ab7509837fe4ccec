"""Meedoen en werk

Wie doet mee naast de uitkering, en wie verdient er zelf bij?
"""

BENEFITS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   |
d          | 2023-01-01   |
e          | 2023-01-01   | 2024-03-15
"""
ACTIVITIES = """
persoon_id | soort                      | begindatum | einddatum
a          | vrijwilligerswerk          | 2024-01-01 |
a          | arbeidsmatige_dagbesteding | 2024-02-01 | 2024-12-31
b          | parttime_werk              | 2024-01-01 |
c          | zorgtraject                | 2024-01-01 | 2024-03-20
e          | beschut_werk               | 2024-01-01 |
z          | beschut_werk               | 2024-01-01 |
"""


def test_who_takes_part(spec):
    """Van de vier personen in de bijstand (a tot en met d) heeft alleen a een lopende activiteit:
    25%. Parttime werk (b) telt hier niet, het zorgtraject van c is voorbij, en e en z zijn niet in
    de bijstand."""
    spec("participatie_pct", periode="2024-03", uitkeringen=BENEFITS, activiteiten=ACTIVITIES,
         teller=1, noemer=4, waarde=25)  # fmt: skip


BORDERS = """
persoon_id | soort             | begindatum | einddatum
a          | vrijwilligerswerk | 2024-01-01 | 2024-03-31
b          | tegenprestatie    | 2024-01-01 | 2024-04-01
c          | beschut_werk      | 2024-03-31 |
d          | zorgtraject       | 2024-04-01 |
"""


def test_taking_part_to_the_day(spec):
    """Geteld wordt aan het eind van 31 maart: wat die dag eindigt (a) telt niet, wat die dag begint
    (c) wel."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "activiteiten": BORDERS}
    spec("participatie_pct", **case, teller=2, noemer=4, waarde=50)
    spec("participatie_pct", **case, per="rol", categorie="client", teller=2, noemer=4)


def test_nobody_takes_part(spec):
    """Doet niemand mee, dan is het 0%. Is er niemand in de bijstand, dan is er geen aandeel, en
    zonder de tabel geen cijfer."""
    only_school = "persoon_id | soort | begindatum\na | school | 2024-01-01"
    spec("participatie_pct", periode="2024-03", uitkeringen=BENEFITS, activiteiten=only_school,
         teller=0, noemer=4)  # fmt: skip
    spec("participatie_pct", periode="2020", uitkeringen=BENEFITS, activiteiten=ACTIVITIES,
         teller=0, noemer=0)  # fmt: skip
    spec("participatie_pct", periode="2024-03", uitkeringen=BENEFITS,
         niet_berekend="tabel `activiteiten` ontbreekt")  # fmt: skip


INCOME = """
persoon_id | maand   | soort | bedrag
a          | 2024-03 | 11    | 400,50
a          | 2024-03 | 11    | 100,00
b          | 2024-03 | 11    | 250,00
b          | 2024-02 | 11    | 900,00
c          | 2024-03 | 14    | 300,00
d          | 2024-02 | 11    | 300,00
e          | 2024-03 | 11    | 300,00
"""


def test_who_works_part_time(spec):
    """Van de vier personen in de bijstand hebben a en b in maart inkomen uit arbeid (soort 11):
    50%. Dat van c is geen arbeid, dat van d is van februari, en e is eind maart weg."""
    spec("parttime_pct", periode="2024-03", uitkeringen=BENEFITS, inkomsten=INCOME,
         teller=2, noemer=4, waarde=50)  # fmt: skip


def test_what_they_earn(spec):
    """In maart verdiende a 500,50 en b 250 euro: samen 750,50, gemiddeld 375,25. Wie niets
    verdient, telt niet mee in het gemiddelde."""
    case = {"uitkeringen": BENEFITS, "inkomsten": INCOME}
    spec("parttime_bedrag", periode="2024-03", **case, teller=750.5, noemer=2, waarde=375.25)


def test_the_month_of_the_last_day(spec):
    """Wat telt, is de maand van de laatste dag van de periode, ook bij een jaar of een periode die
    midden in een maand eindigt."""
    case = {"uitkeringen": BENEFITS, "inkomsten": INCOME}
    for period in ("2023-04-01..2024-03-31", "2024-03-01..2024-03-20"):
        spec("parttime_pct", periode=period, **case, teller=2, noemer=4)
        spec("parttime_bedrag", periode=period, **case, teller=750.5, noemer=2)
    spec("parttime_pct", periode="2024-02", **case, teller=2, noemer=5, waarde=40)
    spec("parttime_bedrag", periode="2024-02", **case, teller=1200, noemer=2, waarde=600)


CORRECTED = """
persoon_id | maand   | soort | bedrag
a          | 2024-03 | 11    | 400,00
a          | 2024-03 | 11    | -400,00
b          | 2024-03 | 11    | 400,00
b          | 2024-03 | 11    | -150,00
"""


def test_income_that_is_corrected(spec):
    """De regels van een maand worden bij elkaar opgeteld: a komt op nul en telt niet, b op 250."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "inkomsten": CORRECTED}
    spec("parttime_pct", **case, teller=1, noemer=4, waarde=25)
    spec("parttime_bedrag", **case, teller=250, noemer=1, waarde=250)
    spec("parttime_bedrag", **case, per="doelgroep", categorie="parttime_werkenden",
         teller=250, noemer=1)  # fmt: skip


def test_nobody_works_part_time(spec):
    """Verdient niemand iets, dan is het aandeel 0% en is er geen gemiddelde. Zonder de tabel is er
    geen cijfer."""
    case = {"periode": "2023-06", "uitkeringen": BENEFITS}
    spec("parttime_pct", **case, inkomsten=INCOME, teller=0, noemer=5)
    spec("parttime_bedrag", **case, inkomsten=INCOME, teller=0, noemer=0)
    for id in ("parttime_pct", "parttime_bedrag"):
        spec(id, **case, niet_berekend="tabel `inkomsten` ontbreekt")


HOURS = """
persoon_id | maand   | soort | bedrag | uren
a          | 2024-03 | 11    | 400    | 20
a          | 2024-03 | 11    | 100    | 5.5
b          | 2024-03 | 11    | 300    |
c          | 2024-03 | 11    | 300    | 10
d          | 2024-03 | 17    | 300    | 40
"""


def test_hours_of_work(spec):
    """Van a (25,5 uur) en c (10) zijn de uren bekend; b vulde niets in en d heeft geen arbeid."""
    case = {"periode": "2024-03", "uitkeringen": BENEFITS, "inkomsten": HOURS}
    spec("parttime_uren", **case, teller=35.5, noemer=2, waarde=17.75)


def test_hours_of_the_last_month_only(spec):
    """Het gaat om de maand van de peildatum: over het eerste kwartaal zijn het de uren van maart,
    en in februari zijn er geen bekend."""
    case = {"uitkeringen": BENEFITS, "inkomsten": HOURS}
    spec("parttime_uren", **case, periode="2024-Q1", teller=35.5, noemer=2, waarde=17.75)
    spec("parttime_uren", **case, periode="2024-02", teller=0, noemer=0)


def test_no_hours_are_known(spec):
    """Zonder de tabel is er geen cijfer."""
    spec("parttime_uren", periode="2024-03", uitkeringen=BENEFITS,
         niet_berekend="tabel `inkomsten` ontbreekt")  # fmt: skip
