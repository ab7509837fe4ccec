"""Chances to be in each state some time on, from stays in states: Aalen-Johansen.

A stay is a stretch of days in one state. It is at risk of a move on day t when it began before t
and lasts up to t or longer: states are those at the end of a day, so who arrives on a day can move
from the next day on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
NOWHERE = -1


@dataclass(frozen=True)
class Stays:
    """Stays in `size` states, numbered from 0: one element per stay.

    `since` is the day of arrival, `until` the day on which it ended or was last seen, `state` the
    state, `following` the one that came next, `NOWHERE` for a stay that was only last seen.
    """

    since: Whole
    until: Whole
    state: Whole
    following: Whole
    size: int


def transition_probabilities(
    stays: Stays, start: float, days: list[float]
) -> list[tuple[Real, Real]]:
    """Return, for each of the days, P(start, day) and its standard errors.

    Row h of P holds the chances of who is in state h at the end of `start`. P is the product over
    the days with moves of I + dA, where dA_hj is the share of who was at risk in h that moved to j
    and each row adds up to 0. The variance is Greenwood's, with a multinomial per state and day:

        V <- (I + dA)' V (I + dA) + sum over h of p_h² (diag(q_h) - q_h q_h') / Y_h

    with p the chances just before the day and q_h the row of I + dA. This is what
    `mstate::probtrans(method = "greenwood")` gives in R. It supposes that where somebody goes does
    not hang on how long or how he came there (Markov). Aalen and Johansen (1978), Scandinavian
    Journal of Statistics 5:141-150; Andersen, Borgan, Gill and Keiding (1993), section IV.4.

    Args:
        stays: what was seen.
        start: from which day on; only what happens after it counts.
        days: on which days to give the chances, in order, none before `start`.
    """
    moves = (stays.following != NOWHERE) & (stays.until > start) & (stays.until <= max(days))
    moments = np.unique(stays.until[moves])
    rows, spread = _daily(*_counts(stays, moves, moments))
    size = stays.size
    chance = np.eye(size)
    variance = np.zeros((size, size, size))
    found = []
    done = 0
    for day in days:
        upto = int(np.searchsorted(moments, day, "right"))
        for move, own in zip(rows[done:upto], spread[done:upto], strict=True):
            variance = move.T @ variance @ move + np.einsum("sh,hij->sij", chance**2, own)
            chance = chance @ move
        done = max(done, upto)
        error = np.sqrt(np.maximum(np.einsum("sjj->sj", variance), 0.0))
        found.append((chance.copy(), error))
    return found


def _counts(stays: Stays, moves: NDArray[np.bool_], moments: Whole) -> tuple[Real, Real]:
    """Return, per moment, how many moved from where to where and how many were at risk where."""
    size = stays.size
    hops = np.zeros((len(moments), size, size))
    place = np.searchsorted(moments, stays.until[moves])
    np.add.at(hops, (place, stays.state[moves], stays.following[moves]), 1.0)
    at_risk = np.empty((len(moments), size))
    for state in range(size):
        own = stays.state == state
        came = np.searchsorted(np.sort(stays.since[own]), moments, "left")
        gone = np.searchsorted(np.sort(stays.until[own]), moments, "left")
        at_risk[:, state] = came - gone
    return hops, at_risk


def _daily(hops: Real, at_risk: Real) -> tuple[Real, Real]:
    """Return, per moment, the rows of I + dA, and per state how uncertain its row is."""
    present = np.maximum(at_risk, 1.0)
    move = hops / present[:, :, None]
    same = np.eye(hops.shape[1])
    rows = move + same * (1.0 - move.sum(axis=2))[:, :, None]
    spread = rows[:, :, :, None] * same - rows[:, :, :, None] * rows[:, :, None, :]
    return rows, spread / present[:, :, None, None]
