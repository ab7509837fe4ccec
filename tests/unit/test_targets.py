"""Targets: what may be declared, what the public sees, and how it is said."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from rich.console import Console
from scipy.stats import nbinom

from grip.config import load_profile
from grip.errors import ConfigError, OutputError
from grip.indicators.statistics.intervals import predicted_rest
from grip.reports import target_words as words
from grip.reports.chapters.targets import norm_figures, targets_chapter, targets_message
from grip.reports.document import Mark, Shape
from grip.reports.files.targets import targets_json, write_targets
from grip.reports.terminal.targets import print_targets
from grip.results import Audience
from grip.target_door import ProtectedTargets, protect_targets
from grip.targets.attain import attain
from grip.targets.check import check_targets
from grip.targets.frame import FILE_COLUMNS, TargetResults
from tests.spec.tables import rows_of
from tests.spec.targets.conftest import with_targets
from tests.spec.targets.test_uithoorn import ended, people
from tests.support import caseload, profile

CONTRACT = (
    "doel_id,omschrijving,periode_begin,periode_eind,waarde,teller,noemer,ondergrens,bovengrens,"
    "norm,vergelijking,verschil,status,kans,bron"
)  # fmt: skip
LINES = (
    "participatie_0_40", "beschut_werk", "uitstroom_am_match", "begeleiding_40_70",
    "werk_school_70_100", "begeleiding_70_100", "werk_school_100", "begeleiding_100",
    "handhaving_100", "preventie_poort", "lks_kostendekkend",
)  # fmt: skip
SCHOOL = [{"activiteit": ["school"]}]


def raw(day: str, of=None, **tables: str) -> TargetResults:
    """Return raw attainment of tiny tables."""
    rows = {name: rows_of(name, text) for name, text in tables.items()}
    return attain(caseload(rows, of or profile("uithoorn")), date.fromisoformat(day))


def town(in_class: int, at_school: int, others: int = 0) -> dict[str, str]:
    """Return a class 70-100 of so many persons, so many of them at school on 31 December 2021."""
    ids = [f"P{n}" for n in range(in_class)]
    tables = people(80, *ids)
    at = "\n".join(f"{id} | school | 2021-02-01" for id in ids[:at_school])
    other = "\n".join(f"{id} | jobcoach | 2021-02-01" for id in ids[at_school:][:others])
    return tables | {
        "activiteiten": f"persoon_id | soort | begindatum\n{at}",
        "voorzieningen": f"persoon_id | instrument | begindatum\n{other}",
    }


def by_line(targets: ProtectedTargets) -> dict[str, dict]:
    return {row["regel"]: row for row in targets.frame.iter_rows(named=True)}


def said(targets: ProtectedTargets, width: int = 200) -> str:
    """Return what the terminal says."""
    stream = io.StringIO()
    print_targets(targets, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()


# ---- what may be declared ------------------------------------------------------------------------


def declared(text: str, tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(f'naam = "eigen"\n[gemeente]\nnaam = "X"\n{text}\n', encoding="utf-8")
    check_targets(load_profile(str(path)).profile, "eigen.toml")


HEAD = '[doel.x]\nomschrijving = "x"\nbron = "plan"\n'


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ('tellr = []', "CFG-SLEUTEL", "teller"),
        ('teller = [{ activiteitt = ["school"] }]', "CFG-SLEUTEL", "activiteit"),
        ('[doel.x.naast.y]\nomschrijving = "y"\ncohrt = "vorig_jaar"', "CFG-SLEUTEL", "cohort"),
        ('telling = "begonnen"', "CFG-WAARDE", ""),
        ('indicator = "preventie_pc"', "CFG-NAAM", "preventie_pct"),
        ('populatie = { loonwardeklasse = ["0-40"] }\nteller = [{ activiteit = ["school"] }]',
         "CFG-NAAM", "loonwaardeklasse"),
        ('populatie = { loonwaardeklasse = ["0-4"] }\nteller = [{ activiteit = ["school"] }]',
         "CFG-NAAM", "0-40"),
        ('populatie = { doelgroep = ["jongere"] }\nteller = [{ activiteit = ["school"] }]',
         "CFG-NAAM", "jongeren"),
        ('teller = [{ activiteit = ["scholl"] }]', "CFG-NAAM", "school"),
        ('teller = [{ uitstroom = ["werkk"] }]', "CFG-NAAM", "werk"),
        ('teller = [{ instrument = ["am_macth"] }]', "CFG-NAAM", "am_match"),
        ('teller = [{ voorziening_groep = ["scholng"] }]', "CFG-NAAM", "scholing"),
        ('teller = [{ srg_type = ["5"] }]', "CFG-NAAM", ""),
        ('zonder_doel = "y"\nteller = [{ activiteit = ["school"] }]', "CFG-NAAM", ""),
        ('zonder_doel = "x"\nteller = [{ activiteit = ["school"] }]', "CFG-WAARDE", ""),
        ('teller = [{ activiteit = ["school"], uitstroom = ["werk"] }]', "CFG-WAARDE", ""),
        ('telling = "gestart"\nteller = [{ activiteit = ["school"] }]', "CFG-WAARDE", ""),
        ('teller = [{ uitstroom = ["werk"], vanaf_met = true }]', "CFG-WAARDE", ""),
        ('indicator = "bereik_pct"\nteller = [{ uitstroom = ["werk"] }]', "CFG-WAARDE", ""),
        ('indicator = "bereik_pct"\ndimensie = "geslacht"', "CFG-WAARDE", ""),
        ('indicator = "bereik_pct"\ndimensie = "instrument"\ncategorieen = ["lks"]',
         "CFG-WAARDE", ""),
        ('[[beleidsdoel]]\nid = "a"\ntekst = "a"\nbron = "a"\ndoelen = ["xx"]', "CFG-NAAM", "x"),
        ('[[beleidsdoel]]\nid = "a"\ntekst = "a"\nbron = "a"\nindicatoren = ["instrom"]',
         "CFG-NAAM", "instroom"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_with_the_nearest_name(
    text: str, code: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        declared(HEAD + text, tmp_path)
    assert caught.value.code == code, caught.value
    assert f"'{near}'" in caught.value.advice or not near
    assert caught.value.exit_code == 6


@pytest.mark.parametrize("name", ["standaard", "uithoorn"])
def test_what_is_shipped_is_right(name: str) -> None:
    check_targets(profile(name), name)


# ---- the lines -----------------------------------------------------------------------------------


def test_the_ids_of_uithoorn_are_fixed() -> None:
    frame = raw("2021-12-31", **town(1, 0)).frame
    assert tuple(frame.filter(~pl.col("naast"))["doel_id"].unique(maintain_order=True)) == LINES


def test_a_reader_gets_what_is_meant_for_him() -> None:
    of = with_targets(
        a={"teller": SCHOOL, "voor": ["raad"]}, b={"teller": SCHOOL, "voor": ["uitvoering"]}
    )
    of_all = caseload({}, of)
    seen = {r: set(attain(of_all, date(2021, 12, 31), reader=r).frame["doel"])
            for r in ("raad", "uitvoering", None)}  # fmt: skip
    assert seen == {"raad": {"a"}, "uitvoering": {"b"}, None: {"a", "b"}}


def test_who_is_of_no_known_class_is_counted() -> None:
    tables = town(3, 1)
    tables["arbeidsvermogen"] = "persoon_id | begindatum | loonwaarde_pct\nP0 | 2020-06-01 | 80"
    assert raw("2021-12-31", **tables).unknown == {2020: 3, 2021: 2}


def test_no_targets_is_no_fault() -> None:
    results = raw("2021-12-31", profile("standaard"), **town(3, 1))
    door = protect_targets(results, Audience.PUBLIC, 10)
    assert door.file_frame().columns == list(FILE_COLUMNS)
    assert "geen doelen" in said(door)


def test_the_interval_is_the_negative_binomial() -> None:
    for count, gone in ((0, 0.5), (20, 182 / 365), (3, 1 / 365), (100, 0.9)):
        known = nbinom(count + 0.5, gone)
        assert predicted_rest(count, gone) == (known.ppf(0.025), known.ppf(0.975))


# ---- what the public sees ------------------------------------------------------------------------


def test_internal_hides_nothing() -> None:
    row = by_line(protect_targets(raw("2021-12-31", **town(12, 3)), Audience.INTERNAL, 10))
    assert row["werk_school_70_100"]["teller"] == 3


@pytest.mark.parametrize(
    ("in_class", "at_school", "others", "hidden"),
    [
        (40, 20, 10, set()),
        (40, 0, 20, set()),
        (9, 0, 0, {"werk_school_70_100", "begeleiding_70_100"}),  # the class itself is small
        (40, 5, 20, {"werk_school_70_100", "begeleiding_70_100"}),  # 35 of 40: 5 would follow
        (40, 35, 0, {"werk_school_70_100", "begeleiding_70_100"}),  # 5 are left
        (40, 20, 5, {"begeleiding_70_100"}),
        (40, 20, 15, {"begeleiding_70_100"}),  # 5 of the 20 have nothing
    ],
)
def test_what_is_small_or_would_follow_is_hidden(
    in_class: int, at_school: int, others: int, hidden: set[str]
) -> None:
    results = raw("2021-12-31", **town(in_class, at_school, others))
    rows = by_line(protect_targets(results, Audience.PUBLIC, 10))
    own = ("werk_school_70_100", "begeleiding_70_100")
    found = {id for id in own if rows[id]["status"] == "onderdrukt"}
    assert found == hidden
    for id in found:
        secret = ("waarde", "teller", "noemer", "verschil", "nog", "prognose", "ondergrens")
        assert all(rows[id][name] is None for name in secret)
        assert rows[id]["norm"] is not None  # what the council decided is no secret


def test_a_line_beside_that_gives_a_small_difference_away_is_hidden() -> None:
    """14 at school, and with parttime work 17: three people work part time."""
    tables = town(40, 14)
    more = "\n".join(f"P{n} | parttime_werk | 2021-02-01" for n in range(20, 23))
    tables["activiteiten"] += f"\n{more}"
    rows = by_line(protect_targets(raw("2021-12-31", **tables), Audience.PUBLIC, 10))
    assert rows["werk_school_70_100"]["status"] == "niet_behaald"
    assert rows["werk_school_70_100;parttime_werk=mee"]["status"] == "onderdrukt"


def test_who_counts_nowhere_does_not_follow_either() -> None:
    """Of 40: 20 at school, 15 guided; the 5 with neither would follow from the two together."""
    tables = town(40, 20, 15)
    tables["arbeidsvermogen"] = tables["arbeidsvermogen"].replace("| 80", "| 120")
    rows = by_line(protect_targets(raw("2021-12-31", **tables), Audience.PUBLIC, 10))
    assert rows["werk_school_100"]["status"] == "niet_behaald"
    assert rows["begeleiding_100"]["status"] == "onderdrukt"


def test_the_small_number_of_unknown_class_is_hidden() -> None:
    tables = town(3, 1) | {"arbeidsvermogen": "persoon_id | begindatum | loonwaarde_pct"}
    door = protect_targets(raw("2021-12-31", **tables), Audience.PUBLIC, 10)
    assert door.unknown == {2020: None, 2021: None}
    assert "klein aantal" in said(door)


def test_the_story_stays_in_the_house() -> None:
    told = {"duiding": "indicator | periode | tekst\nbeschut_werk | 2021 | Jan zegt iets."}
    results = raw("2021-12-31", **town(40, 20, 10), **told)
    for audience, seen in ((Audience.INTERNAL, True), (Audience.PUBLIC, False)):
        assert ("Jan zegt" in said(protect_targets(results, audience, 10))) is seen


def test_nobody_else_makes_protected_targets() -> None:
    door = protect_targets(raw("2021-12-31", **town(3, 1)), Audience.PUBLIC, 10)
    with pytest.raises(TypeError, match="protect_targets"):
        ProtectedTargets(door.frame, door.before, {}, Audience.PUBLIC)
    with pytest.raises((TypeError, ValueError)):
        replace(door, frame=door.before)


# ---- how it is said ------------------------------------------------------------------------------


@pytest.fixture
def missed() -> ProtectedTargets:
    """40 in class 70-100, 14 at school: 35%, where 50% is the norm."""
    return protect_targets(raw("2021-12-31", **town(40, 14, 10)), Audience.INTERNAL, 10)


def test_the_terminal_says_it_in_words(missed: ProtectedTargets) -> None:
    text = said(missed)
    line = next(line for line in text.splitlines() if "35,0% (14/40)" in line)
    for part in ("min. 50%", "nog 6 mensen", "[-] niet behaald"):
        assert part in line
    assert "niet berekend: tabel 'kosten' ontbreekt" in text
    assert "kans" not in text.splitlines()[2]  # of nothing there is a chance to tell
    narrow = said(missed, 80)
    assert max(map(len, narrow.splitlines())) <= 80
    whole = {word for line in text.splitlines() for word in line.split()}
    assert {word for line in narrow.splitlines()[:12] for word in line.split()} - whole <= {
        "-" * 80
    }


def test_during_the_year_it_says_what_on_course_means() -> None:
    text = said(protect_targets(raw("2021-06-30", **town(40, 14)), Audience.INTERNAL, 10))
    assert "[+] op koers" in text
    assert "deel van het jaar dat voorbij is (50%)" in text
    assert "verwacht op 31 december" in text
    assert "Gerekend in het tempo van dit jaar" in " ".join(text.split())


def test_a_file_holds_the_columns_of_the_contract(missed: ProtectedTargets, tmp_path: Path) -> None:
    write_targets(missed, tmp_path / "doelen.csv")
    header, *lines = (tmp_path / "doelen.csv").read_text("utf-8").splitlines()
    assert header == CONTRACT
    line = next(line for line in lines if line.startswith("werk_school_70_100,"))
    assert ",2021-01-01,2021-12-31,35,14,40,,,50,>=,-15,niet_behaald,,nota 4.3" in line
    assert "Niet berekend: " in next(line for line in lines if line.startswith("lks_"))


@pytest.mark.parametrize("ending", ["json", "parquet", "xlsx"])
def test_other_endings(missed: ProtectedTargets, ending: str, tmp_path: Path) -> None:
    write_targets(missed, tmp_path / f"doelen.{ending}")
    assert (tmp_path / f"doelen.{ending}").stat().st_size > 500
    with pytest.raises(OutputError):
        write_targets(missed, tmp_path / "doelen.doc")


def test_json_holds_what_is_still_to_go(missed: ProtectedTargets) -> None:
    import json

    content = json.loads(targets_json(missed))
    assert content["schema"] == "grip/doelen/1"
    row = next(r for r in content["doelen"] if r["doel_id"] == "werk_school_70_100")
    assert (row["nog"], row["status"], row["eenheid"]) == (6, "niet_behaald", "procent")


def test_words_of_a_count() -> None:
    starts = "persoon_id | instrument | begindatum\n" + "P1 | beschut_werk | 2021-02-01\n" * 11
    tables = {"voorzieningen": starts, "uitkeringen": "persoon_id"}
    (row,) = [r for r in raw("2021-12-31", **tables).frame.iter_rows(named=True)
              if r["regel"] == "beschut_werk" and r["periode_eind"].year == 2021]  # fmt: skip
    assert words.to_go(row) == "nog 1 plaats"
    assert words.norm_of(row) == "minstens 12 plaatsen"


# ---- the report ----------------------------------------------------------------------------------


def test_the_message_counts_what_was_reached(missed: ProtectedTargets) -> None:
    message = targets_message(missed)
    assert message.startswith("In 2021 ")
    assert "nog 12 plaatsen" in message  # nobody was placed: the furthest off


def test_a_year_without_norms_has_no_verdict() -> None:
    door = protect_targets(raw("2020-12-31", **town(40, 14, 10)), Audience.INTERNAL, 10)
    assert "gelden geen normen" in targets_message(door)
    table, _ = targets_chapter(door, "x").tables
    standing = [row[7] for row in table.rows if row[0] == "70-100%: aan het werk of naar school"]
    assert standing == ["geen norm"]


def test_the_figure_holds_value_and_norm(missed: ProtectedTargets) -> None:
    table, _ = targets_chapter(missed, "x").tables
    (figure,) = table.figures
    at = figure.labels.index("70-100%: aan het werk of naar school")
    series = {one.key: one for one in figure.series}
    assert figure.shape is Shape.BULLET
    assert (series["waarde"].values[at], series["norm"].values[at]) == (35, 50)
    assert series["norm"].line
    assert len(figure.alt) <= 300


def test_the_line_at_the_norm_is_that_of_the_whole_year(missed: ProtectedTargets) -> None:
    """Bars that stop short of it can be on course: then it is said from where on."""
    for part, said in ((2 / 3, True), (1.0, False)):
        frame = missed.frame.with_columns(deel_van_jaar=pl.lit(part))
        rows = list(frame.iter_rows(named=True))
        (figure,) = norm_figures(rows, {}, "x")
        assert ("op koers vanaf 67% daarvan" in figure.note) == said


def test_only_what_has_a_norm_has_a_hidden_judgement(missed: ProtectedTargets) -> None:
    """Without a norm there is none, whatever is hidden of the figure; scores count nobody."""
    two = pl.col("regel").is_in(["beschut_werk", "werk_school_100"])
    hidden = missed.frame.with_columns(
        norm=pl.when(pl.col("regel") != "werk_school_100").then("norm"),
        status=pl.when(two).then(pl.lit("onderdrukt")).otherwise("status"),
    )
    mains = hidden.filter(~pl.col("naast"))
    door: Any = SimpleNamespace(frame=hidden, before=missed.before, unknown=missed.unknown)
    assert targets_message(door).endswith("; van 1 is het oordeel geheim.")
    rows = mains.filter(pl.col("norm").is_null()).iter_rows(named=True)
    assert {words.said(row) for row in rows} == {"geen norm"}
    scored = hidden.with_columns(eenheid=pl.lit("score"), status=pl.lit("geen_norm"))
    door = SimpleNamespace(frame=scored, before=missed.before, unknown=missed.unknown)
    assert {row[3] for row in targets_chapter(door, "x").tables[0].rows} == {"-"}


def test_hidden_is_a_mark_and_a_gap() -> None:
    door = protect_targets(raw("2021-12-31", **town(40, 5, 20)), Audience.PUBLIC, 10)
    table, _ = targets_chapter(door, "x").tables
    (row,) = [row for row in table.rows if row[0] == "70-100%: aan het werk of naar school"]
    assert row[2:6] == (Mark.HIDDEN,) * 4
    (figure,) = table.figures
    at = figure.labels.index("70-100%: aan het werk of naar school")
    assert figure.series[0].values[at] is None
    assert "[g]" in figure.note


def test_outflow_in_a_tiny_town_is_said_in_the_singular() -> None:
    door = protect_targets(
        raw("2021-12-31", **ended(120, *[(f"P{n}", "2021-02-01", "11") for n in range(9)])),
        Audience.INTERNAL, 10,
    )  # fmt: skip
    assert words.to_go(by_line(door)["handhaving_100"]) == "nog 1 persoon"


def test_the_bullet_draws_bars_numbers_and_marks(tmp_path: Path) -> None:
    """Wide bars, thin bars, a mark over each (black on white), and a gap that says so."""
    from grip.reports.charts.draw import draw, house_settings, write_charts
    from grip.reports.document import Figure, Series

    figure = Figure(
        "doelen", Shape.BULLET, "Titel", "Wat", ("een", "twee"),
        (Series("waarde", "Nu", (60.0, None)), Series("toen", "Toen", (50.0, 40.0)),
         Series("norm", "Norm", (62.0, 70.0), line=True)),
        "procent", "Twee staven.", note="[g] = geheim.",
    )  # fmt: skip
    with house_settings():
        (axes,) = draw(figure).drawing.axes
        assert [bar.get_width() for bar in axes.patches] == [60, 50, 40]
        texts = {text.get_text(): text.xy for text in axes.texts}
        marks = [line.get_xdata()[0] for line in axes.lines if len(set(line.get_xdata())) == 1]
    assert set(texts) == {"60,0%", "50,0%", "[g]", "40,0%"}
    assert texts["60,0%"][0] == 62  # the number gives way to the mark
    assert sorted(mark for mark in marks if mark) == [62, 62, 70, 70]
    for folder in ("a", "b"):
        write_charts([figure], tmp_path / folder)
    for name in ("doelen.svg", "doelen.png"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_goal_says_what_shows_it_or_what_is_missing(town_look) -> None:
    from grip.plan import PolicyGoal
    from grip.reports.chapters.policy import policy_table

    look, door = town_look
    goals = (
        PolicyGoal(
            id="a", tekst="A", bron="p", indicatoren=("instroom",), doelen=("beschut_werk",)
        ),
        PolicyGoal(id="b", tekst="B", bron="p", ontbreekt="belemmeringen"),
        PolicyGoal(id="c", tekst="C", bron="p", doelen=("lks_kostendekkend",)),
        PolicyGoal(id="d", tekst="D", bron="p", indicatoren=("toetsing_pct",)),
    )  # fmt: skip
    look.profile = look.profile.model_copy(update={"beleidsdoel": goals})
    rows = policy_table(look, door).rows
    said = {row[0]: [r[2] for r in rows if r[0] == row[0] and r[1] == "Ontbreekt"]
            for row in rows}  # fmt: skip
    assert said == {
        "A (p)": [],
        "B (p)": ["niet meetbaar: belemmeringen"],
        "C (p)": ["niet meetbaar: nog geen cijfer of doel dat dit laat zien"],
        "D (p)": ["niet meetbaar: nog geen cijfer of doel dat dit laat zien"],
    }
    assert ("Cijfer", "Instroom", "uitkeringen") in {row[1:4] for row in rows}


@pytest.fixture
def town_look():
    """Figures and targets of a tiny town, as the report sees them."""
    from grip.disclosure import protect
    from grip.indicators.catalogue import find
    from grip.indicators.engine import compute
    from grip.periods import Period
    from grip.reports.lookup import Lookup, Scope

    of = profile("uithoorn")
    tables = {name: rows_of(name, text) for name, text in town(40, 14, 10).items()}
    period = Period.parse("2021")
    cases = caseload(tables, of)
    chosen = [find(of, id) for id in ("instroom", "stand_eind", "stand_personen")]
    raw_figures = compute(cases, chosen, [period, period.shifted(-12)])
    results = protect(raw_figures, Audience.INTERNAL, 10)
    scope = Scope(period, date(2018, 1, 1), date(2022, 1, 14))
    door = protect_targets(attain(cases, period.end), Audience.INTERNAL, 10)
    return Lookup(results, of, scope), door


# ---- what a first reader stumbled over -----------------------------------------------------------


def test_no_verdict_is_cut_in_two_on_a_narrow_terminal(missed: ProtectedTargets) -> None:
    lines = said(missed, 80).splitlines()
    assert any("[-] niet behaald" in line for line in lines)
    assert any(line.rstrip().endswith("niet berekend") for line in lines)


@pytest.mark.parametrize(
    ("good", "judged", "words_for_it"),
    [
        (0, 2, "geen van de 2 doelen"), (4, 10, "4 van de 10 doelen"), (3, 3, "alle 3 doelen"),
        (1, 1, "1 doel"), (0, 1, "geen enkel doel"),
    ],
)  # fmt: skip
def test_how_many_targets_do_well_is_said_as_people_say_it(
    good: int, judged: int, words_for_it: str
) -> None:
    assert words.how_many(good, judged) == words_for_it


def test_how_far_off_is_measured_by_the_own_norm() -> None:
    """85 velden of 6.853 are less far off than 3 plaatsen of 12."""
    common = {"deel_van_jaar": 1.0, "cumulatief": False, "vergelijking": ">="}
    fields = common | {"norm": 100.0, "waarde": 98.8}
    places = common | {"norm": 12.0, "waarde": 9.0}
    assert words.distance(places) == pytest.approx(0.25)
    assert words.distance(fields) < words.distance(places)
    halfway = places | {"deel_van_jaar": 0.5, "cumulatief": True}
    assert words.distance(halfway) == pytest.approx(-0.5)
    cost = common | {"vergelijking": "<=", "norm": 1.0, "waarde": 1.2}
    assert words.distance(cost) == pytest.approx(0.2)


def test_a_score_keeps_its_decimals_in_a_table() -> None:
    assert words.kind_of("score") is words.Number.DECIMAL
    assert words.kind_of("plaatsen") is words.Number.COUNT


def test_no_verdict_is_given_of_a_mean_score() -> None:
    """Of a mean no interval of the difference is known: then the difference is not judged."""
    of = with_targets(ervaren={"indicator": "ervaren_effect_client", "naam": "Ervaren"})
    ends = "\n".join(
        f"V{year}{n} | P{n} | jobcoach | {year}-01-01 | {year}-06-30 | {score}"
        for year, score in ((2020, 2), (2021, 4))
        for n in range(20)
    )
    head = "voorziening_id | persoon_id | instrument | begindatum | einddatum | "
    tables = people(80, *(f"P{n}" for n in range(20)))
    tables["voorzieningen"] = f"{head}ervaren_effect_client\n{ends}"
    made = raw("2021-12-31", of, **tables)
    (line,) = protect_targets(made, Audience.INTERNAL, 10).frame.to_dicts()
    assert (line["waarde"], line["vorig_jaar"], line["richting"]) == (4, 2, None)


def test_a_chance_has_a_column_only_where_there_is_one(missed: ProtectedTargets) -> None:
    """On 31 December, and for the public, there is none."""

    def table(frame: pl.DataFrame):
        door = SimpleNamespace(frame=frame, before=missed.before, unknown=missed.unknown)
        return targets_chapter(door, "x").tables[0]

    without, told = (
        table(missed.frame.with_columns(kans=pl.lit(value, pl.Float64))) for value in (None, 99.9)
    )
    titles = [[column.title for column in one.columns] for one in (without, told)]
    assert ["Kans op de norm" in found for found in titles] == [False, True]
    at = titles[1].index("Kans op de norm")
    assert {row[at] for row in told.rows} == {">99%"}
    for one in (without, told):
        assert {len(row) for row in one.rows} == {len(one.columns)}
