"""The estimators once more, in plain loops and exact fractions: slow, and easy to check."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = tuple[int, int, str | None]  # entry, day, cause (nothing: last seen then)
Move = tuple[int, int, int, int | None]  # arrival, day, state, the next one (nothing: last seen)


def at_risk(rows: Sequence[Row], day: int) -> int:
    return sum(entry < day <= last for entry, last, _ in rows)


def kaplan_meier(rows: Sequence[Row], until: int) -> tuple[Fraction, Fraction]:
    """Return S at the end of a day, and Greenwood's variance of it (0 where S is)."""
    share, total = Fraction(1), Fraction(0)
    for day in sorted({last for _, last, cause in rows if cause and last <= until}):
        risk = at_risk(rows, day)
        ends = sum(cause is not None and last == day for _, last, cause in rows)
        share *= Fraction(risk - ends, risk)
        if risk > ends:
            total += Fraction(ends, risk * (risk - ends))
    return share, share**2 * total


def cumulative_incidence(rows: Sequence[Row], cause: str, until: int) -> tuple[Fraction, Fraction]:
    """Return F of a cause at the end of a day, and its variance.

    As the variance of a state of a multi-state model of which nothing leaves but the first state:
    each day adds that of a multinomial, and what comes later spreads it on.
    """
    states = ["in", *sorted({c for _, _, c in rows if c})]
    moves = [(a, b, 0, states.index(c) if c else None) for a, b, c in rows]
    chance, variance = aalen_johansen(moves, len(states), 0, 0, until)
    place = states.index(cause)
    return chance[place], variance[place][place]


def aalen_johansen(
    moves: Sequence[Move], size: int, start: int, begin: int, until: int
) -> tuple[list[Fraction], list[list[Fraction]]]:
    """Return the chances from state `start` after day `begin`, with their covariances."""
    zero = Fraction(0)
    chance = [Fraction(int(state == start)) for state in range(size)]
    spread = [[zero] * size for _ in range(size)]
    for day in sorted({d for _, d, _, to in moves if to is not None and begin < d <= until}):
        step = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
        present = [
            sum(a < day <= b and s == state for a, b, s, _ in moves) for state in range(size)
        ]
        for _, last, state, to in moves:
            if to is not None and last == day:
                step[state][to] += Fraction(1, present[state])
                step[state][state] -= Fraction(1, present[state])
        grown = [
            [
                sum(
                    step[k][i] * spread[k][m] * step[m][j] for k in range(size) for m in range(size)
                )
                for j in range(size)
            ]
            for i in range(size)
        ]
        for state in range(size):
            if present[state]:
                row = step[state]
                for i in range(size):
                    for j in range(size):
                        own = row[i] * int(i == j) - row[i] * row[j]
                        grown[i][j] += chance[state] ** 2 * own / present[state]
        chance = [sum((chance[k] * step[k][j] for k in range(size)), zero) for j in range(size)]
        spread = grown
    return chance, spread
