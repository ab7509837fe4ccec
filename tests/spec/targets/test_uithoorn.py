"""De tien regels van tabel 4.3

Elke regel van de tabel uit de nota van Uithoorn, met het gewone geval en de grenzen.
"""

import pytest

from tests.spec.targets.conftest import attained
from tests.support import profile


def people(loonwaarde, *ids):
    """Return benefits and work capacity of persons of one class."""
    lines = "\n".join(f"{id} | 2019-01-01 | {loonwaarde}" for id in ids)
    benefits = "\n".join(f"{n} | {id} | 2019-01-01" for n, id in enumerate(ids))
    return {
        "arbeidsvermogen": f"persoon_id | begindatum | loonwaarde_pct\n{lines}",
        "uitkeringen": f"uitkering_id | persoon_id | ingangsdatum\n{benefits}",
        "activiteiten": "persoon_id",
        "voorzieningen": "persoon_id | begindatum",
    }


def ended(loonwaarde, *ends):
    """Return the same for persons with an end: (person, last day, reason)."""
    tables = people(loonwaarde, *(id for id, _, _ in ends))
    lines = "\n".join(f"{n} | {p} | 2019-01-01 | {d} | {r}" for n, (p, d, r) in enumerate(ends))
    header = "uitkering_id | persoon_id | ingangsdatum | einddatum | reden_uitstroom"
    return tables | {"uitkeringen": f"{header}\n{lines}"}


def test_taking_part(target):
    """Klasse 0-40: een voorziening van elke groep behalve diagnose (A wel, B niet), of een van de
    vijf activiteiten (C), op een dag van de periode. Betaald werk (D) telt hier niet."""
    target(
        "participatie_0_40", "2021-12-31", teller=2, noemer=4, status="niet_behaald", nog=1.0,
        **people(20, "A", "B", "C", "D")
        | {
            "voorzieningen": """
            persoon_id | instrument | begindatum | einddatum
            A          | sport      | 2020-03-01 | 2021-01-01
            B          | diagnose   | 2021-03-01 |
            """,
            "activiteiten": """
            persoon_id | soort             | begindatum | einddatum
            C          | vrijwilligerswerk | 2021-12-31 |
            D          | betaald_werk      | 2021-02-01 |
            """,
        },
    )  # fmt: skip


def test_taking_part_outside_the_period(target):
    """Wat op 31 december ervoor eindigde (A) of na de peildatum begint (B) telt niet. Een
    instrument dat het profiel niet kent (C) hoort bij geen enkele groep."""
    target(
        "participatie_0_40", "2021-08-31", teller=0, noemer=3,
        **people(20, "A", "B", "C")
        | {
            "voorzieningen": """
            persoon_id | instrument | begindatum | einddatum
            A          | sport      | 2020-03-01 | 2020-12-31
            B          | sport      | 2021-09-01 |
            C          | bijzonder  | 2021-02-01 |
            """,
        },
    )  # fmt: skip


PLACES = {
    "voorzieningen": """
    persoon_id | instrument   | begindatum | einddatum
    A          | beschut_werk | 2021-01-01 |
    B          | beschut_werk | 2021-12-31 |
    C          | beschut_werk | 2020-12-31 |
    D          | beschut_werk | 2019-01-01 | 2021-12-31
    E          | lks          | 2021-03-01 |
    """
}


def test_places_in_sheltered_work(target):
    """Plaatsingen op beschut werk: A en B zijn in 2021 gestart. Ook wie geen uitkering heeft telt
    mee. Er zijn er nog 10 nodig."""
    target("beschut_werk", "2021-12-31", teller=2, noemer=None, waarde=2.0, norm=12.0, nog=10.0,
           verschil=-10.0, status="niet_behaald", **PLACES)  # fmt: skip


def test_places_in_sheltered_work_that_run(target):
    """Ernaast staat wat er op de peildatum loopt: A, B en C; D is die dag geëindigd."""
    target("beschut_werk;telling=lopend", "2021-12-31", waarde=3.0, norm=None,
           status="geen_norm", naast=True, **PLACES)  # fmt: skip


@pytest.mark.parametrize(("year", "norm"), [(2020, None), (2021, 12), (2024, 12), (2025, None)])
def test_sheltered_work_has_a_norm_for_four_years(target, year, norm):
    """De norm van 12 plaatsen geldt van 2021 tot en met 2024."""
    status = "niet_behaald" if norm else "geen_norm"
    target("beschut_werk", f"{year}-12-31", norm=norm, status=status, **PLACES)


REFERRED = {
    "voorzieningen": """
    persoon_id | instrument    | aanbieder | begindatum | einddatum
    A          | am_match      |           | 2020-10-01 | 2021-03-31
    B          | werkervaringsplek | AM Match | 2021-06-01 |
    C          | am_match      | AM Match  | 2021-08-01 |
    D          | am_match      |           | 2020-01-01 | 2020-12-31
    E          | scholing      | Roc       | 2021-02-01 |
    """
}


def test_outflow_after_am_match(target):
    """Klasse 40-70, doorverwezen op een dag van de periode: A, B (door de aanbieder) en C. A
    stroomde uit na de eerste dag, B op die dag zelf; C een dag eerder en dat telt niet. D en E
    zijn niet doorverwezen in 2021."""
    target(
        "uitstroom_am_match", "2021-12-31", teller=2, noemer=3, nog=1.0, status="niet_behaald",
        **ended(
            50, ("A", "2021-02-01", "11"), ("B", "2021-06-01", "01"), ("C", "2021-07-31", "11"),
            ("D", "2021-05-01", "11"), ("E", "2021-05-01", "11"),
        )
        | REFERRED,
    )  # fmt: skip


def test_another_reason_is_no_outflow_to_work(target):
    """Wie na de doorverwijzing om een andere reden stopt (32, verhuizing), telt in de noemer en
    niet in de teller."""
    target("uitstroom_am_match", "2021-12-31", teller=0, noemer=1,
           **ended(50, ("A", "2021-02-01", "32")) | REFERRED)  # fmt: skip


def test_who_came_back_did_flow_out(target):
    """Elk einde van de bijstand telt, ook als de persoon later in het jaar terugkwam."""
    target(
        "uitstroom_am_match", "2021-12-31", teller=1, noemer=1, status="behaald",
        **people(50, "A")
        | REFERRED
        | {
            "uitkeringen": """
            uitkering_id | persoon_id | ingangsdatum | einddatum  | reden_uitstroom
            1            | A          | 2019-01-01   | 2021-02-01 | 11
            2            | A          | 2021-04-01   |            |
            """
        },
    )  # fmt: skip


def test_the_referrals_of_a_year_ago(target):
    """Ernaast staat wie een jaar eerder is doorverwezen: A en D in 2020. Ook een uitstroom in
    2021 telt dan nog: A. De klasse en de bijstand zijn die van 31 december 2019."""
    target("uitstroom_am_match;cohort=vorig_jaar", "2021-12-31", teller=1, noemer=2, norm=None,
           **ended(50, ("A", "2021-11-01", "11"), ("D", "2021-11-01", "32")) | REFERRED,
           )  # fmt: skip


def test_guidance_of_who_was_not_referred(target):
    """Klasse 40-70, niet doorverwezen: D en E. Scholing telt (E); de doorverwijzing van D was in
    2020 voorbij."""
    target("begeleiding_40_70", "2021-12-31", teller=1, noemer=2, waarde=50.0,
           **people(50, "A", "B", "C", "D", "E") | REFERRED)  # fmt: skip


WORKING = {
    "activiteiten": """
    persoon_id | soort         | begindatum | einddatum
    B          | betaald_werk  | 2021-02-01 |
    C          | school        | 2020-09-01 | 2021-12-31
    D          | parttime_werk | 2021-02-01 |
    """,
    "voorzieningen": """
    persoon_id | instrument    | begindatum | einddatum
    E          | lks           | 2021-02-01 |
    F          | lks_tijdelijk | 2021-02-01 | 2021-11-30
    F          | jobcoach      | 2021-02-01 | 2021-11-30
    D          | am_match      | 2021-03-01 |
    """,
}
SIX = (("A", "2021-05-01", "01"), *((id, "", "") for id in "BCDEF"))


def test_work_or_school(target):
    """Klasse 70-100: A stroomde uit naar school, B heeft betaald werk en E loonkostensubsidie op
    de peildatum. De school van C is die dag geëindigd, de subsidie van F eerder; D werkt
    parttime."""
    target("werk_school_70_100", "2021-12-31", teller=3, noemer=6, waarde=50.0, status="behaald",
           **ended(80, *SIX) | WORKING)  # fmt: skip


def test_work_or_school_with_parttime_work(target):
    """Ernaast staat de variant waarin ook parttime werk (D) telt."""
    target("werk_school_70_100;parttime_werk=mee", "2021-12-31", teller=4, noemer=6, norm=None,
           **ended(80, *SIX) | WORKING)  # fmt: skip


def test_guidance_of_the_rest(target):
    """80% van de overigen: C, D en F tellen niet als aan het werk of naar school. D (AM Match is
    begeleiding) en F (jobcoach) zijn in begeleiding."""
    target("begeleiding_70_100", "2021-12-31", teller=2, noemer=3, nog=1.0,
           **ended(80, *SIX) | WORKING)  # fmt: skip


def test_work_or_school_of_the_highest_class(target):
    """Klasse 100%: precies 100 hoort erbij. Anders dan bij 70-100 is de norm 60%."""
    target("werk_school_100", "2021-12-31", teller=3, noemer=6, status="niet_behaald", nog=1.0,
           **ended(100, *SIX) | WORKING)  # fmt: skip


def test_guidance_in_the_highest_class(target):
    """De noemer is de hele klasse; wie al telt als aan het werk of naar school, telt niet nog
    eens. D en F zijn in begeleiding."""
    both = {"voorzieningen": WORKING["voorzieningen"] + "B | jobcoach | 2021-02-01 |\n"}
    target("begeleiding_100", "2021-12-31", teller=2, noemer=6, status="behaald",
           **ended(100, *SIX) | WORKING | both)  # fmt: skip


def test_enforcement(target):
    """Klasse 100%: uitstroom met een reden uit de groep handhaving (34 en 06), niet met een
    andere."""
    target("handhaving_100", "2021-12-31", teller=2, noemer=3, status="behaald",
           **ended(120, ("A", "2021-05-01", "34"), ("B", "2021-05-01", "06"),
                   ("C", "2021-05-01", "11")))  # fmt: skip


GATE = """
melding_id | meldingsdatum | aanvraagdatum
1          | 2021-02-01    |
2          | 2021-02-01    | 2021-02-08
3          | 2021-03-01    | 2021-05-01
4          | 2020-12-31    |
"""


def test_prevention_at_the_gate(target):
    """Van de drie meldingen in 2021 bleef er een zonder aanvraag: 33%, en de norm is 35%. Er is nog
    1 melding nodig: 35% van 3 is meer dan 1."""
    target(
        "preventie_poort",
        "2021-12-31",
        teller=1,
        noemer=3,
        norm=35.0,
        nog=1.0,
        meer="meldingen",
        status="niet_behaald",
        meldingen=GATE,
        personen="persoon_id",
    )


def test_the_gate_is_held_against_the_whole_norm(target):
    """Op 31 maart is er van 3 nog geen aanvraag: 2 van 3. Het jaar is voor een kwart voorbij, maar
    de poort staat tegen de hele norm."""
    target("preventie_poort", "2021-03-31", teller=2, noemer=3, cumulatief=False,
           status="op_koers", meldingen=GATE, personen="persoon_id")  # fmt: skip


def subsidised(paid):
    """Return someone on subsidy from March with this paid in it, after 1000 euro of benefit."""
    return {
        "uitkeringen": """
        uitkering_id | persoon_id | ingangsdatum | einddatum
        1            | A          | 2020-01-01   | 2021-02-28
        """,
        "voorzieningen": """
        voorziening_id | persoon_id | instrument | begindatum | einddatum
        v              | A          | lks        | 2021-03-01 | 2021-04-30
        """,
        "kosten": f"""
        datum      | bedrag | soort     | voorziening_id | uitkering_id
        2021-02-28 | 1000   | uitkering |                | 1
        2021-03-31 | {paid} | lks       | v              |
        2021-04-30 | 400    | lks       | v              |
        """,
    }


@pytest.mark.parametrize(
    ("paid", "value", "status"),
    [("600", 0.5, "behaald"), ("1600", 1.0, "behaald"), ("1700", 1.05, "niet_behaald")],
)
def test_wage_subsidy_pays_for_itself(target, paid, value, status):
    """Twee maanden loonkostensubsidie, van wie ervoor 1000 euro bijstand kreeg, besparen 2000 euro.
    Kosten zij samen hoogstens zoveel (verhouding 1 of minder), dan is de norm gehaald."""
    target("lks_kostendekkend", "2021-12-31", teller=400.0 + int(paid), noemer=2000.0, waarde=value,
           norm=1.0, vergelijking="<=", verschil=value - 1, status=status,
           **subsidised(paid))  # fmt: skip


@pytest.mark.parametrize(("paid", "status"), [("900", "op_koers"), ("1100", "achter")])
def test_wage_subsidy_is_held_against_the_whole_norm(target, paid, status):
    """Op 31 maart is er een maand van 1000 euro bespaard. Het jaar is voor een kwart voorbij, maar
    de verhouding staat tegen de hele norm."""
    target("lks_kostendekkend", "2021-03-31", teller=float(paid), noemer=1000.0, norm=1.0,
           cumulatief=False, status=status, **subsidised(paid))  # fmt: skip


def test_wage_subsidy_without_costs():
    """Zonder de tabel met kosten wordt er niets berekend; de norm staat er dan al."""
    row = attained("2021-12-31", {"uitkeringen": "persoon_id"}, profile("uithoorn"))[
        "lks_kostendekkend"
    ]
    assert row["status"] == "niet_berekend"
    assert row["reden"] == "tabel `kosten` ontbreekt"
    assert (row["norm"], row["vergelijking"]) == (1.0, "<=")
