"""Which model to use for each month ahead, and how wide, by what the back-test saw.

For each month ahead it is chosen anew: the mixture, unless another was better by more than chance
and more than a twentieth. And the intervals are made as much wider or narrower as the misses say,
drawn to as they are: trials that overlap say less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.models import NAIVE

Real = NDArray[np.float64]
STOCK_FLOW, SERIES, MIXTURE = "stroommodel", "reeksmodel", "mengsel"
TITLES = {
    MIXTURE: "stroommodel en reeksmodel samen",
    STOCK_FLOW: "stroommodel (instroom, duur, uitstroom)",
    SERIES: "reeksmodel van het aantal",
    NAIVE: "gelijk aan de laatste maand",
}
BETTER_BY, _SURE = 0.05, 2.0  # of the score of the mixture, and in standard errors
_AROUND = 2  # months ahead that are judged together with one
_USUAL = 10.0  # independent trials that weigh as much as that the intervals are right as they are
_FARTHEST = 3.0  # spreads that a miss counts for at most


@dataclass(frozen=True)
class Blend:
    """Which model to use for each month ahead, and how much wider to make it; (HORIZON,)."""

    choice: tuple[str, ...]
    scale: Real

    @property
    def usual(self) -> str:
        """The model that is used for most months ahead; of equals the first of `TITLES`."""
        return max(TITLES, key=self.choice.count)

    @property
    def spans(self) -> tuple[tuple[int, int, str], ...]:
        """The first and last month ahead, from 1 on, of each stretch with one model."""
        starts = [at for at, name in enumerate(self.choice) if self.choice[at - 1 : at] != (name,)]
        ends = [*starts[1:], len(self.choice)]
        return tuple(
            (start + 1, end, self.choice[start]) for start, end in zip(starts, ends, strict=True)
        )

    @property
    def told(self) -> str:
        """Which model is used for which months ahead, in words; nothing where it is one."""
        parts = [f"{first} tot en met {last}: {TITLES[name]}" for first, last, name in self.spans]
        return f"Per maand vooruit: {'; '.join(parts)}." if len(parts) > 1 else ""

    def reaching(self, horizon: int) -> Blend:
        """Return the blend for so many months: beyond its own as in its last month."""
        at = np.minimum(np.arange(horizon), len(self.choice) - 1)
        return Blend(tuple(self.choice[one] for one in at), self.scale[at])


UNTRIED = Blend((MIXTURE,), np.ones(1))
"""What is used where the past is too short for a back-test."""


def halves(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return half of the paths of the one and half of those of the other."""
    half = len(one) // 2
    return np.concatenate([one[:half], other[half:]])


def blended(
    drawn: Mapping[str, NDArray[np.int64]], like: NDArray[np.int64], blend: Blend
) -> NDArray[np.int64]:
    """Return draws of the stock by the chosen model of each month ahead, shape (paths, months).

    In every month the path that was highest in `like` is again, and so on down: so a path moves
    from month to month as that of the stock-flow model does, whatever model gives the numbers.
    Schefzik, Thorarinsdottir and Gneiting (2013), Statistical Science 28:616-640.
    """
    horizon = like.shape[1]
    blend = blend.reaching(horizon)
    ordered = {name: np.sort(drawn[name], axis=0) for name in dict.fromkeys(blend.choice)}
    found = np.stack([ordered[name][:, at] for at, name in enumerate(blend.choice)], axis=1)
    middle = np.median(found, axis=0)
    wide = np.maximum(np.rint(middle + blend.scale * (found - middle)), 0).astype(np.int64)
    rank = np.argsort(np.argsort(like, axis=0, kind="stable"), axis=0, kind="stable")
    return np.take_along_axis(wide, rank, axis=0)


def blend_of(judged: Mapping[str, Real], every: int) -> Blend:
    """Choose by arrays of shape (origins, 6, months ahead), as `_judged` makes them."""
    months = next(iter(judged.values())).shape[2]
    near = np.abs(np.subtract.outer(np.arange(months), np.arange(months))) <= _AROUND
    near = near / near.sum(axis=1, keepdims=True)
    choice = tuple(_choice(judged, near[at], at, every) for at in range(months))
    chosen = np.stack([judged[name][:, :, at] for at, name in enumerate(choice)], axis=2)
    misses = np.clip(chosen[:, 0] / np.maximum(chosen[:, 4], 0.5), -_FARTHEST, _FARTHEST)
    square = near @ (misses**2).mean(axis=0)
    trials = np.array([_trials(len(misses), every, at) for at in range(months)])
    drawn = trials / (trials + _USUAL)
    return Blend(choice, np.exp(drawn * np.log(np.maximum(square, 0.1)) / 2))


def _choice(judged: Mapping[str, Real], near: Real, at: int, every: int) -> str:
    """Return the model for a month ahead: the mixture, or one that was better beyond chance."""
    scores = {name: parts[:, 1] @ near for name, parts in judged.items()}
    usual = scores[MIXTURE]
    winner = min(scores, key=lambda name: (float(scores[name].mean()), name != MIXTURE))
    gain = usual - scores[winner]
    chance = _SURE * gain.std() / np.sqrt(_trials(len(gain), every, at))
    better = gain.mean() > max(chance, BETTER_BY * usual.mean())
    return winner if better else MIXTURE


def _trials(origins: int, every: int, at: int) -> float:
    """Return how many trials of so many months ahead do not overlap."""
    return min(float(origins), 1 + (origins - 1) * every / (at + 1))
