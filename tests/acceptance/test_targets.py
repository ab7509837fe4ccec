"""Targets on the sample town: the command, its files, and the report of both years."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.running import done, grip, rows_of
from tests.unit.test_targets import CONTRACT, LINES

JUDGED = {"behaald", "niet_behaald"}


def targets(path: Path) -> dict[str, dict[str, str]]:
    rows = rows_of(path)
    found = {row["doel_id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
def of_2021(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal report of 2021."""
    out = tmp_path_factory.mktemp("doelen")
    done("rapport", "--periode", "2021", "--uit", out, cwd=town)
    return out / "rapport-2021"


def test_the_command_and_the_report_say_the_same(town: Path, of_2021: Path, tmp_path: Path) -> None:
    done("doelen", "--periode", "2021-12", "--uit", tmp_path / "x.csv", cwd=town)
    assert (tmp_path / "x.csv").read_bytes() == (of_2021 / "doelen.csv").read_bytes()
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[0] == CONTRACT
    manifest = json.loads((of_2021 / "manifest.json").read_text("utf-8"))
    assert "doelen.csv" in manifest["uitvoer"]


def test_the_classes_are_those_of_the_note(of_2021: Path) -> None:
    """Figure 6 of the note: 151, 118, 118 and 11 persons on 1 January 2021."""
    rows = targets(of_2021 / "doelen.csv")
    mains = [id for id in rows if ";" not in id]
    assert tuple(mains) == LINES
    classes = ("participatie_0_40", "werk_school_70_100", "werk_school_100", "begeleiding_100")
    assert [rows[id]["noemer"] for id in classes] == ["151", "118", "11", "11"]
    referred = int(rows["uitstroom_am_match"]["noemer"])
    assert referred + int(rows["begeleiding_40_70"]["noemer"]) == 118
    working = int(rows["werk_school_70_100"]["teller"])
    assert working + int(rows["begeleiding_70_100"]["noemer"]) == 118
    assert {rows[id]["status"] for id in mains} == JUDGED


def test_a_year_before_the_norms(internal: Path) -> None:
    """In 2020 there were no norms yet: values without a verdict."""
    rows = targets(internal / "doelen.csv")
    assert {row["status"] for row in rows.values()} == {"geen_norm"}
    assert {row["norm"] for row in rows.values()} == {""}
    assert all(row["waarde"] for row in rows.values())
    assert rows["preventie_poort"]["noemer"] == "204"  # meldingen in 2020, as in the note


def test_wage_subsidy_pays_for_itself(of_2021: Path, internal: Path) -> None:
    """Euros paid and saved in the sample, reckoned apart from grip from its files."""
    now, then = (targets(at / "doelen.csv")["lks_kostendekkend"] for at in (of_2021, internal))
    assert (then["teller"], then["noemer"]) == ("308784.31", "417904.18")
    assert (now["teller"], now["noemer"]) == ("305172.41", "416328.24")
    assert float(then["waarde"]) == pytest.approx(308784.31 / 417904.18)
    assert float(now["waarde"]) == pytest.approx(305172.41 / 416328.24)
    assert (now["norm"], now["vergelijking"], now["status"]) == ("1", "<=", "behaald")


def test_both_years_stand_side_by_side(of_2021: Path, internal: Path) -> None:
    """What the report of 2021 says of 2020 is what that of 2020 said itself."""
    sheet = openpyxl.load_workbook(of_2021 / "rapport.xlsx", data_only=True)["Doelen"]
    lines = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    header = next(row for row in lines if row[0] == "Doel")
    then = header.index("Uitkomst 2020")
    shown = {row[0]: row[then] for row in lines}
    before = targets(internal / "doelen.csv")
    for name, id in (("0-40%: doet mee", "participatie_0_40"),
                     ("Beschut werk: nieuwe plaatsen", "beschut_werk"),
                     ("Poort: melding zonder aanvraag", "preventie_poort")):  # fmt: skip
        assert shown[name] == pytest.approx(float(before[id]["waarde"]))
    now = header.index("Nog te gaan")
    assert any(str(row[now]).startswith("nog ") for row in lines)


def test_the_policy_goals_stand_in_the_report(of_2021: Path) -> None:
    sheet = openpyxl.load_workbook(of_2021 / "rapport.xlsx", data_only=True)["Beleidsdoelen"]
    lines = list(sheet.iter_rows(values_only=True))
    goals = {row[0] for row in lines if row[1] in ("Cijfer", "Doel", "Doelgroep", "Budgetpost")}
    assert goals == {
        f"{text} bevorderen (nota 3.1.1)" for text in ("Uitstroom", "Participatie")
    } | {"Instroom beperken (nota 3.1.1)"}
    assert {"Jongeren (tot 27 jaar)", "0-40%: doet mee"} <= {row[2] for row in lines}


def test_the_chart_is_there(of_2021: Path) -> None:
    text = (of_2021 / "grafieken" / "doelen.svg").read_text("utf-8")
    assert "doelen halen de norm" in text
    assert (of_2021 / "grafieken" / "doelen.png").is_file()


def test_a_public_file_has_no_small_count(town: Path, public: Path, tmp_path: Path) -> None:
    done("doelen", "--periode", "2021", "--publiek", "openbaar", "--uit", tmp_path / "x.csv",
         cwd=town)  # fmt: skip
    for path in (public / "doelen.csv", tmp_path / "x.csv"):
        rows = targets(path)
        hidden = [row for row in rows.values() if row["status"] == "onderdrukt"]
        assert len(hidden) >= 5
        for row in rows.values():
            top, bottom = row["teller"], row["noemer"]
            assert row not in hidden or not (top or bottom or row["waarde"] or row["verschil"])
            assert not top or float(top) == 0 or float(top) >= 10
            assert not bottom or float(bottom) >= 10
            if top and bottom:
                assert float(bottom) - float(top) == 0 or float(bottom) - float(top) >= 10


def test_during_the_year(town: Path) -> None:
    content = json.loads(done("doelen", "--periode", "2021-08", "--json", cwd=town).out)
    rows = {row["doel_id"]: row for row in content["doelen"]}
    assert rows["participatie_0_40"]["periode_begin"] == "2021-01-01"
    assert rows["participatie_0_40"]["status"] in ("op_koers", "achter")
    assert rows["participatie_0_40"]["ondergrens"] <= rows["participatie_0_40"]["prognose"]
    assert 0 < rows["preventie_poort"]["kans"] < 50  # 31% in August, of a norm of 35%
    assert rows["lks_kostendekkend"]["kans"] is None
    assert "minder dan 3 eerdere jaren" in rows["lks_kostendekkend"]["kans_uitleg"]
    assert content["klasse_onbekend"] == {"2020": 14, "2021": 2}


def test_a_reader_and_the_screen(town: Path) -> None:
    said = done("doelen", "--periode", "2021", "--voor", "raad", cwd=town).out
    assert "[-] niet" in said
    assert "2 personen de klasse onbekend" in said


def test_a_slip_in_a_profile_is_a_wrong_configuration(town: Path, tmp_path: Path) -> None:
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\nbasis = "uithoorn"\n[doel.preventie_poort]\n'
                   'indicator = "preventi_pct"\n', "utf-8")  # fmt: skip
    refused = grip("doelen", "--profiel", own, cwd=town)
    assert refused.code == 6
    assert "preventie_pct" in refused.err


def test_a_profile_without_targets(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    done("doelen", "--profiel", "standaard", "--periode", "2021", "--uit", out, cwd=town)
    assert out.read_text("utf-8").strip() == CONTRACT
