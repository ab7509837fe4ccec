"""`grip verschil`: which figures changed between two runs, and which change did it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from grip.config import load_profile
from grip.errors import GripError
from grip.reports import build
from grip.reports.files.runs import difference_json, write_difference
from grip.reports.terminal.difference import print_difference
from grip.results import KEY_FIGURES, Audience
from grip.runs.causes import (
    DAY,
    DEFINITION,
    EXPORT,
    PROGRAM,
    ROWS,
    SETTING,
    profile_of,
    profiles_between,
)
from grip.runs.compare import DataOf, RunDifference, Untold, compare
from grip.runs.replay import REST
from grip.runs.shelf import Run
from tests.acceptance.running import done, grip, rows_of
from tests.unit.runs.folders import BENEFITS, exports, published, report, run_in

ENDED = BENEFITS.replace("U7;P7;PW;2020-08-01;;", "U7;P7;PW;2020-08-01;2021-05-31;01")
CAME = "U91;P28;PW;2021-02-01;;\n"
JOBS = "persoon_id;maand;soort;bedrag\nP1;2021-02;11;400\nP2;2021-02;11;500\n"


def both(
    tmp_path: Path, before: str, after: str, *ids: str, dims: Sequence[str] = (), **more: Any
) -> RunDifference:
    """Compare reports on two exports of benefits, with those exports at hand."""
    old, new = exports(tmp_path / "oud", before), exports(tmp_path / "nieuw", after)
    out = tmp_path / "uitvoer"
    runs = report(old, out, dims=dims), report(new, out, dims=dims, **more)
    return compare(run_in(out / "rapport-2021.v1"), runs[1], ids, DataOf(old, new))


def parts_of(made: RunDifference, id: str, **of: Any) -> list[tuple[Any, ...]]:
    """Return what made a figure change: cause, table, column, rows and difference."""
    wanted = [pl.col("indicator") == id, *(pl.col(k) == v for k, v in of.items())]
    (number,) = made.explained.filter(*wanted).get_column("nummer")
    found = made.parts.filter(pl.col("nummer") == number)
    return found.select("oorzaak", "tabel", "kolom", "rijen", "verschil").rows()


def adds_up(made: RunDifference) -> None:
    """Of every figure that was computed again the parts are the difference."""
    sums = made.parts.group_by("nummer").agg(pl.col("verschil").sum().alias("samen"))
    joined = made.explained.join(sums, on="nummer")
    assert joined.height
    apart = (joined["samen"] - joined["verschil"]).abs()
    assert apart.max() < 1e-9  # type: ignore[operator]


# --- what changed it ---------------------------------------------------------------------------


def test_an_end_that_was_filled_in(tmp_path: Path) -> None:
    """24 benefits become 23 and the outflow 0 becomes 1: by the end date of one row."""
    made = both(tmp_path, BENEFITS, ENDED)
    rows = {row["indicator"]: row for row in made.figures.changed.iter_rows(named=True)}
    assert (rows["stand_eind"]["oud"], rows["stand_eind"]["nieuw"]) == (24, 23)
    changed = ("gewijzigd", "uitkeringen", "einddatum", 1)
    assert parts_of(made, "stand_eind") == [(*changed, -1)]
    assert parts_of(made, "uitstroom") == [(*changed, 1)]
    assert made.rows.rows() == [
        ("uitkeringen", "gewijzigd", "uitkeringen.csv", "", 8, 8, "einddatum, reden_uitstroom")
    ]
    causes = made.causes.select("soort", "onderwerp", "toelichting").rows()
    assert (EXPORT, "uitkeringen", "ander bestand") in causes
    assert not {SETTING, PROGRAM, DAY, DEFINITION, ROWS} & set(made.causes["soort"])
    adds_up(made)


def test_rows_that_came_and_went(tmp_path: Path) -> None:
    """One benefit went, three came, one changed: +1 in all, and each part has its own number."""
    lines = ENDED.splitlines(keepends=True)
    gone = [line for line in lines if not line.startswith("U3;")]
    came = [f"U9{n};P2{n};PW;2021-02-01;;\n" for n in (6, 7, 8)]
    made = both(tmp_path, BENEFITS, "".join([*gone, *came]))
    assert parts_of(made, "stand_eind") == [
        ("vervallen", "uitkeringen", "", 1, -1),
        ("nieuw", "uitkeringen", "", 3, 3),
        ("gewijzigd", "uitkeringen", "einddatum", 1, -1),
    ]
    assert made.rows.select("wijziging", "rij_oud", "rij_nieuw").rows() == [
        ("vervallen", 4, None), ("nieuw", None, 25), ("nieuw", None, 26), ("nieuw", None, 27),
        ("gewijzigd", 8, 7),
    ]  # fmt: skip
    counts = made.causes.filter(pl.col("soort") == ROWS).select("onderwerp", "oud", "nieuw").rows()
    assert counts == [("uitkeringen gelezen", "24", "26"), ("uitkeringen geladen", "24", "26")]
    adds_up(made)


def test_a_row_that_does_not_count_any_more(tmp_path: Path) -> None:
    """It is still in the export, and refused: its begin cannot be read. Both numbers are told."""
    lines = BENEFITS.splitlines(keepends=True)
    spoilt = "".join([lines[0], *lines[2:], lines[1].replace("2020-02-01", "ooit")])
    made = both(tmp_path, BENEFITS, spoilt)
    assert parts_of(made, "stand_eind") == [("vervallen", "uitkeringen", "", 1, -1)]
    assert made.rows.select("wijziging", "rij_oud", "rij_nieuw").rows() == [("vervallen", 2, 25)]
    back = compare(made.after, made.before, (), DataOf(tmp_path / "nieuw", tmp_path / "oud"))
    assert back.rows.select("wijziging", "rij_oud", "rij_nieuw").rows() == [("nieuw", 25, 2)]


def test_parts_that_cancel_are_told(tmp_path: Path) -> None:
    """A figure that is what it was is no difference, though rows under it changed."""
    after = ENDED + CAME
    made = both(tmp_path, BENEFITS, after)
    assert "stand_eind" not in made.figures.changed["indicator"]
    assert parts_of(made, "instroom") == [("nieuw", "uitkeringen", "", 1, 1)]


def test_a_table_without_a_key(tmp_path: Path) -> None:
    """A changed row there is one that went and one that came; another order is no change."""
    old = exports(tmp_path / "oud", inkomsten=JOBS)
    head, *lines = JOBS.splitlines(keepends=True)
    moved = "".join([head, *reversed(lines)]).replace("500", "550")
    new = exports(tmp_path / "nieuw", inkomsten=moved)
    out, names = tmp_path / "uitvoer", ("stand_eind", "parttime_bedrag")
    _, last = (report(data, out, names=names) for data in (old, new))
    made = compare(run_in(out / "rapport-2021.v1"), last, (), DataOf(old, new))
    assert made.rows.select("tabel", "wijziging", "rij_oud", "rij_nieuw").rows() == [
        ("inkomsten", "vervallen", 3, None), ("inkomsten", "nieuw", None, 2),
    ]  # fmt: skip


def test_a_setting_is_put_in_by_itself(tmp_path: Path) -> None:
    """Another denominator is another definition; the rest of the change is that of the rows."""
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\n[instellingen]\nstroom_noemer = "begin"\n', "utf-8")
    more = ENDED.replace("U9;P9;PW;2020-10-01;;", "U9;P9;PW;2020-10-01;2021-06-30;01")
    made = both(tmp_path, ENDED + CAME, more + CAME, profile=str(own))
    row = made.figures.changed.filter(pl.col("indicator") == "uitstroom_pct").row(0, named=True)
    assert row["definitie_oud"] == "uitstroom_pct;eenheid=uitkeringen;noemer=cbs"
    assert row["definitie"] == "uitstroom_pct;eenheid=uitkeringen;noemer=begin"
    told = {(c, of): d for c, _, of, _, d in parts_of(made, "uitstroom_pct")}
    assert told.keys() == {(SETTING, "instellingen.stroom_noemer"), ("gewijzigd", "einddatum")}
    causes = made.causes.select("soort", "onderwerp", "oud", "nieuw").rows()
    assert (SETTING, "instellingen.stroom_noemer", "cbs", "begin") in causes
    assert any(kind == DEFINITION and id == "uitstroom_pct" for kind, id, *_ in causes)
    adds_up(made)


def test_the_outcome_of_a_target(tmp_path: Path) -> None:
    """A target is a figure like any other; a new norm changes its verdict and not its outcome."""
    own = tmp_path / "eigen.toml"
    text = """naam = "eigen"
[doel.uit]
naam = "Uitstroom"
omschrijving = "Uitkeringen die eindigden"
bron = "plan"
norm = [{ vanaf = 2021-01-01, waarde = NORM }]
indicator = "uitstroom"
"""
    own.write_text(text.replace("NORM", "1"), "utf-8")
    old, new = exports(tmp_path / "oud"), exports(tmp_path / "nieuw", ENDED)
    out = tmp_path / "uitvoer"
    report(old, out, str(own))
    report(new, out, str(own))
    runs = run_in(out / "rapport-2021.v1"), run_in(out / "rapport-2021")
    made = compare(*runs, ("uit",), DataOf(old, new))
    row = made.figures.changed.row(0, named=True)
    assert (row["bron"], row["naam"], row["oud"], row["nieuw"]) == ("doel", "Uitstroom", 0, 1)
    assert (row["status_oud"], row["status"]) == ("niet_behaald", "behaald")
    assert parts_of(made, "uit") == [("gewijzigd", "uitkeringen", "einddatum", 1, 1)]
    own.write_text(text.replace("NORM", "2"), "utf-8")
    report(new, out, str(own))
    again = compare(run_in(out / "rapport-2021.v2"), run_in(out / "rapport-2021"))
    assert again.figures.changed.select("oud", "nieuw", "status").rows() == [(1, 1, "niet_behaald")]
    causes = again.causes.select("onderwerp", "oud", "nieuw").rows()
    assert causes == [("doel.uit.norm.1.waarde", "1", "2")]


def test_a_target_with_lines_per_class_differs_from_itself_in_nothing(tmp_path: Path) -> None:
    """Its lines share an id; one that got a value stands beside itself and not the others."""
    head = "doel_id,omschrijving,periode_begin,periode_eind,waarde,teller,noemer,status\n"
    lines = [
        "Inzet: jong,{dag},20,2,10,x",
        "Inzet: oud{why},{dag},{oud},x",
        "Inzet: nieuw,{dag},,,,x",
    ]
    text = head + "".join(f"inzet,{line}\n" for line in lines)
    day = "2021-01-01,2021-12-31"
    fills = {"a": {"why": ". Niet berekend: geen", "oud": ",,"}, "b": {"why": "", "oud": "50,5,10"}}
    old, new = (
        published(tmp_path / name, [{"waarde": 3.0}], audience="intern",
                  files={"doelen.csv": text.format(dag=day, **fill).encode()})
        for name, fill in fills.items()
    )  # fmt: skip
    for run in (old, new):
        assert compare(run, run).figures.changed.is_empty()
    changed = compare(old, new).figures.changed
    assert changed.select("categorie", "oud", "nieuw").rows() == [("Inzet: oud", None, 50)]


def test_a_profile_is_read_back_whole(tmp_path: Path) -> None:
    """The manifest holds all of it, also keys with dots that people gave to teams."""
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\n[teams]\n"J. de V." = "West"\n', "utf-8")
    data = exports(tmp_path / "oud")
    for name in ("dalfsen", "uithoorn", str(own)):
        run = report(data, tmp_path / Path(name).stem, name)
        assert profile_of(run) == load_profile(name).profile


def test_persons_in_a_profile_are_counted_and_not_named(tmp_path: Path) -> None:
    """[teams] says who works where: between internal runs a count, in public nothing at all."""
    own, data = tmp_path / "eigen.toml", exports(tmp_path / "oud", ENDED)
    text = 'naam = "eigen"\n[teams]\n"J. de V." = "TEAM"\n"K. Canary" = "TEAM"\n'
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        out = tmp_path / audience.value
        for team in ("West", "Oost"):
            own.write_text(text.replace("TEAM", team), "utf-8")
            last = report(data, out, str(own), audience)
        if audience is Audience.PUBLIC:
            assert "Canary" not in (last.folder / "manifest.json").read_text("utf-8")
            assert profile_of(last) is not None
        else:
            made = compare(run_in(out / "rapport-2021.v1"), last, (), DataOf(data))
            assert made.causes.rows() == [(SETTING, "teams", None, None, "2 gewijzigd")]
            assert "Canary" not in difference_json(made)
            assert [name for name, _ in profiles_between(made.before, last)] == ["teams"]
    assert compare(made.after, last, (), DataOf(data)).causes["onderwerp"].to_list() == ["publiek"]


def test_another_source_profile_is_not_replayed(tmp_path: Path) -> None:
    """The same rows are read otherwise: no row changed, and today's profile is not that of then."""
    source, own = tmp_path / "bron.toml", tmp_path / "eigen.toml"
    text = """naam = "bron"
bewijs = "bestand"
bron = "eigen"
[deel.uitkeringen]
tabel = "uitkeringen"
blad = ["suite"]
[deel.uitkeringen.kolom]
uitkering_id = "nr"
persoon_id = "pers"
regeling = "soort"
ingangsdatum = "van"
einddatum = "EIND"
"""
    own.write_text(f'naam = "eigen"\nbron = "{source}"\n', "utf-8")
    data, out = exports(tmp_path / "oud"), tmp_path / "uitvoer"
    (data / "uitkeringen.csv").unlink()
    rows = "nr;pers;soort;van;tot;stop\nU1;P1;PW;2020-02-01;;2021-05-31\n"
    (data / "suite.csv").write_text(rows, "utf-8")
    for end in ("tot", "stop"):
        source.write_text(text.replace("EIND", end), "utf-8")
        last = report(data, out, str(own))
    runs = run_in(out / "rapport-2021.v1"), last
    made = compare(*runs, (), DataOf(data))
    assert made.untold is Untold.OTHER_SOURCE
    assert made.causes.rows() == [(SETTING, "bronprofiel bron", None, None, "gewijzigd")]
    assert "instelling bronprofiel bron: gewijzigd" in printed(made)
    assert compare(last, last, (), DataOf(data)).untold is Untold.NOTHING
    source.unlink()
    assert compare(last, last, (), DataOf(data)).untold is Untold.OTHER_SOURCE


def test_the_same_exports_are_needed_once(tmp_path: Path) -> None:
    """Between two runs on one export only settings can differ, and that export tells how."""
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\n[instellingen]\nstroom_noemer = "begin"\n', "utf-8")
    data, out = exports(tmp_path / "oud", ENDED + CAME), tmp_path / "uitvoer"
    report(data, out)
    report(data, out, str(own))
    runs = [run_in(out / name) for name in ("rapport-2021.v1", "rapport-2021")]
    again = compare(runs[0], runs[1], (), DataOf(after=data))
    assert again.untold is None
    assert again.rows.is_empty()
    assert set(again.parts["oorzaak"]) == {SETTING}


def other_numbers(run: Run, value: float, **changed: str) -> Run:
    """Change the first stock in a run folder, and the hash in its manifest with it."""
    path = run.folder / "indicatoren.csv"
    frame = pl.read_csv(path, infer_schema_length=None)
    first = pl.int_range(pl.len()) == 0
    frame.with_columns(waarde=pl.when(first).then(value).otherwise("waarde")).write_csv(path)
    digest = sha256(path.read_bytes()).hexdigest()
    manifest = {**run.manifest, "uitvoer": {"indicatoren.csv": digest}, **changed}
    (run.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return run_in(run.folder)


@pytest.mark.parametrize(("version", "cause"), [("0.3.0", PROGRAM), (None, REST)])
def test_what_no_change_explains(tmp_path: Path, version: str | None, cause: str) -> None:
    """The old run counted 20 where this version counts 24: by its version, if that was another."""
    data, other = exports(tmp_path / "oud"), exports(tmp_path / "nieuw", ENDED)
    runs = report(data, tmp_path / "a"), report(other, tmp_path / "b")
    old = other_numbers(runs[0], 20, **({"versie": version} if version else {}))
    made = compare(old, runs[1], ("stand_eind",), DataOf(data, other))
    assert parts_of(made, "stand_eind") == [
        ("gewijzigd", "uitkeringen", "einddatum", 1, -1), (cause, "", "", None, 4),
    ]  # fmt: skip
    adds_up(made)


def test_the_day_of_the_export(tmp_path: Path) -> None:
    """From the same rows a later export knows more; that is told apart from the rows."""
    data, out = exports(tmp_path / "oud"), tmp_path / "uitvoer"
    report(data, out)
    later = report(data, out, day=date(2022, 2, 14))
    made = compare(run_in(out / "rapport-2021.v1"), later, (), DataOf(data))
    assert made.causes.select("soort", "oud", "nieuw").rows() == [(DAY, "2022-01-14", "2022-02-14")]


# --- what is told, and in which order ----------------------------------------------------------


def test_totals_and_key_figures_come_first(tmp_path: Path) -> None:
    """The stock before what changed by more, a total before a group, this year before 2020."""
    earlier = {"periode_begin": date(2020, 1, 1), "periode_eind": date(2020, 12, 31)}
    group = {"dimensie": "rol", "categorie": "client"}
    other = {"indicator": "stand_begin", "definitie": "stand_begin;eenheid=uitkeringen"}
    rows = [{}, group, other, earlier]
    values = {"a": (100, 10, 50, 90), "b": (101, 90, 100, 1)}
    filled = {
        n: [row | {"waarde": v} for row, v in zip(rows, values[n], strict=True)] for n in "ab"
    }
    old, new = (published(tmp_path / n, filled[n], audience="intern") for n in "ab")
    made = compare(old, new)
    told = made.figures.changed.select("indicator", "dimensie", "periode_begin", "verschil").rows()
    assert told == [
        ("stand_eind", "totaal", date(2021, 1, 1), 1),
        ("stand_begin", "totaal", date(2021, 1, 1), 50),
        ("stand_eind", "totaal", date(2020, 1, 1), -89),
        ("stand_eind", "rol", date(2021, 1, 1), 80),
    ]


def test_the_key_figures_are_those_that_a_report_opens_with() -> None:
    assert tuple(id for id, _ in build._KEY_FIGURES) == KEY_FIGURES


def test_noise_is_no_difference(tmp_path: Path) -> None:
    """Nor is a class that is there in one run only with nothing in it; with something it is."""
    group = {"dimensie": "wijk"}
    old = [{"waarde": 1 / 3}, group | {"categorie": "A", "waarde": 5.0}]
    came = [
        group | {"categorie": name, "waarde": value} for name, value in (("B", 0.0), ("C", 2.0))
    ]
    new = [{"waarde": 1 / 3 + 1e-13}, old[1], *came]
    runs = [published(tmp_path / n, r, audience="intern") for n, r in (("a", old), ("b", new))]
    made = compare(runs[0], runs[1])
    assert made.figures.changed.select("categorie", "oud", "nieuw").rows() == [("C", None, 2.0)]


def test_what_stands_in_one_run_only_is_counted_and_not_compared(tmp_path: Path) -> None:
    other = {"periode_begin": date(2021, 12, 1)}
    runs = [
        published(tmp_path / name, [{"waarde": 5.0}, *more], audience="intern")
        for name, more in (("a", []), ("b", [other | {"waarde": 7.0}]))
    ]
    made = compare(runs[0], runs[1])
    assert (made.figures.both, made.figures.alone) == (1, (0, 1))
    assert made.figures.changed.is_empty()


def test_without_the_exports_it_says_whose_are_missing(tmp_path: Path) -> None:
    old, new = exports(tmp_path / "oud"), exports(tmp_path / "nieuw", ENDED)
    out = tmp_path / "uitvoer"
    report(old, out)
    after = report(new, out)
    made = compare(run_in(out / "rapport-2021.v1"), after, (), DataOf(usual=new))
    assert made.untold is Untold.NO_EXPORTS
    assert made.without == ("rapport-2021.v1",)
    assert made.parts.is_empty()
    assert made.figures.changed.height > 0


@pytest.mark.parametrize("spoil", ["changed", "gone", "more"])
def test_exports_of_another_run_are_refused(tmp_path: Path, spoil: str) -> None:
    """Another file, one file less or a table more: the sums would be of something else."""
    data = exports(tmp_path / "oud")
    run = report(data, tmp_path / "uitvoer")
    if spoil == "gone":
        (data / "personen.csv").unlink()
    elif spoil == "more":
        (data / "inkomsten.csv").write_text(JOBS, "utf-8")
    else:
        (data / "uitkeringen.csv").write_text(ENDED, "utf-8")
    other = report(exports(tmp_path / "nieuw", ENDED), tmp_path / "elders")
    with pytest.raises(GripError) as refused:
        compare(run, other, (), DataOf(data, tmp_path / "nieuw"))
    assert (refused.value.code, refused.value.exit_code) == ("RUN-DATA", 3)


def test_pseudonyms_by_another_key_cannot_be_followed(tmp_path: Path) -> None:
    asked = {"naam": "rapport", "periode": "2021", "publiek": "intern"}
    runs = [
        published(tmp_path / key, [{"waarde": value}], audience="intern",
                  opdracht={**asked, "sleutel": key})
        for key, value in (("aa", 5.0), ("bb", 6.0))
    ]  # fmt: skip
    assert compare(runs[0], runs[1]).untold is Untold.OTHER_KEY


def test_no_value_of_a_cell_is_told(tmp_path: Path) -> None:
    """Rows go by file and number; what stands in them, old or new, stands nowhere."""
    after = ENDED.replace("2021-05-31", "2021-05-23") + "U-CANARY;P28;PW;2021-02-17;;\n"
    made = both(tmp_path, BENEFITS, after)
    text = difference_json(made)
    assert made.rows.height == 2
    for value in ("U7", "P7", "CANARY", "P28", "2021-05-23", "2021-02-17"):
        assert value not in text


# --- public ------------------------------------------------------------------------------------


def pair(tmp_path: Path, rows: list[tuple[dict[str, Any], float, float]], *audiences: str) -> Any:
    """Compare two runs with the same figures; of each its traits and its two values."""
    kinds = audiences or ("openbaar", "openbaar")
    runs = [
        published(tmp_path / name, [row | {"waarde": pair[at], "teller": pair[at]}
                                    for row, *pair in rows], audience=kind)
        for at, (name, kind) in enumerate(zip("ab", kinds, strict=True))
    ]  # fmt: skip
    return compare(runs[0], runs[1])


PEOPLE = {"definitie": "stand_personen;eenheid=personen", "indicator": "stand_personen"}
INFLOW = {"definitie": "instroom;eenheid=uitkeringen", "indicator": "instroom"}


def test_between_two_public_reports_small_differences_stay_out(tmp_path: Path) -> None:
    """Of benefits one difference is small, so none is told; those of persons are large enough."""
    made = pair(tmp_path, [({}, 300, 340), (INFLOW, 60, 63), (PEOPLE, 400, 380)])
    assert not made.internal
    assert made.figures.changed.select("indicator", "verschil").rows() == [("stand_personen", -20)]
    assert made.figures.hidden == 2
    assert made.untold is Untold.PUBLIC
    assert '"verschil": 3' not in difference_json(made)


def test_groups_and_amounts_are_not_told_in_public(tmp_path: Path) -> None:
    """Of an amount nobody knows about how many it is; of groups the rest of the total follows."""
    group = {"dimensie": "rol", "categorie": "client"}
    costs = {"definitie": "kosten", "indicator": "kosten", "eenheid": "euro"}
    made = pair(tmp_path, [({}, 300, 340), (group, 200, 240), (costs, 90_000, 120_000)])
    assert made.figures.changed.select("indicator", "dimensie").rows() == [("stand_eind", "totaal")]
    assert made.figures.hidden == 2


def test_a_rate_is_told_where_its_counts_may_be(tmp_path: Path) -> None:
    rate = {"definitie": "bereik_pct;eenheid=personen", "indicator": "bereik_pct",
            "eenheid": "procent"}  # fmt: skip
    runs = [
        published(
            tmp_path / name, [rate | {"waarde": 100 * top / 400, "teller": top, "noemer": 400.0}]
        )
        for name, top in (("a", 100.0), ("b", 105.0), ("c", 120.0))
    ]
    assert compare(runs[0], runs[1]).figures.changed.is_empty()
    assert compare(runs[0], runs[2]).figures.changed["verschil"].to_list() == [5.0]


def test_a_rate_without_its_counts_is_not_told(tmp_path: Path) -> None:
    rate = {"definitie": "bereik_pct;eenheid=personen", "indicator": "bereik_pct",
            "eenheid": "procent"}  # fmt: skip
    runs = [published(tmp_path / n, [rate | {"waarde": v}]) for n, v in (("a", 20.0), ("b", 60.0))]
    made = compare(runs[0], runs[1])
    assert (made.figures.changed.height, made.figures.hidden) == (0, 1)


def test_what_either_hides_is_not_told(tmp_path: Path) -> None:
    hidden = {"status": "onderdrukt"}
    runs = [published(tmp_path / "a", [{"waarde": 300.0}]), published(tmp_path / "b", [hidden])]
    made = compare(runs[0], runs[1])
    assert made.figures.changed.is_empty()


def test_beside_an_internal_run_it_is_confidential(tmp_path: Path) -> None:
    made = pair(tmp_path, [({}, 300, 303)], "intern", "openbaar")
    assert made.internal
    assert made.figures.changed["verschil"].to_list() == [3]
    assert made.untold is Untold.NO_EXPORTS


HIDDEN = {"status": "onderdrukt", "waarde": None, "teller": None}
QUARTER = {**INFLOW, "periode_eind": date(2021, 3, 31)}


def test_a_hidden_total_closes_its_unit(tmp_path: Path) -> None:
    """Of a year and its first quarter that differ by 12 and 10 the other three differ by 2."""
    quarters = {**INFLOW, "periode_begin": date(2021, 4, 1)}
    runs = [
        published(tmp_path / name, [
            {**row, "waarde": value, "teller": value}
            for row, value in ((INFLOW, year), (QUARTER, first), (PEOPLE, year))
        ] + [{**quarters, **HIDDEN}])
        for name, year, first in (("a", 80.0, 30.0), ("b", 115.0, 50.0))
    ]  # fmt: skip
    made = compare(runs[0], runs[1])
    assert made.figures.changed.select("indicator", "verschil").rows() == [("stand_personen", 35)]
    assert made.figures.hidden == 2


def test_differences_that_lie_near_each_other_stay_out(tmp_path: Path) -> None:
    """By 12 over a year and 10 over its first quarter: what is left of the year differs by 2."""
    near = pair(tmp_path / "a", [(INFLOW, 80, 92), (QUARTER, 30, 40), (PEOPLE, 400, 411)])
    assert near.figures.changed["indicator"].to_list() == ["stand_personen"]
    far = pair(tmp_path / "b", [(INFLOW, 80, 105), (QUARTER, 30, 40)])
    assert far.figures.changed.height == 2


def test_the_files_are_written_all_or_none(tmp_path: Path) -> None:
    """A file beside the one that was asked for that cannot be written is the one that is named."""
    made = pair(tmp_path, [({}, 300, 303)], "intern", "intern")
    (tmp_path / "v-waardoor.csv").mkdir()
    with pytest.raises(GripError, match="UIT-SCHRIJVEN") as refused:
        write_difference(made, tmp_path / "v.csv")
    assert refused.value.where.endswith("v-waardoor.csv")
    assert not (tmp_path / "v.csv").exists()


# --- on the screen -----------------------------------------------------------------------------


def printed(made: RunDifference) -> str:
    """Return what the command prints, in one line."""
    console = Console(file=StringIO(), width=80)
    print_difference(made, console)
    return " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]


def test_what_was_not_compared_is_not_the_same(tmp_path: Path) -> None:
    """A figure over another period, or in one run only, is nothing that did not change."""
    rows = {"a": [{"waarde": 5.0}, {**INFLOW, "waarde": 1.0}], "b": [{"waarde": 5.0}]}
    runs = [published(tmp_path / name, row, audience="intern") for name, row in rows.items()]
    made = compare(runs[0], runs[1], ["instroom"])
    assert (made.figures.both, made.figures.alone) == (0, (1, 0))
    said = printed(made)
    assert "instroom staat niet over dezelfde periode in beide runs" in said
    assert "1 cijfer staat alleen in de oude run, 0 alleen in de nieuwe" in said
    assert "Van stand_eind is niets veranderd." in printed(compare(*runs, ["stand_eind"]))
    either = printed(compare(*runs, ["stand_eind", "instroom"]))
    assert "Van stand_eind is niets veranderd." in either
    assert "instroom staat niet over" in either


def test_one_and_more_are_told_apart(tmp_path: Path) -> None:
    one = pair(tmp_path / "a", [({}, 5, 6)], "intern", "intern")
    assert "Van het ene cijfer: 1 veranderd, waarvan 1 totaal " in printed(one)
    hidden = pair(tmp_path / "b", [({}, 300, 303)])
    assert "1 verschil staat hier niet: het gaat" in printed(hidden)


def test_groups_are_explained_where_no_total_changed(tmp_path: Path) -> None:
    """One got a benefit where another lost it: the totals are the same, the groups are not."""
    moved = BENEFITS.replace("U7;P7;", "U7;P25;")
    made = both(tmp_path, BENEFITS, moved, dims=["leeftijdsgroep"])
    assert set(made.figures.changed["dimensie"]) == {"leeftijdsgroep"}
    assert made.untold is None
    adds_up(made)
    assert "rijen anders uitkeringen: 1 vervallen, 1 nieuw" in printed(made)


def test_a_variant_can_be_named(tmp_path: Path) -> None:
    pct = {"indicator": "instroom_pct", "definitie": "instroom_pct;eenheid=uitkeringen;noemer=cbs"}
    runs = [published(tmp_path / n, [{**pct, "waarde": v}, {"waarde": v}], audience="intern")
            for n, v in (("a", 5.0), ("b", 6.0))]  # fmt: skip
    made = compare(runs[0], runs[1], ["instroom_pct;noemer=cbs"])
    assert made.figures.changed["indicator"].to_list() == ["instroom_pct"]
    with pytest.raises(GripError, match="CLI-INDICATOR"):
        compare(runs[0], runs[1], ["instroom_pct;noemer=niets"])


# --- on the command line -----------------------------------------------------------------------


def test_the_command(tmp_path: Path) -> None:
    """What the policy officer does: the report, another export, the report again, and why."""
    old, new = exports(tmp_path / "oud"), exports(tmp_path / "nieuw", ENDED)
    out = tmp_path / "uitvoer"
    first, last = report(old, out), report(new, out)
    (tmp_path / "grip.toml").write_text('data = "nieuw"\n', "utf-8")
    call = ("verschil", "rapport-2021.v1", "rapport-2021", "--data-a", "oud")
    said = done(*call, cwd=tmp_path)
    assert said.out.startswith("VERTROUWELIJK")
    assert "einddatum gewijzigd in 1 rij (uitkeringen.csv rij 8)" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    by_number = done("verschil", first.id, last.id[:8], "--data-a", "oud", cwd=tmp_path)
    assert by_number.out == said.out
    told = json.loads(done(*call, "--json", cwd=tmp_path).out)
    assert told["vertrouwelijk"]
    assert {row["kolom"] for row in told["waardoor"]} == {"einddatum"}
    written = done(*call, "stand_eind", "--uit", "x.csv", cwd=tmp_path)
    assert "Ernaast: x-invoer.csv, x-waardoor.csv, x-rijen.csv" in written.err
    assert [row["verschil"] for row in rows_of(tmp_path / "x.csv")] == ["-1"]
    assert rows_of(tmp_path / "x-rijen.csv")[0]["rij_nieuw"] == "8"
    unnamed = done("verschil", "--data-a", "oud", cwd=tmp_path)
    assert unnamed.out == said.out
    same = done("verschil", "rapport-2021", "rapport-2021", cwd=tmp_path)
    assert "Dit is dezelfde run" in same.out


@pytest.mark.parametrize(
    ("arguments", "code", "name"),
    [
        (("nergens", "rapport-2021"), 2, "RUN-GEEN"),
        (("rapport-2021", "werklijst-2021"), 2, "RUN-SOORT"),
        (("rapport-2021", "stad"), 2, "RUN-GEMEENTE"),
        (("rapport-2021", "leeg"), 3, "RUN-STUK"),
        (("rapport-2021", "gewijzigd"), 3, "RUN-GEWIJZIGD"),
        (("rapport-2021", "rapport-2021", "stand_einde"), 2, "CLI-INDICATOR"),
        (("rapport-2021", "rapport-2021", "--data-a", "nergens"), 3, "IN-MAP"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: tuple[str, ...], code: int, name: str) -> None:
    out = tmp_path / "uitvoer"
    row = [{"waarde": 5.0}]
    published(out / "rapport-2021", row, audience="intern")
    lists = {"opdracht": {"naam": "controleer", "werklijst": "ja"}, "uitvoer": {}}
    published(out / "werklijst-2021", row, **lists)
    town = {"gemeente.naam": {"waarde": "Stad", "laag": "stad.toml"}}
    published(out / "stad", row, configuratie=town)
    published(out / "gewijzigd", row, uitvoer={"indicatoren.csv": "0" * 64})
    (out / "leeg").mkdir()
    said = grip("verschil", *arguments, cwd=tmp_path)
    assert said.code == code, said.text
    assert f"Fout {name}" in said.err
