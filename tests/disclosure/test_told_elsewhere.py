"""What a closed or unnamed count may not tell: what is the same unknown elsewhere."""

from __future__ import annotations

from datetime import date

import polars as pl

from grip.disclosure.audit import audited
from grip.disclosure.readings import readings_of
from grip.disclosure.relations import Relations
from grip.disclosure.twins import same_counts
from grip.results import Makeup
from tests.disclosure.tables import YEAR, frame_of, results_of, share_of
from tests.disclosure.test_door import public, told, values

YEARS = [(date(year, 1, 1), date(year, 12, 31)) for year in (2018, 2019, 2020)]


def during(name: str) -> tuple[tuple[str, str, float], ...]:
    return ((name, "eind", 1.0), (name, "vorig", -1.0))


def test_the_counts_of_a_closed_share_are_not_told_elsewhere() -> None:
    """Of 165 men 159 are known: what is known is split elsewhere, and the stock too."""
    stand, known = (("stand", "eind", 1.0),), (("bekend", "eind", 1.0),)
    makeup = {
        "stand;eenheid=personen": Makeup("personen", stand),
        "bekend_pct;eenheid=personen": Makeup("personen", known, stand, "aandeel"),
        "keuring_pct;eenheid=personen": Makeup(
            "personen", (("keuring", "eind", 1.0),), known, "aandeel"
        ),
    }
    cells = [("totaal", "totaal", 322, 300, 200), ("g", "man", 165, 159, 100),
             ("g", "vrouw", 157, 141, 100)]  # fmt: skip
    stock, share, test = makeup
    out = public(results_of(
        frame_of([(*c[:2], c[2]) for c in cells], name=stock),
        share_of([(*c[:2], c[3], c[2]) for c in cells], name=share),
        share_of([(*c[:2], c[4], c[3]) for c in cells], name=test),
        makeup=makeup,
    ))  # fmt: skip
    assert values(out, definitie=share, dimensie="g") == {"man": None, "vrouw": None}
    men = [values(out, definitie=name, dimensie="g")["man"] for name in (stock, test)]
    women = [values(out, definitie=name, dimensie="g")["vrouw"] for name in (stock, test)]
    assert None in men
    assert None in women or men.count(None) == 2


def test_a_count_that_is_another_twice_is_found_twice() -> None:
    """What agrees in many rows is found beside what agrees in fewer, and beside its like."""
    frames = [
        frame_of(
            [("totaal", "totaal", n), ("g", "a", n), *([("h", "a", n)] if n > 18 else [])],
            name=name, stretch=stretch,
        )
        for stretch, n in zip(YEARS, (18, 23, 31), strict=True)
        for name in ("in", "werk")
    ]  # fmt: skip
    chance = frame_of([("totaal", "totaal", 60), ("g", "b", 18)], name="uit", stretch=YEARS[0])
    found = {
        (one.definition, two.definition, two.cell)
        for (_, one, _), (_, two, _) in same_counts(readings_of(pl.concat([*frames, chance]), {}))
    }
    assert ("werk", "in", ("g", "a")) in found
    assert ("in", "werk", ("g", "a")) in found
    assert ("werk", "uit", ("g", "b")) not in found


def test_moves_meet_where_the_stock_between_them_is_no_figure() -> None:
    """Who ended 2019 in a place began 2020 there: 75, of whom 70 are told and 5 went."""
    name = "doorstroom;eenheid=personen"
    makeup = {name: Makeup("personen", (("moves", "periode", 1.0),), (), "", "trede")}
    tables = {
        YEARS[1]: {"a|a": 35, "b|a": 20, "instroom|a": 20, "a|b": 25, "b|b": 55,
                   "instroom|b": 21, "a|uitstroom": 30, "b|uitstroom": 31},
        YEARS[2]: {"a|a": 40, "a|b": 30, "a|uitstroom": 5, "b|a": 26, "b|b": 50,
                   "b|uitstroom": 25, "instroom|a": 22, "instroom|b": 23},
    }  # fmt: skip
    frames = [
        frame_of(
            [
                ("totaal", "totaal", sum(cells[k] for k in ("a|a", "a|b", "b|a", "b|b"))),
                *(("van|naar", cell, count) for cell, count in cells.items()),
            ],
            name=name, stretch=stretch,
        )
        for stretch, cells in tables.items()
    ]  # fmt: skip
    out = public(results_of(*frames, makeup=makeup))
    before, after = (
        values(out, dimensie="van|naar", periode_begin=stretch[0]) for stretch in tables
    )
    assert after["a|uitstroom"] is None
    row = [after["a|a"], after["a|b"], before["a|a"], before["b|a"], before["instroom|a"]]
    assert None in row
    assert list(after.values()).count(None) < len(after)


def test_a_stock_is_what_came_and_did_not_go() -> None:
    """34 were open, 90 applied and 120 were decided: 4 are open, and that is not told."""
    came, went = during("aanvraag"), during("besluit")
    makeup = {
        "open;eenheid=meldingen": Makeup("meldingen", (("open", "eind", 1.0),)),
        "aanvragen;eenheid=meldingen": Makeup("meldingen", came),
        "snel_pct;eenheid=meldingen": Makeup("meldingen", during("snel"), went, "aandeel"),
    }
    stock, applied, share = makeup
    counts = zip(YEARS, (30, 34, 4), (80, 100, 90), ((40, 70), (60, 96), (50, 120)), strict=True)
    frames = [
        frame
        for stretch, open_, applications, decided in counts
        for frame in (
            frame_of([("totaal", "totaal", open_)], name=stock, stretch=stretch),
            frame_of([("totaal", "totaal", applications)], name=applied, stretch=stretch),
            share_of([("totaal", "totaal", *decided)], name=share, stretch=stretch),
        )
    ]
    out = public(results_of(*frames, makeup=makeup))
    last = out.filter(periode_begin=YEAR[0])
    assert values(last, definitie=stock) == {"totaal": None}
    beside = [
        *values(last, definitie=applied).values(), *values(last, definitie=share).values(),
        *values(out.filter(periode_begin=YEARS[1][0]), definitie=stock).values(),
    ]  # fmt: skip
    assert None in beside


def test_no_secret_goes_untried() -> None:
    """That many secrets rest on what another product shows lets no other pass."""
    rows = [told(n, ({2 * n: 1, 2 * n + 1: 1}, 5)) for n in range(40)]
    rows.append(told(500, ({1000: 1, 1001: 1}, 8)))
    secrets = [({2 * n: 1}, 2) for n in range(40)] + [({1000: 1}, 3)]
    assert audited(Relations(), secrets, rows, 10) == []
    assert audited(Relations(), secrets, rows, 10, set(range(40))) == rows[:40]
