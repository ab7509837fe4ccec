"""One linear program that is solved again and again, each time for another goal.

Going on from the answer before takes a seventh of the time of starting anew. scipy carries the
solver that can do so (HiGHS) without promising its names; where they are not as expected, every
goal is solved from the start by `linprog`. The least is then the same, but the point where it is
reached can be another, and so can the choice of what is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_PRIMAL = 4  # simplex_strategy: only the goal changes, so the last answer still fits


@dataclass(frozen=True)
class Answer:
    """The point where a goal is least, that least, and what it moves with each given number."""

    point: Any
    value: float
    equal_prices: Any
    most_prices: Any


class Simplex:
    """Points with `equal @ x = known` and `most @ x <= tops` within bounds.

    Args:
        equal, known: the equations.
        most, tops: the limits.
        bounds: lowest and highest of every unknown, one row each.
    """

    def __init__(self, equal: Any, known: Any, most: Any, tops: Any, bounds: Any) -> None:
        self._given = equal, known, most, tops, bounds
        self._running: Any = None
        try:
            self._running = self._started()
        except (ImportError, AttributeError, TypeError):
            self._running = None

    def least(self, costs: Any) -> Answer | None:
        """Return where the sum at these costs is least; nothing where no answer is found."""
        if self._running is None:
            return self._anew(costs)
        places = np.arange(len(costs), dtype=np.int32)
        self._running.changeColsCost(len(costs), places, costs)
        self._running.run()
        if self._running.modelStatusToString(self._running.getModelStatus()) != "Optimal":
            return self._anew(costs)
        solved = self._running.getSolution()
        prices = np.array(solved.row_dual)
        point, first = np.array(solved.col_value), self._given[0].shape[0]
        return Answer(point, float(costs @ point), prices[:first], prices[first:])

    def _started(self) -> Any:
        """Return the solver, with the program in it."""
        from scipy.optimize._highspy import _core
        from scipy.sparse import csc_array, vstack

        equal, known, most, tops, bounds = self._given
        matrix = csc_array(vstack([equal, most]))
        program = _core.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.col_cost_ = np.zeros(matrix.shape[1])
        program.col_lower_, program.col_upper_ = bounds[:, 0], bounds[:, 1]
        program.row_lower_ = np.concatenate([known, np.full(len(tops), -np.inf)])
        program.row_upper_ = np.concatenate([known, tops])
        program.a_matrix_.format_ = _core.MatrixFormat.kColwise
        program.a_matrix_.num_row_, program.a_matrix_.num_col_ = matrix.shape
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        running = _core._Highs()
        running.setOptionValue("output_flag", False)
        running.setOptionValue("presolve", "off")
        running.setOptionValue("simplex_strategy", _PRIMAL)
        running.passModel(program)
        return running

    def _anew(self, costs: Any) -> Answer | None:
        from scipy.optimize import linprog

        equal, known, most, tops, bounds = self._given
        solved = linprog(
            costs, most if len(tops) else None, tops if len(tops) else None,
            equal if len(known) else None, known if len(known) else None, bounds,
            method="highs-ds", options={"presolve": False},
        )  # fmt: skip
        if solved.x is None:
            return None
        return Answer(solved.x, float(solved.fun), solved.eqlin.marginals, solved.ineqlin.marginals)
