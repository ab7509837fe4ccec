"""Which model to use for each month ahead, and how wide, by what the back-test saw.

For each month ahead it is chosen anew: the mixture, unless another was better by more than chance
and more than a twentieth, at enough origins to tell. The mixture has paths of both models, the more
of the one that was better. And the intervals are made as much wider or narrower as the misses say,
drawn to as they are: trials that overlap say less. A miss far beyond the others is an event that no
model knows of ahead, and makes no interval wider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grip.forecast.models import NAIVE
from grip.forecast.weighting import AROUND, POWER

Real = NDArray[np.float64]
STOCK_FLOW, SERIES, MIXTURE = "stroommodel", "reeksmodel", "mengsel"
TITLES = {
    MIXTURE: "stroommodel en reeksmodel samen",
    STOCK_FLOW: "stroommodel (instroom, duur, uitstroom)",
    SERIES: "reeksmodel van het aantal",
    NAIVE: "gelijk aan de laatste maand",
}
BETTER_BY, _SURE = 0.05, 2.0  # of the score of the mixture, and in standard errors
_FEWEST = 6  # origins that a standard error can be told from: of one it is always 0
_USUAL = 30.0  # independent trials that weigh as much as that the intervals are right as they are
_FARTHEST = 3.0  # usual misses beyond which one is an event
_MEDIAN = 0.6745  # of the size of a normal miss, in spreads
_EVEN = 1.0  # trials that weigh as much as that both models are as good
_LEAST = 0.1  # benefits that a score is taken to be at least


@dataclass(frozen=True)
class Blend:
    """What to use for each month ahead, (HORIZON,).

    Attributes:
        choice: which model.
        scale: how much wider to make it.
        share: which part of the paths of the mixture is of stock and flows.
    """

    choice: tuple[str, ...]
    scale: Real
    share: Real

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
        """Which model is used for which months ahead, and how much of both is of which, in words.

        Nothing of the months where it is one model for all.
        """
        parts = [
            f"{first}{f' tot en met {last}' if last > first else ''}: {TITLES[name]}"
            for first, last, name in self.spans
        ]
        said = [f"Per maand vooruit: {'; '.join(parts)}."] if len(parts) > 1 else []
        shares = [one for one, name in zip(self.share, self.choice, strict=True) if name == MIXTURE]
        if shares:
            least, most = (round(100 * float(part)) for part in (min(shares), max(shares)))
            part = f"{least}" if least == most else f"{least} tot {most}"
            said.append(f"Van beide samen komt {part}% van de paden uit het stroommodel.")
        return " ".join(said)

    def reaching(self, horizon: int) -> Blend:
        """Return the blend for so many months: beyond its own as in its last month."""
        at = np.minimum(np.arange(horizon), len(self.choice) - 1)
        return Blend(tuple(self.choice[one] for one in at), self.scale[at], self.share[at])


UNTRIED = Blend((MIXTURE,), np.ones(1), np.full(1, 0.5))
"""What is used where the past is too short for a back-test."""


def mixed(flows: NDArray[np.int64], series: NDArray[np.int64], share: Real) -> NDArray[np.int64]:
    """Return draws of which that part is of stock and flows in each month, (paths, months)."""
    first = np.arange(len(flows))[:, None] < np.rint(share * len(flows))
    return np.where(first, flows, series)


def blended(
    drawn: Mapping[str, NDArray[np.int64]], like: NDArray[np.int64], blend: Blend
) -> NDArray[np.int64]:
    """Return draws of the stock by the chosen model of each month ahead, shape (paths, months).

    `drawn` are those of all models but the mixture, that is made of two of them.
    In every month the path that was highest in `like` is again, and so on down: so a path moves
    from month to month as that of the stock-flow model does, whatever model gives the numbers.
    Schefzik, Thorarinsdottir and Gneiting (2013), Statistical Science 28:616-640.
    """
    horizon = like.shape[1]
    blend = blend.reaching(horizon)
    both = mixed(drawn[STOCK_FLOW], drawn[SERIES], blend.share)
    drawn = {**drawn, MIXTURE: both}
    ordered = {name: np.sort(drawn[name], axis=0) for name in dict.fromkeys(blend.choice)}
    found = np.stack([ordered[name][:, at] for at, name in enumerate(blend.choice)], axis=1)
    middle = np.median(found, axis=0)
    wide = np.maximum(np.rint(middle + blend.scale * (found - middle)), 0).astype(np.int64)
    rank = np.argsort(np.argsort(like, axis=0, kind="stable"), axis=0, kind="stable")
    return np.take_along_axis(wide, rank, axis=0)


def blend_of(judged: Mapping[str, Real], every: int) -> Blend:
    """Choose by arrays of shape (origins, 6, months ahead), as `_judged` makes them."""
    months = next(iter(judged.values())).shape[2]
    near = _near(months)
    trials = _trials(len(next(iter(judged.values()))), every, months)
    choice = tuple(_choice(judged, near[at], trials[at]) for at in range(months))
    chosen = np.stack([judged[name][:, :, at] for at, name in enumerate(choice)], axis=2)
    misses = np.abs(chosen[:, 0]) / np.maximum(chosen[:, 4], 0.5)
    usual = np.maximum(np.median(misses, axis=0) / _MEDIAN, 1.0)
    square = near @ np.mean(misses**2, axis=0, where=misses <= _FARTHEST * usual)
    scale = np.maximum(square, 0.1) ** (trials / (trials + _USUAL) / 2)
    return Blend(choice, scale, share_of(judged, every))


def share_of(judged: Mapping[str, Real], every: int) -> Real:
    """Return which part of the mixture is to be of stock and flows, by how good both were."""
    scores = (judged[name][:, 1] for name in (SERIES, STOCK_FLOW))
    origins, months = judged[SERIES].shape[0], judged[SERIES].shape[2]
    if not origins:
        return np.full(months, 0.5)
    series, flows = (np.maximum(_near(months) @ part.mean(axis=0), _LEAST) for part in scores)
    trials = _trials(origins, every, months)
    odds = (series / flows) ** (POWER * trials / (trials + _EVEN))
    return np.asarray(odds / (1 + odds))


def shares_then(judged: Mapping[str, Real], every: int) -> list[Real]:
    """Return that part as it would have been at each origin: by what had come by then."""
    origins, _, months = judged[SERIES].shape
    known = np.maximum(np.arange(origins) - -(-months // every) + 1, 0)
    return [share_of({name: part[:n] for name, part in judged.items()}, every) for n in known]


def _near(months: int) -> Real:
    """Return the weights of the months ahead that are judged together with each."""
    near = np.abs(np.subtract.outer(np.arange(months), np.arange(months))) <= AROUND
    return np.asarray(near / near.sum(axis=1, keepdims=True))


def _choice(judged: Mapping[str, Real], near: Real, trials: float) -> str:
    """Return the model for a month ahead: the mixture, or one that was better beyond chance."""
    scores = {name: parts[:, 1] @ near for name, parts in judged.items()}
    usual = scores[MIXTURE]
    if len(usual) < _FEWEST:
        return MIXTURE
    winner = min(scores, key=lambda name: (float(scores[name].mean()), name != MIXTURE))
    gain = usual - scores[winner]
    chance = _SURE * gain.std() / np.sqrt(trials)
    better = gain.mean() > max(chance, BETTER_BY * usual.mean())
    return winner if better else MIXTURE


def _trials(origins: int, every: int, months: int) -> Real:
    """Return how many trials of so many months ahead do not overlap, for each month ahead."""
    return np.minimum(origins, 1 + (origins - 1) * every / np.arange(1.0, months + 1))
