"""Verplichtingen

Wie heeft een ontheffing, wie is met een ontheffing toch actief, en wie kreeg een maatregel?
"""

BENEFITS = """
persoon_id | ingangsdatum | einddatum
a          | 2023-01-01   |
b          | 2023-01-01   |
c          | 2023-01-01   |
d          | 2023-01-01   |
e          | 2023-01-01   | 2024-03-15
"""
EXEMPTIONS = """
persoon_id | soort               | verplichting         | begindatum | einddatum
a          | tijdelijk           | arbeid               | 2023-06-01 |
a          | alleenstaande_ouder | arbeid+re-integratie | 2024-02-01 | 2024-12-31
b          | volledig_duurzaam   |                      | 2023-06-01 |
c          | tijdelijk           | arbeid               | 2023-06-01 | 2024-03-10
e          | tijdelijk           | arbeid               | 2023-06-01 |
z          | tijdelijk           | arbeid               | 2023-06-01 |
"""
CASE = {"periode": "2024-03", "uitkeringen": BENEFITS, "ontheffingen": EXEMPTIONS}


def test_who_is_exempted(spec):
    """Van de vier personen in de bijstand (a tot en met d) hebben a en b een lopende ontheffing:
    50%. Dat a er twee heeft, maakt niet uit. De ontheffing van c is voorbij, e is eind maart niet
    meer in de bijstand en z heeft geen uitkering."""
    spec("ontheffing_pct", **CASE, teller=2, noemer=4, waarde=50)


def test_exemptions_by_kind_and_duty(spec):
    """Iemand kan in meer groepen tegelijk zitten: a telt bij tijdelijk en bij alleenstaande ouder.
    Elk aandeel is van alle personen in de bijstand. Zonder ingevulde verplichting (b) is ze
    onbekend."""
    spec("ontheffing_pct", **CASE, per="soort",
         tellers={"tijdelijk": 1, "alleenstaande_ouder": 1, "volledig_duurzaam": 1})  # fmt: skip
    spec("ontheffing_pct", **CASE, per="soort", categorie="tijdelijk", teller=1, noemer=4)
    spec("ontheffing_pct", **CASE, per="verplichting",
         tellers={"arbeid": 1, "re-integratie": 1, "onbekend": 1})  # fmt: skip


def test_exemptions_by_kind_within_a_group(spec):
    """Naast een ander kenmerk is de noemer de hele groep: een van de twee vrouwen heeft een
    tijdelijke ontheffing."""
    women = "persoon_id | geslacht\na | vrouw\nb | man\nc | vrouw\nd | man"
    spec("ontheffing_pct", **CASE, personen=women, per="geslacht|soort",
         categorie="vrouw|tijdelijk", teller=1, noemer=2, waarde=50)  # fmt: skip
    spec("ontheffing_pct", **CASE, personen=women, per="soort|geslacht",
         tellers={"tijdelijk|vrouw": 1, "alleenstaande_ouder|vrouw": 1,
                  "volledig_duurzaam|man": 1})  # fmt: skip


BORDERS = """
persoon_id | soort     | begindatum | einddatum
a          | tijdelijk | 2024-01-01 | 2024-03-31
b          | tijdelijk | 2024-01-01 | 2024-04-01
c          | tijdelijk | 2024-03-31 |
d          | tijdelijk | 2024-04-01 |
"""


def test_exemptions_to_the_day(spec):
    """Geteld wordt aan het eind van 31 maart: wat die dag eindigt (a) loopt dan niet meer, wat die
    dag begint (c) wel, en wat een dag later begint (d) nog niet."""
    spec("ontheffing_pct", periode="2024-03", uitkeringen=BENEFITS, ontheffingen=BORDERS,
         teller=2, noemer=4, waarde=50)  # fmt: skip


FOLLOW_UP = """
persoon_id | soort             | begindatum | einddatum
a          | tijdelijk         | 2024-01-01 | 2024-03-31
a          | volledig_duurzaam | 2024-04-01 |
b          | tijdelijk         | 2024-01-01 | 2024-06-30
b          | tijdelijk         | 2024-02-01 | 2024-03-31
"""


def test_exemptions_that_follow_on_or_overlap(spec):
    """Sluit een volgende ontheffing aan (a), dan loopt er aan het eind van 31 maart geen: de ene is
    uit, de andere begint de volgende dag. Bij overlap (b) telt wie er nog een heeft een keer."""
    case = {"uitkeringen": BENEFITS, "ontheffingen": FOLLOW_UP}
    spec("ontheffing_pct", periode="2024-03", **case, teller=1, noemer=4)
    spec("ontheffing_pct", periode="2024-04", **case, teller=2, noemer=4)


def test_no_exemptions(spec):
    """Heeft niemand een ontheffing, dan is het aandeel 0%. Is er niemand in de bijstand, dan is er
    geen aandeel. Zonder de tabel is er geen cijfer."""
    ended = "persoon_id | soort | begindatum | einddatum\na | tijdelijk | 2020-01-01 | 2020-02-01"
    spec("ontheffing_pct", periode="2024-03", uitkeringen=BENEFITS, ontheffingen=ended,
         teller=0, noemer=4)  # fmt: skip
    spec("ontheffing_pct", periode="2020", uitkeringen=BENEFITS, ontheffingen=EXEMPTIONS,
         teller=0, noemer=0)  # fmt: skip
    spec("ontheffing_pct", periode="2024-03", uitkeringen=BENEFITS,
         niet_berekend="tabel `ontheffingen` ontbreekt")  # fmt: skip


ACTIVITIES = """
persoon_id | soort             | begindatum | einddatum
a          | vrijwilligerswerk | 2024-01-01 |
a          | tegenprestatie    | 2024-01-01 |
b          | zorgtraject       | 2024-01-01 |
d          | tegenprestatie    | 2024-01-01 |
"""


def test_active_all_the_same(spec):
    """Van de twee personen met een lopende ontheffing (a en b) doet a vrijwilligerswerk en een
    tegenprestatie, en telt een keer: 50%. Een zorgtraject (b) telt hier niet, en d heeft geen
    ontheffing."""
    spec("tegenprestatie_bij_ontheffing_pct", **CASE, activiteiten=ACTIVITIES,
         teller=1, noemer=2, waarde=50)  # fmt: skip


ENDING = """
persoon_id | soort             | begindatum | einddatum
a          | vrijwilligerswerk | 2024-01-01 | 2024-03-31
b          | vrijwilligerswerk | 2024-03-31 |
"""


def test_active_to_the_day(spec):
    """Een activiteit die op 31 maart eindigt (a) loopt aan het eind van die dag niet meer; een die
    op 31 maart begint (b) wel."""
    spec("tegenprestatie_bij_ontheffing_pct", **CASE, activiteiten=ENDING,
         teller=1, noemer=2, waarde=50)  # fmt: skip
    spec("tegenprestatie_bij_ontheffing_pct", **CASE, activiteiten=ENDING, per="regeling",
         categorie="PW", teller=1, noemer=2)  # fmt: skip


def test_nobody_to_be_active(spec):
    """Heeft niemand een ontheffing, dan is er geen aandeel. Zonder de tabel `activiteiten` is er
    geen cijfer."""
    spec("tegenprestatie_bij_ontheffing_pct", periode="2020", uitkeringen=BENEFITS,
         ontheffingen=EXEMPTIONS, activiteiten=ACTIVITIES, teller=0, noemer=0)  # fmt: skip
    spec("tegenprestatie_bij_ontheffing_pct", **CASE,
         niet_berekend="tabel `activiteiten` ontbreekt")  # fmt: skip


COMING_AND_GOING = """
uitkering_id | persoon_id | ingangsdatum | einddatum
1            | a          | 2023-01-01   |
2            | b          | 2023-01-01   | 2024-03-10
3            | b          | 2024-03-20   |
4            | c          | 2024-03-05   |
5            | d          | 2023-01-01   | 2024-02-29
6            | e          | 2024-04-01   |
"""
SANCTIONS = """
persoon_id | begindatum | einddatum  | pct
a          | 2024-03-01 | 2024-03-31 | 20
a          | 2024-03-15 | 2024-04-14 | 40
b          | 2024-02-20 | 2024-03-20 | 20
d          | 2024-03-05 | 2024-04-04 | 20
"""


def test_who_is_sanctioned(spec):
    """Aan het begin van maart waren a en b in de bijstand, c stroomde in maart in; samen drie
    personen, want b telt ook na de terugkeer een keer. Alleen bij a begon in maart een maatregel:
    33%. Die van b begon eerder, en d en e tellen niet mee."""
    spec("maatregel_pct", periode="2024-03", uitkeringen=COMING_AND_GOING, maatregelen=SANCTIONS,
         teller=1, noemer=3, waarde=33.3)  # fmt: skip


def test_sanctions_to_the_day(spec):
    """Een maatregel hoort bij de periode waarin hij begint: de eerste van a op 1 maart, de tweede
    op 15 maart. Wie op de dag zelf uitstroomt, was er nog: d op 29 februari."""
    case = {"uitkeringen": COMING_AND_GOING, "maatregelen": SANCTIONS}
    spec("maatregel_pct", periode="2024-03-01..2024-03-01", **case, teller=1, noemer=2)
    spec("maatregel_pct", periode="2024-03-02..2024-03-14", **case, teller=0, noemer=3)
    spec("maatregel_pct", periode="2024-02-29..2024-03-05", **case, teller=2, noemer=4)


def test_sanctions_by_group(spec):
    """De groep is die van de dag voor de periode, of bij instroom die van de eerste dag: b was op
    29 februari nog geen jaar in de bijstand geweest, ook al is hij dat in maart wel."""
    growing = """
    persoon_id | ingangsdatum
    b          | 2023-03-10
    c          | 2024-03-05
    """
    fresh = "persoon_id | begindatum\nb | 2024-03-20"
    spec("maatregel_pct", periode="2024-03", uitkeringen=growing, maatregelen=fresh,
         per="duurklasse", categorie="<1", teller=1, noemer=2, waarde=50)  # fmt: skip


def test_no_sanctions(spec):
    """Begint er geen maatregel, dan is het aandeel 0%. Is er niemand, dan is er geen aandeel, en
    zonder de tabel geen cijfer."""
    case = {"uitkeringen": COMING_AND_GOING}
    spec("maatregel_pct", periode="2023-06", **case, maatregelen=SANCTIONS, teller=0, noemer=3)
    spec("maatregel_pct", periode="2020", **case, maatregelen=SANCTIONS, teller=0, noemer=0)
    spec("maatregel_pct", periode="2024-03", **case,
         niet_berekend="tabel `maatregelen` ontbreekt")  # fmt: skip
