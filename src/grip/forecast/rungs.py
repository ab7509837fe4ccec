"""What is expected to move the stock on each rung of the ladder: in, out, up and down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.cells import AGES, BANDS, OLDEST
from grip.forecast.stock_flow import StockFlow

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
_HIGHEST = 0.95


@dataclass(frozen=True)
class RungFlows:
    """What is expected to happen on each rung in each month ahead, shape (months, rungs).

    `to` and `off` are moves from and to other rungs; `stock` has a row more: the first is of now.
    """

    stock: Real
    come: Real
    gone: Real
    to: Real
    off: Real


@dataclass(frozen=True)
class _Rows:
    """Who is there, a row per cell, and who will come, by month, group and age."""

    group: Whole
    age: Whole
    stay: Whole
    turn: Whole

    @classmethod
    def of(cls, model: StockFlow, horizon: int) -> _Rows:
        cells = model.cells
        group, age, month = np.indices((len(model.shares), len(AGES), horizon)).reshape(3, -1)
        there = (cells.group, cells.age, cells.stay, cells.turn)
        coming = (group, age, -1 - month, np.zeros(len(group), dtype=np.int64))
        return cls(*(np.concatenate(pair) for pair in zip(there, coming, strict=True)))


def rung_flows(model: StockFlow, horizon: int) -> RungFlows:
    """Follow the stock over the ladder as expected, the levels of the flows as they are now."""
    rows, chain = _Rows.of(model, horizon), model.chain
    hazards = np.minimum(model.hazards.mean * np.exp(model.outflow.now), _HIGHEST)
    retires = model.hazards.pension[0] / model.hazards.pension.sum()
    rate, over = model.back
    inflow = np.exp(model.inflow.now) + rate / over * model.before.sum()
    entering = inflow * model.shares / model.shares.sum()
    now = np.zeros((len(rows.group), len(chain)))
    cells = model.cells
    now[np.arange(len(cells.count)), cells.rung] = cells.count
    stock, flows, moves = [now.sum(axis=0)], [], chain * (1 - np.eye(len(chain)))
    for month in range(horizon):
        new = np.flatnonzero(rows.stay == -1 - month)
        closed = 1.0 if model.closing is None else model.closing[month, rows.group[new], None]
        now[new] = entering[rows.group[new], rows.age[new]] * closed
        come = now[new].sum(axis=0)
        reached = (rows.turn > 0) & (rows.turn <= month + 1)
        pensioned = now * (retires * (rows.turn == month + 1) * (rows.age == OLDEST))[:, None]
        age = rows.age + (reached & (rows.age < OLDEST))
        stay = np.maximum(rows.stay + month + 1, 0)
        band = np.searchsorted(BANDS, stay, side="right") - 1
        gone = pensioned + (now - pensioned) * hazards[rows.group, age, :, band]
        now = now - gone
        left = now[stay > 0].sum(axis=0)
        now = np.where((stay > 0)[:, None], now @ chain, now)
        stock.append(now.sum(axis=0))
        flows.append((come, gone.sum(axis=0), left @ moves, left * moves.sum(axis=1)))
    return RungFlows(np.array(stock), *(np.array(part) for part in zip(*flows, strict=True)))
