"""Everything that a public run folder tells, against one who wants to know what it hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import openpyxl
import pytest

from grip.disclosure import door
from grip.disclosure.readings import Reading
from grip.disclosure.secrets import is_small
from tests.acceptance.running import Rows, done, rows_of
from tests.disclosure.attacker import Attacker, Name, small_and_hidden

MINIMUM = 10
LEFT_OUT = ("prognose", "instrumenten", "benchmark")
TRIED = 40  # cells looked at by linear programming; solving is tried on all


@pytest.fixture
def month(town: Path, tmp_path: Path, without_charts: None) -> tuple[Rows, Rows]:
    """The public figures of one month, and the same figures inside."""
    return reported(town, tmp_path, "2020-08")


def reported(town: Path, out: Path, period: str) -> tuple[Rows, Rows]:
    """Return the figures of a public and an internal report, without what is no figure."""
    found = []
    apart = [word for part in LEFT_OUT for word in ("--zonder", part)]
    for audience in ("openbaar", "intern"):
        asked = ("--periode", period, "--publiek", audience, "--uit", out / audience)
        done("rapport", *asked, *apart, cwd=town)
        found.append(rows_of(out / audience / f"rapport-{period}" / "indicatoren.csv"))
    return found[0], found[1]


def without_companions(
    rows: Mapping[int, Sequence[Reading]], plan: object, minimum: int, known: object
) -> set[int]:
    """Hide what is small, and nothing with it."""
    return {place for place, group in rows.items() if is_small(group, minimum)}


def pinned(attacker: Attacker, secrets: Mapping[Name, float]) -> list[Name]:
    """Return the small counts that he finds exactly."""
    return [name for name, value in secrets.items() if attacker.solved.get(name) == value]


def check(public: Rows, internal: Rows) -> None:
    """He finds no small count, and cannot place one within less than the minimum cell."""
    attacker = Attacker(public)
    secrets = small_and_hidden(public, internal, MINIMUM)
    assert len(secrets) > 500
    assert pinned(attacker, secrets) == []
    tried = Random(7).sample(sorted(secrets), TRIED)
    assert {name: w for name, w in attacker.widths(tried).items() if w < MINIMUM} == {}


def test_he_fails_on_a_year(public: Path, internal: Path) -> None:
    """Stocks, flows, reasons, shares and two dimensions at a time, over years and months."""
    check(rows_of(public / "indicatoren.csv"), rows_of(internal / "indicatoren.csv"))


def test_he_fails_on_a_month(month: tuple[Rows, Rows]) -> None:
    """The year to date and the last twelve months lie over each other."""
    check(*month)


def side_by_side(*publications: Rows) -> Rows:
    """Return what several publications tell together: every cell as far as one of them shows it."""
    keys = ("definitie", "periode_begin", "periode_eind", "dimensie", "categorie")
    told: dict[tuple[str, ...], dict[str, str]] = {}
    for row in (row for rows in publications for row in rows):
        at = tuple(row[key] for key in keys)
        if at not in told or told[at]["status"] == "onderdrukt":
            told[at] = row
    return list(told.values())


@pytest.mark.usefixtures("without_charts")
def test_he_fails_on_a_report_with_the_appendix_beside_it(
    town: Path, public: Path, internal: Path, tmp_path: Path
) -> None:
    """Wat de bijlage toont is in het rapport bekend: twee openbare stukken over dezelfde dag."""
    done("bijlage", "--product", "evaluatie", "--periode", "2020", "--uit", tmp_path, cwd=town)
    appendix = rows_of(tmp_path / "bijlage-evaluatie-2020" / "indicatoren.csv")
    report = rows_of(public / "indicatoren.csv")
    together = side_by_side(report, appendix)
    assert len(together) > len(report) + 500
    check(together, rows_of(internal / "indicatoren.csv"))


@pytest.mark.usefixtures("without_charts")
def test_he_succeeds_without_companions(
    town: Path, internal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With only the small cells hidden he finds hundreds: the attack is a real one."""
    monkeypatch.setattr(door, "hidden_rows", without_companions)
    done("rapport", "--periode", "2020", "--publiek", "openbaar", "--uit", tmp_path, cwd=town)
    public = rows_of(tmp_path / "rapport-2020" / "indicatoren.csv")
    attacker = Attacker(public)
    secrets = small_and_hidden(public, rows_of(internal / "indicatoren.csv"), MINIMUM)
    assert len(pinned(attacker, secrets)) > 200


def test_what_he_knows_is_true(public: Path, internal: Path) -> None:
    """None of his relations is broken by the figures that are shown, inside or outside."""
    for folder in (public, internal):
        attacker = Attacker(rows_of(folder / "indicatoren.csv"))
        assert len(attacker.equal) > 2000
        told = [
            (terms, sum(times * attacker.known[name] for name, times in terms.items()), exact)
            for sums, exact in ((attacker.equal, True), (attacker.least, False))
            for terms in sums
            if attacker.known.keys() >= terms.keys()
        ]
        assert len(told) > 1000
        broken = [t for t, total, exact in told if total < -1e-6 or (exact and total > 1e-6)]
        assert broken == []


def test_the_workbook_tells_nothing_more(public: Path) -> None:
    """Every plain number on a sheet is a figure that is shown; the rest are formulas over them.

    Targets and goals pass a door of their own, see `grip.target_door`. Results and reasons of
    costs are sums of figures that are shown.
    """
    shown = {
        round(float(row[name]), 6)
        for row in rows_of(public / "indicatoren.csv")
        if row["status"] != "onderdrukt"
        for name in ("waarde", "teller", "noemer", "ondergrens", "bovengrens", "referentie",
                     "verschil")
        if row[name]
    }  # fmt: skip
    book = openpyxl.load_workbook(public / "rapport.xlsx")
    strange = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        if not sheet.title.startswith(
            (
                "Doel",
                "Beleidsdoel",
                "Instellingen",
                "Definities",
                "Inhoud",
                "Voorblad",
                "BUIG",
                "Kosten verklaard",
            )
        )
        for row in sheet.iter_rows()
        if "doelen" not in str(row[0].value)
        for cell in row
        if isinstance(cell.value, int | float) and round(float(cell.value), 6) not in shown
    ]
    assert strange == []
