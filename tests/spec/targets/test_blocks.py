"""De bouwstenen

Een gemeente schrijft haar doelen in haar profiel. Dit zijn de bouwstenen, elk met een voorbeeld.
"""

import pytest

from tests.spec.targets.conftest import attained, with_targets

BENEFITS = """
uitkering_id | persoon_id | ingangsdatum | leefvorm
1            | A          | 2019-01-01   | alleenstaande_ouder
2            | B          | 2019-01-01   | alleenstaande
3            | C          | 2019-01-01   | alleenstaande
"""
PERSONS = """
persoon_id | geboortedatum | geslacht
A          | 1996-01-02    | vrouw
B          | 1994-01-01    | vrouw
C          | 1990-01-01    | man
"""
ACTIVE = """
persoon_id | soort             | begindatum
A          | school            | 2021-02-01
B          | vrijwilligerswerk | 2021-02-01
"""
TABLES = {"uitkeringen": BENEFITS, "personen": PERSONS, "activiteiten": ACTIVE}
SCHOOL = [{"activiteit": ["school"]}]


@pytest.mark.parametrize(
    ("population", "numerator", "denominator"),
    [
        ({}, 1, 3),
        ({"geslacht": ["vrouw"]}, 1, 2),
        ({"leefvorm": ["alleenstaande_ouder"]}, 1, 1),
        ({"geslacht": ["vrouw"], "leefvorm": ["alleenstaande"]}, 0, 1),
        ({"doelgroep": ["jongeren"]}, 1, 2),
        ({"doelgroep": ["jongeren", "alleenstaande_ouders"]}, 1, 2),
    ],
)
def test_any_population(target, population, numerator, denominator):
    """De populatie kan elk kenmerk zijn, meer dan een tegelijk, of een doelgroep. Jonger dan 27 op
    31 december 2020 zijn A (24) en B (26)."""
    of = with_targets(school={"populatie": population, "teller": SCHOOL})
    target("school", "2021-12-31", of, teller=numerator, noemer=denominator, **TABLES)


def test_of_the_rest(target):
    """Van de overigen: wie in het ene doel telt (A, school), is geen deel van het andere."""
    of = with_targets(
        school={"teller": SCHOOL},
        overig={"zonder_doel": "school", "teller": [{"activiteit": ["vrijwilligerswerk"]}]},
    )
    target("overig", "2021-12-31", of, teller=1, noemer=2, **TABLES)


def test_not_counted_twice(target):
    """Wie al telt (A), telt niet nog eens, maar blijft in de noemer."""
    of = with_targets(
        school={"teller": SCHOOL},
        ook={"teller_zonder_doel": "school",
             "teller": [*SCHOOL, {"activiteit": ["vrijwilligerswerk"]}]},
    )  # fmt: skip
    target("ook", "2021-12-31", of, teller=1, noemer=3, **TABLES)


def test_a_condition_of_several_parts(target):
    """Binnen een keuze moet alles gelden: scholing van deze aanbieder."""
    of = with_targets(
        scholing={"teller": [{"voorziening_groep": ["scholing"], "aanbieder": ["Roc"]}]}
    )
    supports = """
    persoon_id | instrument | aanbieder | begindatum
    A          | scholing   | Roc       | 2021-02-01
    B          | scholing   | Ander     | 2021-02-01
    C          | jobcoach   | Roc       | 2021-02-01
    """
    target("scholing", "2021-12-31", of, teller=1, noemer=3, voorzieningen=supports, **TABLES)


def test_the_value_of_an_indicator_by_category(target):
    """De waarde van een cijfer, met een regel per categorie. Op de peildatum is alleen A jonger dan
    27; niemand is er langer dan vijf jaar."""
    of = with_targets(
        bereik={"indicator": "bereik_pct", "dimensie": "doelgroep",
                "categorieen": ["jongeren", "langdurig"]},
    )  # fmt: skip
    supports = "persoon_id | instrument | begindatum\nA | scholing | 2021-02-01"
    case = {"voorzieningen": supports, **TABLES}
    target("bereik|jongeren", "2021-12-31", of, doel_id="bereik", teller=1, noemer=1, waarde=100.0,
           status="geen_norm", **case)  # fmt: skip
    target("bereik|langdurig", "2021-12-31", of, doel_id="bereik", teller=0, noemer=0, waarde=None,
           status="te_weinig_gegevens", **case)  # fmt: skip


REACHED = "persoon_id | begindatum\nA | 2021-02-01"
PEERS = """
bron   | indicator  | periode | gebied_soort   | gebied  | waarde | noemer_soort
divosa | bereik_pct | 2019    | land           | land    | 30     | personen
divosa | bereik_pct | 2020    | land           | land    | 40     | personen
divosa | bereik_pct | 2022    | land           | land    | 90     | personen
cbs    | bereik_pct | 2021    | land           | land    | 70     | uitkeringen
"""


def bench(**keys):
    """Return a profile with a target beside a benchmark."""
    peer = {"bron": "divosa", "indicator": "bereik_pct", "gebied": "land"} | keys
    return with_targets(bereik={"indicator": "bereik_pct", "benchmark": peer})


def test_beside_a_benchmark(target):
    """Naast een benchmark: het cijfer van het jaar zelf, of anders het laatste ervoor (2020)."""
    case = {
        "voorzieningen": "persoon_id | begindatum\nA | 2021-02-01",
        "benchmark": PEERS,
        **TABLES,
    }
    target("bereik", "2021-12-31", bench(), vergelijk_waarde=40.0, norm=None, status="geen_norm",
           vergelijk_met="divosa, land, 2020", **case)  # fmt: skip
    target("bereik", "2021-12-31", bench(als_norm=True), norm=40.0, status="niet_behaald", nog=1.0,
           **case)  # fmt: skip


def test_another_denominator_is_not_compared(target):
    """Telt de ander iets anders, dan wordt niet vergeleken, en dat staat erbij."""
    case = {
        "voorzieningen": "persoon_id | begindatum\nA | 2021-02-01",
        "benchmark": PEERS,
        **TABLES,
    }
    of = bench(bron="cbs", noemer_soort="personen", als_norm=True)
    target("bereik", "2021-12-31", of, vergelijk_waarde=None, norm=None, status="geen_norm",
           vergelijk_met="cbs, land, 2021: andere noemer (uitkeringen)", **case)  # fmt: skip


def test_a_target_that_only_has_words():
    """Een doel zonder telling is er wel, en zegt dat het niet is berekend."""
    row = attained("2021-12-31", {"uitkeringen": BENEFITS}, with_targets(later={}))["later"]
    assert row["status"] == "niet_berekend"
    assert "staat niet hoe" in row["reden"]
