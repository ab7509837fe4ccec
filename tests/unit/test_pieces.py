"""Timelines laid along spells, beside what a plain loop says."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import polars as pl
import pytest

from grip.indicators.views.pieces import (
    NEVER,
    Span,
    Timeline,
    attach,
    crossed,
    day_numbers,
    packed,
    timeline,
    without_repeats,
)
from grip.results import UNKNOWN

OWNERS, DAYS = 4, 12
Rows = list[tuple[int, int, str]]


def random_rows(random: Random) -> Rows:
    """Return changes (owner, day, value), at most one per owner and day."""
    places = random.sample([(o, d) for o in range(OWNERS) for d in range(-DAYS, DAYS)], 14)
    return [(owner, day, random.choice("abc")) for owner, day in places]


def as_timeline(rows: Rows) -> Timeline:
    owners, days, values = (list(column) for column in zip(*rows, strict=True))
    since = pl.Series(days, dtype=pl.Int32).cast(pl.Date)
    return timeline(pl.DataFrame({"vanaf": since, "categorie": values}), np.array(owners))


def value_on(rows: Rows, owner: int, day: int) -> str:
    """Return what an owner is on a day, by looking at every row."""
    known = [(since, value) for who, since, value in rows if who == owner and since <= day]
    return max(known)[1] if known else UNKNOWN


@pytest.mark.parametrize("seed", range(20))
def test_pieces_say_what_holds_on_every_day(seed: int) -> None:
    random = Random(seed)
    rows = random_rows(random)
    firsts = [random.randrange(-DAYS, DAYS) for _ in range(9)]
    spells = [(random.randrange(OWNERS), day, day + random.randrange(DAYS)) for day in firsts]
    owner, first, last = (np.array(column) for column in zip(*spells, strict=True))
    for line in (as_timeline(rows), without_repeats(as_timeline(rows))):
        pieces = attach(line, Span(owner, first, last))
        found = [(int(s), int(d)) for s, d in zip(pieces.spell, pieces.since, strict=True)]
        assert found == sorted(set(found))
        for place, (who, begin, end) in enumerate(spells):
            own = [d for s, d in found if s == place]
            assert own[0] == begin
            assert own[-1] <= end
            for day in range(begin, end + 1):
                row = found.index((place, max(d for d in own if d <= day)))
                assert pieces.labels[pieces.code[row]] == value_on(rows, who, day)


@pytest.mark.parametrize("seed", range(10))
def test_crossed_pieces_know_every_layer(seed: int) -> None:
    random = Random(seed)
    layers_of_rows = [random_rows(random) for _ in range(3)]
    owner = np.arange(OWNERS)
    span = Span(owner, np.full(OWNERS, -DAYS), np.full(OWNERS, NEVER))
    layers = [attach(as_timeline(rows), span) for rows in layers_of_rows]
    spell, since, places = crossed(layers)
    assert (np.diff(packed(spell, since)) > 0).all()
    assert len(spell) == len(set().union(*({*map(int, layer.at)} for layer in layers)))
    for line, (who, day) in enumerate(zip(spell, since, strict=True)):
        for rows, layer, place in zip(layers_of_rows, layers, places, strict=True):
            value = layer.labels[layer.code[place[line]]]
            assert value == value_on(rows, int(who), int(day))


def test_an_empty_day_is_never() -> None:
    days = pl.Series([date(1970, 1, 2), None, date(1, 1, 1)], dtype=pl.Date)
    assert day_numbers(days).tolist() == [1, NEVER, (date(1, 1, 1) - date(1970, 1, 1)).days]
    assert (date(9999, 12, 31) - date(1970, 1, 1)).days < NEVER
