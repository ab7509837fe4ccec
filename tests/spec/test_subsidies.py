"""Loonkostensubsidie

Hoeveel loonkostensubsidies lopen er, voor welke loonwaarde, en hoeveel is dat naast het bestand?
"""

SUBSIDIES = """
voorziening_id | persoon_id | instrument    | loonwaarde_pct | begindatum | einddatum
1              | a          | lks           | 50             | 2023-06-01 |
2              | b          | lks_tijdelijk | 62,5           | 2023-06-01 | 2024-12-31
3              | c          | lks           |                | 2023-06-01 |
4              | d          | lks           | 80             | 2023-06-01 | 2024-03-15
5              | e          | jobcoach      | 40             | 2023-06-01 |
"""
BENEFITS = """
uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
1            | a          | client  | 2023-01-01   |
2            | f          | client  | 2023-01-01   |
2            | g          | partner | 2023-01-01   |
3            | h          | client  | 2023-01-01   |
4            | i          | client  | 2023-01-01   |
5            | j          | client  | 2023-01-01   | 2024-03-31
"""
CASE = {"periode": "2024-03", "voorzieningen": SUBSIDIES}


def test_subsidies_that_run(spec):
    """Van SRG-type 04 (lks) en 01 (tijdelijk) lopen eind maart 1, 2 en 3. Voorziening 4 is gestopt
    en een jobcoach (5) is geen loonkostensubsidie."""
    spec("lks_aantal", **CASE, teller=3)
    spec("lks_aantal", **CASE, per="instrument", tellers={"lks": 2, "lks_tijdelijk": 1})


def test_mean_wage_value(spec):
    """Van 1 en 2 is de loonwaarde ingevuld: samen 112,5, gemiddeld 56,25. Nummer 3 is niet ingevuld
    en telt niet mee."""
    spec("lks_loonwaarde", **CASE, teller=112.5, noemer=2, waarde=56.25)


def test_subsidies_beside_the_caseload(spec):
    """Drie lopende loonkostensubsidies naast vier uitkeringen: 75%. Teller en noemer zijn
    verschillende dingen: b en c hebben een subsidie maar geen uitkering, en het paar f en g heeft
    samen een uitkering."""
    spec("lks_pct", **CASE, uitkeringen=BENEFITS, teller=3, noemer=4, waarde=75)


BORDERS = """
voorziening_id | persoon_id | instrument | loonwaarde_pct | begindatum | einddatum
1              | a          | lks        | 30             | 2024-01-01 | 2024-03-31
2              | b          | lks        | 50             | 2024-01-01 | 2024-04-01
3              | c          | lks        | 70             | 2024-03-31 |
4              | d          | lks        | 90             | 2024-04-01 |
"""


def test_subsidies_to_the_day(spec):
    """Geteld wordt aan het eind van 31 maart: 2 en 3 lopen dan. De uitkering van j is die dag
    geëindigd en telt niet in de noemer."""
    case = {"periode": "2024-03", "voorzieningen": BORDERS}
    spec("lks_aantal", **case, teller=2)
    spec("lks_loonwaarde", **case, teller=120, noemer=2, waarde=60)
    spec("lks_pct", **case, uitkeringen=BENEFITS, teller=2, noemer=4, waarde=50)


def test_subsidies_by_group(spec):
    """Per groep staat de teller van de groep naast de noemer van dezelfde groep. Wie een subsidie
    en geen uitkering heeft, heeft die dag geen regeling."""
    case = {**CASE, "uitkeringen": BENEFITS, "per": "regeling"}
    spec("lks_pct", **case, categorie="PW", teller=1, noemer=4, waarde=25)
    spec("lks_pct", **case, categorie="onbekend", teller=2, noemer=0)
    spec("lks_loonwaarde", **case, categorie="PW", teller=50, noemer=1, waarde=50)


def test_no_subsidies(spec):
    """Loopt er geen, dan is het aantal 0 en is er geen gemiddelde. Is er geen uitkering, dan is er
    ook geen verhouding. Zonder voorzieningen is er geen cijfer."""
    case = {"periode": "2020", "voorzieningen": SUBSIDIES, "uitkeringen": BENEFITS}
    spec("lks_aantal", **case, teller=0)
    spec("lks_loonwaarde", **case, teller=0, noemer=0)
    spec("lks_pct", **case, teller=0, noemer=0)
    for id in ("lks_aantal", "lks_loonwaarde", "lks_pct"):
        spec(id, periode="2024-03", uitkeringen=BENEFITS,
             niet_berekend="tabel `voorzieningen` ontbreekt")  # fmt: skip
