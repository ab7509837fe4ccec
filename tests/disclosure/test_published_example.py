"""The example of the R package SSBtools (`z1`): as few hidden cells as GaussSuppression hides."""

from __future__ import annotations

import polars as pl

from grip.disclosure import protect
from grip.results import Audience
from tests.disclosure.tables import crossed, frame_of, results_of

KINDS = ("annet", "arbeid", "soshjelp", "trygd")
COUNTS = {
    "A": (11, 11, 55, 36), "B": (7, 1, 29, 18), "C": (5, 8, 35, 25), "D": (13, 2, 17, 13),
    "E": (9, 14, 63, 52), "F": (12, 9, 24, 22), "G": (6, 4, 22, 8), "H": (9, 3, 38, 15),
}  # fmt: skip
# With maxN = 3: three small cells and a companion in each row, all in one other column.
HIDDEN_BY_R = {f"{region}|{kind}" for region in "BDH" for kind in ("annet", "arbeid")}


def test_no_more_is_hidden_than_r_hides() -> None:
    cells = {
        (region, kind): float(count)
        for region, counts in COUNTS.items()
        for kind, count in zip(KINDS, counts, strict=True)
    }
    raw = results_of(frame_of(crossed("gebied", "soort", cells)))
    out = protect(raw, Audience.PUBLIC, 4).frame
    hidden = out.filter(pl.col("status") == "onderdrukt")
    assert set(hidden["dimensie"]) == {"gebied|soort"}
    assert hidden.height <= len(HIDDEN_BY_R)
    assert set(hidden["categorie"]) >= {"B|arbeid", "D|arbeid", "H|arbeid"}
    assert out.filter(pl.col("dimensie") == "totaal")["waarde"].to_list() == [596]
