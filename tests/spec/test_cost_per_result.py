"""Kosten per resultaat

Wat kost een voorziening per keer dat zij is ingezet, per keer dat zij is afgerond, en per keer dat
iemand daarna blijvend aan het werk ging?
"""

BEGUN = """
voorziening_id | persoon_id | instrument | begindatum | einddatum  | reden_einde
v1             | a          | scholing   | 2020-01-10 | 2020-03-31 | 1
v2             | b          | scholing   | 2020-01-10 | 2020-03-15 | 2
v3             | c          | scholing   | 2020-01-10 | 2020-04-01 | 1
v4             | a          | sport      | 2020-01-10 | 2020-03-20 | 1
v5             | d          | jobcoach   | 2020-01-10 |            |
"""
PAID = """
datum      | bedrag | soort       | status       | persoon_id | voorziening_id
2020-02-01 | 900    | voorziening | gerealiseerd | a          | v1
2020-05-01 | 100,50 | voorziening | gerealiseerd | a          | v1
2020-02-01 | 500    | voorziening | gerealiseerd | b          | v2
2020-02-01 | 700    | voorziening | verplicht    | b          | v2
2020-02-01 | 50     | voorziening | gerealiseerd | c          |
2020-03-01 | 60     | voorziening | gerealiseerd | d          | v5
"""
IN_BENEFIT = """
persoon_id | uitkering_id | ingangsdatum | einddatum  | reden_uitstroom
a          | u1           | 2019-01-01   | 2020-06-30 | 11
b          | u2           | 2019-01-01   | 2020-06-30 | 11
b          | u3           | 2021-06-01   |            |
c          | u4           | 2019-01-01   | 2021-01-11 | 11
d          | u5           | 2019-01-01   |            |
"""
CASE = {"voorzieningen": BEGUN, "kosten": PAID, "uitkeringen": IN_BENEFIT}
LASTING = "kosten_per_resultaat;resultaat=duurzaam"


def test_per_start(spec):
    """In maart 2020 eindigden v1 en v2. Er is 1000,50 en 500 euro voor betaald, ook wat na maart
    kwam: samen 750,25 per voorziening. Wat alleen is toegezegd telt niet, en de 50 euro van c
    staat op geen voorziening. Op sport is nooit iets geboekt; v4 telt daarom niet mee."""
    spec("kosten_per_resultaat", **CASE, periode="2020-03", teller=1500.50, noemer=2, waarde=750.25)


def test_per_completed(spec):
    """Alleen v1 is volledig afgerond. De 500 euro van v2 is ook uitgegeven, en telt dus mee."""
    spec("kosten_per_resultaat;resultaat=afgerond", **CASE, periode="2020-03",
         teller=1500.50, noemer=1, waarde=1500.50)  # fmt: skip


def test_per_lasting_outcome(spec):
    """In januari 2022 zijn alle vier twee jaar geleden begonnen: 1560,50 euro. Alleen a ging binnen
    een jaar naar werk en bleef een jaar weg; b kwam na elf maanden terug, c ging een dag te laat en
    d bleef."""
    spec(LASTING, **CASE, periode="2022-01", teller=1560.50, noemer=1, waarde=1560.50)


def test_the_last_day_of_the_year(spec):
    """Op de dag af een jaar na de start is nog op tijd: dan zijn het er twee, a en c."""
    on_time = IN_BENEFIT.replace("2021-01-11", "2021-01-10")
    spec(LASTING, **{**CASE, "uitkeringen": on_time}, periode="2022-01", teller=1560.50, noemer=2,
         waarde=780.25)  # fmt: skip


def test_who_had_no_benefit(spec):
    """Wie bij de start geen uitkering had, kan er niet uit: wel kosten, geen resultaat."""
    after = IN_BENEFIT.replace("a          | u1           | 2019-01-01 ",
                               "a          | u1           | 2020-02-01 ")  # fmt: skip
    spec(LASTING, **{**CASE, "uitkeringen": after}, periode="2022-01", teller=1560.50, noemer=0)


def test_before_costs_were_booked(spec):
    """Van wat begon voor het jaar van de eerste boeking ontbreekt een deel van de kosten: dat telt
    niet mee. Begon v2 in december 2019, dan blijft in maart alleen v1 over."""
    earlier = BEGUN.replace("v2             | b          | scholing   | 2020-01-10",
                            "v2             | b          | scholing   | 2019-12-31")  # fmt: skip
    spec("kosten_per_resultaat", **{**CASE, "voorzieningen": earlier}, periode="2020-03",
         teller=1000.50, noemer=1)  # fmt: skip


def test_by_instrument(spec):
    """Naar instrument, in de groep van de dag waarop de voorziening begon."""
    spec("kosten_per_resultaat", **CASE, periode="2020", per="instrument", categorie="scholing",
         teller=1500.50, noemer=3)  # fmt: skip


def test_without_costs_there_is_no_price(spec):
    """Zonder de tabel kosten is er niets te delen; eindigt er niets, dan is er geen bedrag."""
    without = {name: table for name, table in CASE.items() if name != "kosten"}
    spec("kosten_per_resultaat", **without, periode="2020",
         niet_berekend="tabel `kosten` ontbreekt")  # fmt: skip
    spec("kosten_per_resultaat", **CASE, periode="2021", teller=0, noemer=0)
