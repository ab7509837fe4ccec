"""What the worklist remembers from month to month."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime

import pytest

from tests.acceptance.running import done, grip, tree
from tests.worklist.lists import BENEFITS, Office, since, states

CODE = "UIT-REDEN-LEEG"
JULY, AUGUST, SEPTEMBER, OCTOBER = "2021-07-10", "2021-08-10", "2021-09-10", "2021-10-10"
MENDED = BENEFITS.replace("2021-06-30 |                 |", "2021-06-30 | 11              |")
AGREED = {"akkoord": "ja", "reden": "staat in het oude systeem", "door": "T. Leider"}


def test_three_months(office: Office) -> None:
    """New, then open since the first day, then solved, then gone; and new when it comes back."""
    assert states(office.run(JULY), CODE) == {"P1": "nieuw", "P2": "nieuw"}
    office.export(uitkeringen=MENDED)
    rows = office.run(AUGUST)
    assert states(rows, CODE) == {"P1": "open", "P2": "opgelost"}
    assert since(rows, CODE, "P1") == date(2021, 7, 10)
    rows = office.run(SEPTEMBER)
    assert states(rows, CODE) == {"P1": "open"}
    assert since(rows, CODE, "P1") == date(2021, 7, 10)
    office.export(uitkeringen=BENEFITS)
    rows = office.run(OCTOBER)
    assert states(rows, CODE) == {"P1": "open", "P2": "nieuw"}
    assert since(rows, CODE, "P2") == date(2021, 10, 10)


def test_what_is_accepted_stays_so_until_it_expires(office: Office) -> None:
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, **AGREED, tot_en_met=datetime(2021, 9, 10))
    rows = office.run(AUGUST)
    assert states(rows, CODE) == {"P1": "bekend en akkoord", "P2": "open"}
    (row,) = (row for row in rows if row["Persoon"] == "P1" and row["Code"] == CODE)
    assert (row["Akkoord"], row["Reden"], row["Door"]) == tuple(AGREED.values())
    assert row["Tot en met"] == datetime(2021, 9, 10)
    assert states(office.run(SEPTEMBER), CODE)["P1"] == "bekend en akkoord"  # the last day counts
    rows = office.run(OCTOBER)
    assert states(rows, CODE)["P1"] == "open"
    (row,) = (row for row in rows if row["Persoon"] == "P1" and row["Code"] == CODE)
    assert row["Wat er is"].endswith("Let op: Het akkoord liep tot en met 10-09-2021.")
    assert since(rows, CODE, "P1") == date(2021, 7, 10)


@pytest.mark.parametrize("typed", ["31-12-2021", "2021-12-31", "31/12/2021"])
def test_a_day_that_was_typed_as_text(office: Office, typed: str) -> None:
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, **AGREED, tot_en_met=typed)
    assert states(office.run(AUGUST), CODE)["P1"] == "bekend en akkoord"


@pytest.mark.parametrize("absent", ["akkoord", "reden", "door", "tot_en_met"])
def test_half_an_agreement_is_none(office: Office, absent: str) -> None:
    """It stays open, and the list says what is lacking and keeps what was typed."""
    cells = {**AGREED, "tot_en_met": "31-12-2021", absent: None}
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, **cells)
    rows = office.run(AUGUST)
    assert states(rows, CODE)["P1"] == "open"
    (row,) = (row for row in rows if row["Persoon"] == "P1" and row["Code"] == CODE)
    word = {"akkoord": "'ja'", "reden": "reden", "door": "door wie", "tot_en_met": "tot en met"}
    assert word[absent] in row["Wat er is"].split("Let op: ")[1]
    assert row["Reden"] == cells["reden"]


def test_an_agreement_can_be_withdrawn(office: Office) -> None:
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, **AGREED, tot_en_met="31-12-2021")
    office.run(AUGUST)
    empty = dict.fromkeys(("akkoord", "reden", "door", "tot_en_met"))
    office.fill_in(AUGUST, "P1", CODE, **empty)
    assert states(office.run(SEPTEMBER), CODE)["P1"] == "open"


def test_filled_in_on_the_sheet_of_the_consulent(office: Office) -> None:
    """Every item is on two sheets; the one that was changed counts."""
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, "A01", **AGREED, tot_en_met="31-12-2021")
    assert states(office.run(AUGUST), CODE)["P1"] == "bekend en akkoord"


def test_a_rerun_changes_nothing(office: Office) -> None:
    office.run(JULY)
    first = tree(office.out)
    office.run(JULY)
    assert tree(office.out) == first
    office.run(AUGUST)
    second = tree(office.out)
    office.run(AUGUST)
    assert tree(office.out) == second
    assert "geheugen" in json.loads((office.folder(AUGUST) / "manifest.json").read_text())
    assert "geheugen" not in json.loads((office.folder(JULY) / "manifest.json").read_text())


def test_a_rerun_reads_the_state_from_before_it(office: Office) -> None:
    """A later worklist is no memory of an earlier one."""
    office.run(JULY)
    office.run(AUGUST)
    after = tree(office.folder(AUGUST))
    assert states(office.run(JULY), CODE) == {"P1": "nieuw", "P2": "nieuw"}
    office.run(AUGUST)
    assert tree(office.folder(AUGUST)) == after
    assert not list(office.out.glob("*.v*"))


def test_filled_in_in_the_list_of_this_very_export(office: Office) -> None:
    """A rerun takes it up, keeps the sheet that was edited, and after that changes nothing."""
    office.run(JULY)
    office.fill_in(JULY, "P1", CODE, **AGREED, tot_en_met="31-12-2021")
    edited = (office.folder(JULY) / "werklijst.xlsx").read_bytes()
    assert states(office.run(JULY), CODE)["P1"] == "bekend en akkoord"
    assert (office.out / f"werklijst-{JULY}.v1" / "werklijst.xlsx").read_bytes() == edited
    before = tree(office.out)
    assert states(office.run(JULY), CODE)["P1"] == "bekend en akkoord"
    assert tree(office.out) == before
    assert states(office.run(AUGUST), CODE)["P1"] == "bekend en akkoord"


def test_what_was_filled_in_is_an_input(office: Office) -> None:
    """The manifest of the next run differs with it, and not with what Excel makes of the file."""
    office.run(JULY)
    office.run(AUGUST)
    plain = json.loads((office.folder(AUGUST) / "manifest.json").read_text())
    office.fill_in(JULY, "P1", CODE)  # saved by another program, nothing typed
    office.run(AUGUST)
    assert json.loads((office.folder(AUGUST) / "manifest.json").read_text()) == plain
    office.fill_in(JULY, "P1", CODE, **AGREED, tot_en_met="31-12-2021")
    office.run(AUGUST)
    other = json.loads((office.folder(AUGUST) / "manifest.json").read_text())
    assert other["geheugen"].keys() == plain["geheugen"].keys()
    assert other["geheugen"] != plain["geheugen"]
    assert other["run"] != plain["run"]


def test_the_order_of_rows_does_not_matter(office: Office) -> None:
    """Names and states are those of the records, wherever they stand in the export."""
    first = {row["Kenmerk"]: row["Plaats in de export"] for row in office.run(JULY)}
    head, *rows = BENEFITS.strip().splitlines()
    office.export(uitkeringen="\n".join([head, *reversed(rows)]))
    after = office.run(AUGUST)
    moved = {row["Kenmerk"]: row["Plaats in de export"] for row in after}
    assert moved.keys() >= first.keys()
    assert moved != first
    assert set(states(after, CODE).values()) == {"open"}


def test_a_table_that_is_not_there_solves_nothing(office: Office) -> None:
    registered = """
    melding_id | persoon_id | meldingsdatum | aanvraagdatum
    M1         | P1         | 2021-01-10    | 2021-01-03
    """
    office.export(uitkeringen=BENEFITS, meldingen=registered)
    assert states(office.run(JULY), "MELDING-AANVRAAG") == {"P1": "nieuw"}
    office.export(uitkeringen=BENEFITS)
    rows = office.run(AUGUST)
    assert states(rows, "MELDING-AANVRAAG") == {"P1": "open"}
    (row,) = (row for row in rows if row["Code"] == "MELDING-AANVRAAG")
    assert "de tabel ontbreekt" in row["Wat er is"]
    office.export(uitkeringen=BENEFITS, meldingen=registered.replace("01-03", "01-13"))
    assert states(office.run(SEPTEMBER), "MELDING-AANVRAAG") == {"P1": "opgelost"}


def test_a_memory_in_another_folder(office: Office) -> None:
    office.run(JULY)
    shutil.move(office.out, office.home / "archief")
    assert states(office.run(AUGUST, "--geheugen", "archief"), CODE)["P1"] == "open"
    (office.home / "grip.toml").write_text('geheugen = "archief"\n')
    shutil.rmtree(office.out)
    assert states(office.run(AUGUST), CODE)["P1"] == "open"
    (office.home / "grip.toml").unlink()
    shutil.rmtree(office.out)
    assert states(office.run(AUGUST), CODE)["P1"] == "nieuw"


@pytest.mark.parametrize("file", ["werklijst.json", "werklijst.xlsx"])
@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04 nothing", b'{"schema": "x"}'])
def test_a_damaged_memory_is_refused(office: Office, file: str, content: bytes) -> None:
    """Not passed over: else everything would seem new."""
    office.run(JULY)
    (office.folder(JULY) / file).write_bytes(content)
    said = grip(
        "controleer", "--data", "data", "--profiel", "proef.toml", "--extractiedatum", AUGUST,
        "--werklijst", "lijsten", cwd=office.home,
    )  # fmt: skip
    assert said.code == 3
    assert f"werklijst-{JULY}/{file}" in said.err
    assert not office.folder(AUGUST).exists()


def test_an_internal_report_holds_the_worklist_and_a_public_one_does_not(office: Office) -> None:
    office.run(JULY)
    ask = ("rapport", "--data", "data", "--profiel", "proef.toml", "--extractiedatum", AUGUST,
           "--periode", "2021-07", "--uit", "lijsten")  # fmt: skip
    done(*ask, cwd=office.home)
    made = office.out / "rapport-2021-07"
    held = json.loads((made / "werklijst.json").read_text())["posten"]
    assert {p["status"] for p in held if p["code"] == CODE} == {"open"}
    before = tree(office.out)
    done(*ask, cwd=office.home)
    assert tree(office.out) == before
    shutil.rmtree(made)
    done(*ask, "--publiek", "openbaar", cwd=office.home)
    assert made.is_dir()
    assert not list(made.glob("werklijst*"))


def test_it_is_refused_for_the_public(office: Office) -> None:
    said = grip(
        "controleer", "--data", "data", "--profiel", "proef.toml", "--werklijst", "lijsten",
        "--publiek", "openbaar", cwd=office.home,
    )  # fmt: skip
    assert said.code == 2
    assert "Fout CLI-INTERN" in said.err
    assert not office.out.exists()
