"""A monthly series from a file: what is read, and what is refused and where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grip.errors import GripError, InputError
from grip.ingest.monthly import MonthlySeries, read_series

MONTHS = [f"2020-{n:02d}" for n in range(1, 13)]


def written(folder: Path, *rows: str, head: str = "maand;aantal", name: str = "reeks.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def plain(*, without: str = "", values: str = "1{n:02d}") -> list[str]:
    return [
        f"{m};{values.format(n=n)}" for n, m in enumerate(MONTHS, 1) if m != without
    ]  # fmt: skip


def refused(path: Path, column: str | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_series(path, column)
    return caught.value


def test_the_one_column_of_numbers_is_the_series(tmp_path: Path) -> None:
    read = read_series(written(tmp_path, *plain()))
    assert read == MonthlySeries("aantal", date(2020, 1, 1), tuple(range(101, 113)))


def test_order_notation_and_empty_edges_play_no_part(tmp_path: Path) -> None:
    rows = [*reversed(plain(values="1.{n:02d}5,5")), "2021-01;", "2019-12;"]
    read = read_series(written(tmp_path, *rows))
    assert read.first == date(2020, 1, 1)
    assert read.values[:2] == (1015.5, 1025.5)
    assert len(read.values) == 12


@pytest.mark.parametrize("form", ["2020{n:02d}", "1-{n}-2020", "31-{n:02d}-2020"])
def test_months_in_other_notations(tmp_path: Path, form: str) -> None:
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    rows = [
        f"{form.format(n=n).replace('31-', f'{days[n - 1]}-')};{n}" for n in range(1, 13)
    ]  # fmt: skip
    assert read_series(written(tmp_path, *rows)).first == date(2020, 1, 1)


def test_a_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, *(f"{row};7" for row in plain()), head="Maand;PW;IOAW")
    assert read_series(path, "ioaw").values == (7.0,) * 12
    error = refused(path)
    assert error.code == "REEKS-KOLOM"
    assert "PW, IOAW" in error.advice
    assert "Bedoelde u 'IOAW'" in refused(path, "ioav").advice


def test_a_month_that_lacks_is_named(tmp_path: Path) -> None:
    error = refused(written(tmp_path, *plain(without="2020-05"), "2021-01;1"))
    assert error.code == "REEKS-GAT"
    assert "2020-05" in error.title


def test_an_empty_month_in_the_middle_is_a_gap(tmp_path: Path) -> None:
    rows = [*plain(without="2020-05"), "2020-05;", "2021-01;3"]
    assert refused(written(tmp_path, *rows)).code == "REEKS-GAT"


def test_a_month_that_is_there_twice_is_named_with_its_rows(tmp_path: Path) -> None:
    error = refused(written(tmp_path, *plain(), "2020-03;9"))
    assert error.code == "REEKS-DUBBEL"
    assert "2020-03" in error.title
    assert error.where == "reeks.csv, rij 4, 14"


@pytest.mark.parametrize("row", ["2020-13;9", "Totaal jaar;9", ";9", "2021-01;veel"])
def test_a_cell_that_cannot_be_read_is_placed_and_not_quoted(tmp_path: Path, row: str) -> None:
    error = refused(written(tmp_path, *plain(), row, "2021-02;5"))
    assert error.code in ("REEKS-CEL", "REEKS-GAT")
    assert "veel" not in f"{error.title} {error.advice} {error.where}"
    if error.code == "REEKS-CEL":
        assert error.where == "reeks.csv, rij 14"


def test_too_short(tmp_path: Path) -> None:
    error = refused(written(tmp_path, *plain(without="2020-12")))
    assert error.code == "REEKS-KORT"
    assert "11 maanden" in error.title


def test_no_months(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "2020;5", head="jaar;aantal")).code == "REEKS-MAAND"
    assert refused(tmp_path / "niets.csv").code == "IN-MAP"


def test_a_bsn_is_refused(tmp_path: Path) -> None:
    rows = [f"{row};1" for row in plain()]
    with pytest.raises(GripError, match="PRIV-BSN"):
        read_series(written(tmp_path, *rows, head="maand;aantal;bsn"), "aantal")
