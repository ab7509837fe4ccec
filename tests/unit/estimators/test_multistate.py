"""Aalen-Johansen beside R, plain loops, and what must hold of any transition matrix."""

from __future__ import annotations

from math import sqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grip.indicators.statistics.multistate import NOWHERE, Stays, transition_probabilities
from grip.indicators.statistics.survival import life_table
from tests.unit.estimators import by_hand, samples

WAITING, GRAFTED, DEAD = range(3)


def stays(moves: list[by_hand.Move], size: int) -> Stays:
    columns = np.array([(a, b, s, NOWHERE if to is None else to) for a, b, s, to in moves])
    return Stays(*columns.T, size)


def heart_moves() -> list[by_hand.Move]:
    """The heart data as an illness-death model: waiting, transplanted, dead."""
    rows = samples.heart()
    moves: list[by_hand.Move] = []
    for (start, stop, died, grafted), later in zip(rows, [*rows[1:], None], strict=True):
        goes_on = not died and not grafted and later is not None and later[3]
        nxt = DEAD if died else GRAFTED if goes_on else None
        moves.append((start, stop, GRAFTED if grafted else WAITING, nxt))
    return moves


def test_after_transplant_as_in_r() -> None:
    """With one way out P is S: the printed values of survfit with late entry, and its errors."""
    found = transition_probabilities(stays(heart_moves(), 3), 0, [60, 200, 730])
    printed = (0.7354214413, 0.4678754215, 0.3210952192)
    assert [chance[GRAFTED, GRAFTED] for chance, _ in found] == pytest.approx(printed, abs=1e-10)
    rows = pl.DataFrame(
        [("a", a, b, d) for a, b, d, g in samples.heart() if g],
        schema=["groep", "intrede", "dagen", "gebeurd"], orient="row",
    )  # fmt: skip
    table = life_table(rows, ["groep"], [60, 200, 730])
    for day, (_, error) in zip((60, 200, 730), found, strict=True):
        expected = table.filter(pl.col("dagen") == day).get_column("fout")[0]
        assert error[GRAFTED, GRAFTED] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("day", [60, 200])
def test_heart_from_waiting_as_by_hand(day: int) -> None:
    moves = heart_moves()
    ((chance, error),) = transition_probabilities(stays(moves, 3), 0, [day])
    expected, spread = by_hand.aalen_johansen(moves, 3, WAITING, 0, day)
    assert chance[WAITING] == pytest.approx([float(p) for p in expected], abs=1e-12)
    errors = [sqrt(spread[state][state]) for state in range(3)]
    assert error[WAITING] == pytest.approx(errors, abs=1e-12)


# Somebody arrives in a state on a day and goes from state to state, back and forth.
walks = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 2),
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2)), max_size=4), st.integers(0, 4),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def moves_of(people) -> list[by_hand.Move]:
    moves: list[by_hand.Move] = []
    for arrival, first, hops, rest in people:
        day, state = arrival, first
        for wait, to in hops:
            if to != state:
                moves.append((day, day + wait, state, to))
                day, state = day + wait, to
        moves.append((day, day + rest, state, None))
    return moves


@settings(max_examples=60, deadline=None)
@given(walks, st.integers(0, 5))
def test_any_walk_as_by_hand(people, begin) -> None:
    moves = moves_of(people)
    day = begin + 6
    ((chance, error),) = transition_probabilities(stays(moves, 3), begin, [day])
    assert chance.sum(axis=1) == pytest.approx(1)
    assert (chance >= -1e-12).all()
    for start in range(3):
        expected, spread = by_hand.aalen_johansen(moves, 3, start, begin, day)
        assert chance[start] == pytest.approx([float(p) for p in expected], abs=1e-12)
        errors = [sqrt(max(spread[state][state], 0)) for state in range(3)]
        assert error[start] == pytest.approx(errors, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(walks)
def test_of_who_starts_together_and_is_followed_it_is_the_share(people) -> None:
    """The landmark estimate: with nobody lost and nobody new, the share that is there."""
    together = [(0, first, hops, 99) for _, first, hops, _ in people]
    start = together[0][1]
    same = [walk for walk in together if walk[1] == start]
    moves = moves_of(same)
    ((chance, _),) = transition_probabilities(stays(moves, 3), 0, [20])
    where = [next(s for a, b, s, _ in moves_of([walk]) if a <= 20 < b) for walk in same]
    for state in range(3):
        share = where.count(state) / len(same)
        assert chance[start, state] == pytest.approx(share, abs=1e-9)
