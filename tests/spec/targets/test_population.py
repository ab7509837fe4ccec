"""Wie telt

De doelen van tabel 4.3 gaan over wie op 31 december voor het jaar in de bijstand was, in de
klasse van die dag.
"""

CLASSES = """
persoon_id | begindatum | loonwaarde_pct
A          | 2020-01-01 | 10
B          | 2020-01-01 | 39.9
C          | 2020-01-01 | 40
D          | 2020-01-01 |
"""
SUPPORTED = """
persoon_id | instrument | begindatum
A          | scholing   | 2021-05-01
C          | scholing   | 2021-05-01
"""


def test_a_client_and_a_partner(target):
    """Cliënt A en partner B tellen allebei; C zit met precies 40% in de volgende klasse en van D
    is de klasse onbekend."""
    target(
        "participatie_0_40", "2021-12-31", arbeidsvermogen=CLASSES, voorzieningen=SUPPORTED,
        activiteiten="persoon_id", teller=1, noemer=2, waarde=50.0,
        uitkeringen="""
        uitkering_id | persoon_id | rol     | ingangsdatum | einddatum
        1            | A          | client  | 2019-01-01   |
        1            | B          | partner | 2019-01-01   |
        2            | C          | client  | 2019-01-01   |
        3            | D          | client  | 2019-01-01   |
        """,
    )  # fmt: skip


def test_the_eve_of_the_year(target):
    """Wie op 31 december stopt (A) is er aan het eind van die dag niet meer; wie op 31 december
    begint (B) wel, en wie op 1 januari begint niet."""
    target(
        "participatie_0_40", "2021-12-31", voorzieningen="persoon_id | begindatum",
        activiteiten="persoon_id", teller=0, noemer=1, waarde=0.0,
        arbeidsvermogen="""
        persoon_id | begindatum | loonwaarde_pct
        A          | 2020-01-01 | 10
        B          | 2020-01-01 | 10
        C          | 2020-01-01 | 10
        """,
        uitkeringen="""
        uitkering_id | persoon_id | ingangsdatum | einddatum
        1            | A          | 2019-01-01   | 2020-12-31
        2            | B          | 2020-12-31   |
        3            | C          | 2021-01-01   |
        """,
    )  # fmt: skip


def test_the_class_of_that_day(target):
    """De klasse van 31 december telt, niet die van later in het jaar of van eerder."""
    target(
        "participatie_0_40", "2021-12-31", voorzieningen="persoon_id | begindatum",
        activiteiten="persoon_id", noemer=1,
        arbeidsvermogen="""
        persoon_id | begindatum | einddatum  | loonwaarde_pct
        A          | 2020-01-01 | 2020-12-31 | 10
        A          | 2021-01-01 |            | 80
        B          | 2020-01-01 | 2020-12-30 | 10
        B          | 2020-12-31 |            | 80
        """,
        uitkeringen="""
        uitkering_id | persoon_id | ingangsdatum
        1            | A          | 2019-01-01
        2            | B          | 2019-01-01
        """,
    )  # fmt: skip


def test_nobody(target):
    """Is er niemand in de klasse, dan is er geen percentage: te weinig gegevens."""
    target(
        "participatie_0_40", "2021-12-31", arbeidsvermogen=CLASSES, voorzieningen=SUPPORTED,
        activiteiten="persoon_id", teller=0, noemer=0, waarde=None, verschil=None, nog=None,
        status="te_weinig_gegevens", uitkeringen="persoon_id | ingangsdatum",
    )  # fmt: skip


def test_a_table_that_is_not_there(target):
    """Zonder de tabel activiteiten is het doel niet te berekenen, en dat staat erbij."""
    target(
        "participatie_0_40", "2021-12-31", arbeidsvermogen=CLASSES, voorzieningen=SUPPORTED,
        uitkeringen="persoon_id | ingangsdatum\nA | 2019-01-01", status="niet_berekend",
        reden="tabel `activiteiten` ontbreekt", waarde=None, norm=70.0,
    )  # fmt: skip
