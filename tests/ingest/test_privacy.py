"""A BSN never enters, whatever the column is called and wherever it stands."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from grip.errors import PrivacyError
from grip.ingest.bsn import holds_bsn

from .files import BENEFIT_HEADER, benefit, load_rows

VALID = ["111222333", "123456782", "010464554", "270590791", "999990019", "100000009"]


def test_the_valid_numbers_are_valid() -> None:
    for text in VALID:
        total = sum(
            int(sign) * weight
            for sign, weight in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
        )
        assert total % 11 == 0


@pytest.mark.parametrize(
    "header",
    ["bsn", "BSN", "BSN partner", "client_bsn", "bsn-nummer", "Burgerservicenummer", "sofinummer",
     "SoFi_nummer", "Burger Service Nr", "sofi", "bsnnr"],
)  # fmt: skip
def test_a_column_with_that_name(tmp_path: Path, header: str) -> None:
    rows = [[*BENEFIT_HEADER, header], [*benefit(), "x"]]
    with pytest.raises(PrivacyError, match="PRIV-BSN") as caught:
        load_rows(tmp_path, uitkeringen=rows)
    assert caught.value.where == "uitkeringen.csv"
    assert header in caught.value.title


def test_a_column_full_of_them_also_in_a_sheet_that_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(PrivacyError) as caught:
        load_rows(tmp_path, anders=[["klant"], *([text] for text in VALID)])
    assert caught.value.where == "anders.csv"
    assert not any(text in f"{caught.value} {caught.value.advice}" for text in VALID)


def test_before_anything_else(tmp_path: Path) -> None:
    with pytest.raises(PrivacyError):
        load_rows(tmp_path, uitkeringen=[["niets"]], zz=[["bsn"]])


@pytest.mark.parametrize(
    "values",
    [
        VALID,
        [f" {text}\u00a0" for text in VALID],
        [text.lstrip("0") for text in VALID],
        [f"{text}.0" for text in VALID],
        [f"{text[:4]}.{text[4:6]}.{text[6:]}" for text in VALID],
        [*VALID, "123456789", "123456781", None, "", "iets anders"],
    ],
)
def test_bsn_in_every_notation(values: list[str | None]) -> None:
    assert holds_bsn(pl.Series(values))


@pytest.mark.parametrize(
    "values",
    [
        VALID[:4] * 10,
        [f"P{text}" for text in VALID],
        [f"2020{month:02d}{day:02d}" for month in range(1, 13) for day in range(1, 29)],
        [f"{n:02d}-03-2020" for n in range(1, 29)],
        ["000000000"] * 9,
        [],
    ],
)
def test_what_is_no_bsn(values: list[str]) -> None:
    assert not holds_bsn(pl.Series(values, dtype=pl.String))


def test_case_numbers_pass_the_test_by_chance_only() -> None:
    draw = random.Random(1)
    assert not holds_bsn(pl.Series([str(draw.randrange(10**8, 10**9)) for _ in range(500)]))
