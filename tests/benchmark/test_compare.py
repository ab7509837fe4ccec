"""Een eigen cijfer naast dat van anderen: wat er vergeleken wordt en wat er gezegd wordt."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from grip.benchmark import compare as words
from grip.benchmark.compare import Benchmark, compare
from grip.benchmark.own import OwnFigures, Term, computed
from grip.benchmark.peers import ALIKE, OWN_AREA, Shelf
from grip.benchmark.run import benchmark_of
from grip.benchmark.shelf import published as shelf_rows
from grip.benchmark.shelf import reference, with_own
from grip.config import load_profile
from grip.disclosure import protect
from grip.indicators.views.caseload import Caseload
from grip.passports import PARTS, Comparison, Passport, Peers, differences
from grip.periods import Period
from grip.results import Audience, Status
from tests.benchmark.towns import flows, published, town

END, DAY = date(2016, 12, 31), date(2019, 1, 1)


def beside(caseload: Caseload, audience: Audience = Audience.INTERNAL) -> pl.DataFrame:
    return benchmark_of(caseload, END, DAY, audience).frame


def one(frame: pl.DataFrame, comparison: str, indicator: str, kind: str) -> dict[str, Any]:
    found = frame.filter(
        pl.col("vergelijking") == comparison, pl.col("indicator") == indicator,
        pl.col("gebied_soort") == kind, pl.col("periode_eind") == END,
    )  # fmt: skip
    assert found.height == 1
    return found.row(0, named=True)


def test_own_share_of_the_same_make_as_the_source() -> None:
    """Instroom als deel van begin plus instroom, in personen met PW, over hetzelfde jaar."""
    row = one(beside(town(flows(200, 50, 40))), "instroom", "instroom_pct_tot_aow", "land")
    assert (row["teller"], row["noemer"]) == (50, 250)
    assert row["waarde"] == 20
    assert row["referentie"] == 24
    assert row["verschil"] == pytest.approx(-4)
    assert row["oordeel"] == words.CHANCE


@pytest.mark.parametrize(
    ("inflow", "said"),
    [(80, words.CHANCE), (180, words.ABOVE), (400, words.FAR_ABOVE), (2, words.FAR_BELOW)],
)
def test_the_verdict_says_what_chance_can_do(inflow: int, said: str) -> None:
    """Het verschil kan toeval zijn, is meer dan dat, of is duidelijk meer."""
    row = one(beside(town(flows(300, inflow, 60))), "instroom", "instroom_pct_tot_aow", "land")
    assert row["oordeel"] == said


def test_of_few_no_verdict() -> None:
    row = one(beside(town(flows(6, 3, 1))), "instroom", "instroom_pct_tot_aow", "land")
    assert row["oordeel"] == words.TOO_FEW


def test_other_definitions_are_shown_and_not_subtracted() -> None:
    """Het cijfer van 15 jaar en ouder, met wie de SVB betaalt, staat ernaast zonder verschil."""
    row = one(beside(town(flows(200, 50, 40))), "instroom", "instroom_pct", "land")
    assert row["waarde"] == 20
    assert row["referentie"] == 23
    assert row["verschil"] is None
    assert row["ondergrens"] is None
    assert row["oordeel"] == words.NOT_COMPARED
    assert "populatie: eigen alle, bron 15plus" in row["verschillen"]


def test_a_bridge_says_why_it_may_be_subtracted() -> None:
    row = one(beside(town(flows(200, 50, 40))), "instroom", "instroom_pct_tot_aow", "land")
    assert row["verschillen"] == ""
    assert "SVB" in row["brug"]


def test_who_reaches_pension_is_no_outflow_of_the_source() -> None:
    """Het CBS telt wie de AOW-leeftijd bereikt niet als uitstroom; de eigen teller dan ook niet."""
    rows = [
        {**row, "reden_uitstroom": "03"} if row["uitkering_id"] in {"U0", "U1"} else row
        for row in flows(200, 50, 40)
    ]
    row = one(beside(town(rows)), "uitstroom", "uitstroom_pct_tot_aow", "land")
    assert row["teller"] == 38


def test_growth_is_read_beside_that_of_the_country() -> None:
    """Van 200 naar 210 is 5%; het land groeide 3,2%: met 90 bewegingen is dat toeval."""
    row = one(beside(town(flows(200, 50, 40))), "groei", "volume_pct", "land")
    assert row["waarde"] == pytest.approx(5)
    assert row["oordeel"] == words.CHANCE


def test_the_own_municipality_is_shown_and_not_judged() -> None:
    profile = load_profile("uithoorn").profile
    frame = beside(town(flows(300, 100, 90), profile=profile))
    row = one(frame, "instroom", "instroom_pct_tot_aow", OWN_AREA)
    assert row["referentie"] == 28
    assert row["verschil"] is None
    assert row["oordeel"] == words.SAME_AREA


def test_most_alike_are_near_in_size_and_density() -> None:
    """De tien gemeenten die het meest op Uithoorn lijken, zijn bij elkaar een vergelijking."""
    profile = load_profile("uithoorn").profile
    shelf = Shelf(shelf_rows(town([]).table("benchmark")), profile.benchmark, ("GM0451",), {})
    assert len(set(shelf.alike)) == 10
    assert "GM0451" not in shelf.alike
    rows = shelf_rows(town([]).table("benchmark")).filter(pl.col("periode") == "2016")
    traits = rows.filter(pl.col("gebied_soort") == "gemeente").pivot(
        "indicator", index="gebied", values="waarde", aggregate_function="first"
    )
    near = traits.filter(pl.col("gebied").is_in(list(shelf.alike)))
    assert near["inwoners"].is_between(16_000, 36_000).all()
    assert near["bijstand_per_1000"].is_between(13, 20).all()
    passport = reference().passport("cbs", "instroom_pct_tot_aow")
    assert passport is not None
    made = next(x for x in shelf.of(passport) if x.kind == ALIKE)
    group = rows.filter(
        pl.col("indicator") == passport.indicator, pl.col("gebied").is_in(list(shelf.alike))
    )
    assert made.value == pytest.approx(100 * group["teller"].sum() / group["noemer"].sum())


def test_a_reference_group_is_chosen_by_its_name() -> None:
    profile = load_profile("standaard").profile
    chosen = profile.model_copy(update={"benchmark": Peers(referentiegroep="Twaalf")})
    rows = [
        published("cbs", "volume_pct", "2016", "referentiegroep", name, value)
        for name, value in (("Twaalf", 1.0), ("Anders", 9.0))
    ]
    frame = beside(town(flows(200, 50, 40), others=rows, profile=chosen))
    assert one(frame, "groei", "volume_pct", "referentiegroep")["referentie"] == 1.0


def test_a_row_of_the_user_goes_before_one_that_comes_with_grip() -> None:
    rows = [published("cbs", "volume_pct", "2016", "land", "NL01", 1.5)]
    frame = beside(town(flows(200, 50, 40), others=rows))
    assert one(frame, "groei", "volume_pct", "land")["referentie"] == 1.5


def test_an_own_passport_makes_a_source_comparable() -> None:
    """Wie de definitie van zijn bron kent, legt haar vast; dan wordt er wel afgetrokken."""
    known = Passport(
        bron="divosa", indicator="volume_pct", titel="Groei", definitie="x.", herkomst="contract",
        eenheid="uitkeringen", noemer="begin", populatie="alle",
        regelingen=("PW", "IOAW", "IOAZ", "BBZ"),
    )  # fmt: skip
    profile = load_profile("standaard").profile
    knows = profile.model_copy(update={"benchmark": Peers(paspoort=(known,))})
    rows = [published("divosa", "volume_pct", "2016", "land", "NL", 1.5)]
    without = beside(town(flows(200, 50, 40), others=rows))
    withit = beside(town(flows(200, 50, 40), others=rows, profile=knows))
    place = ("groei_alle_regelingen", "volume_pct", "land")
    assert one(without, *place)["verschil"] is None
    assert one(withit, *place)["verschil"] == pytest.approx(3.5)


@pytest.mark.parametrize("basis", ["bbv_27", "bbv_27_per_1000"])
def test_the_base_belongs_to_the_figure(basis: str) -> None:
    """41 per 1.000 is 410 per 10.000: de basis is opgeslagen, en wordt niet verward."""
    per = {"bbv_27": 410.0, "bbv_27_per_1000": 41.0}[basis]
    caseload = town(flows(200, 50, 40), others=[published("bbv", basis, "2016", "land", "NL", per)])
    row = one(beside(caseload), "bbv_27", basis, "land")
    assert row["referentie"] == pytest.approx(410)


# ---- the door ------------------------------------------------------------------------------------


def test_what_is_hidden_is_not_compared() -> None:
    """Openbaar: van een geheim aantal staat er ook geen percentage, verschil of grens."""
    frame = beside(town(flows(200, 4, 40)), Audience.PUBLIC)
    row = one(frame, "instroom", "instroom_pct_tot_aow", "land")
    assert row["status"] == Status.HIDDEN.value
    assert row["referentie"] == 24
    for name in ("waarde", "teller", "noemer", "verschil", "ondergrens", "bovengrens"):
        assert row[name] is None, name


def test_every_hidden_row_is_bare() -> None:
    frame = beside(town(flows(60, 11, 3)), Audience.PUBLIC)
    bare = frame.filter(pl.col("status") != Status.SHOWN.value)
    assert not bare.is_empty()
    told = ("waarde", "teller", "noemer", "verschil", "ondergrens", "bovengrens")
    assert bare.select(pl.col(told).is_not_null().any()).row(0) == (False,) * 6


def test_a_benchmark_is_made_by_compare_only() -> None:
    with pytest.raises(TypeError, match="compare"):
        Benchmark(pl.DataFrame(), (), {}, (), Audience.INTERNAL)


# ---- definitions ---------------------------------------------------------------------------------


def test_what_is_unknown_is_never_the_same() -> None:
    own = Comparison(titel="x", bij=("a/b",), teller=("instroom",))
    other = Passport(bron="a", indicator="b", titel="x", definitie="x.", herkomst="x")
    assert set(differences(own, other)) == {*PARTS} - {"begrip"}


def test_a_term_is_read() -> None:
    assert Term.read("-uitstroom[regeling=PW,reden_uitstroom=aow]") == Term(
        "uitstroom", -1, ("regeling", "reden_uitstroom"), ("PW", "aow")
    )
    with pytest.raises(ValueError, match="instroom van"):
        Term.read("instroom van")


def test_what_was_not_registered_yet_is_no_zero() -> None:
    caseload = town(flows(200, 50, 40))
    told = reference()
    period = Period(date(2016, 1, 1), END)
    raw = computed(caseload, told.vergelijking.values(), [period], DAY)
    results = protect(raw, Audience.INTERNAL, 10)
    figures = OwnFigures(results, {"instroom_personen": date(2018, 1, 1)})
    found = figures.of(told.vergelijking["instroom"], period)
    assert found.status is Status.NOT_COMPUTED
    assert found.value is None


def test_compare_takes_only_what_it_knows() -> None:
    """Een vergelijking met een paspoort dat er niet is, doet niet mee."""
    caseload = town(flows(200, 50, 40))
    told = with_own(reference(), ())
    bare = told.model_copy(update={"paspoort": ()})
    results = protect(
        computed(caseload, told.vergelijking.values(), [Period(date(2016, 1, 1), END)], DAY),
        Audience.INTERNAL, 10,
    )  # fmt: skip
    profile = caseload.profile
    shelf = Shelf(shelf_rows(caseload.table("benchmark")), profile.benchmark, (), {})
    assert compare(results, shelf, bare, profile, [Period(date(2016, 1, 1), END)]).frame.is_empty()
