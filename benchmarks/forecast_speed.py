"""How long a forecast of a caseload takes, in work of one processor.

    python benchmarks/forecast_speed.py [benefits]

The Dalfsen sample with two scenarios, 24 months and 2,000 paths (at most 1.5 s), and its back-test
of 24 origins, 12 months ahead (at most 4 s), after start-up and reading; and a made-up country of
400,000 benefits, all of it (at most 60 s). The fastest of three counts for the sample: other work
on the machine can only add to it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import default_rng

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from grip.forecast.cells import Benefits, past_of  # noqa: E402
from grip.forecast.rehearsal import rehearse  # noqa: E402
from grip.forecast.simulation import simulate  # noqa: E402
from grip.forecast.stock_flow import estimate  # noqa: E402
from grip.foresight import look_ahead  # noqa: E402
from grip.notebook import load  # noqa: E402
from grip.scenarios import FlowChange, Scenario  # noqa: E402

SAMPLE = ROOT / "data" / "sample" / "dalfsen"
UNTIL, EXTRACTION = date(2021, 12, 31), date(2022, 1, 14)
FIRST, LAST, HORIZON, PATHS = 2014 * 12, 2021 * 12 + 11, 24, 2000
SAMPLE_LIMIT, COUNTRY_LIMIT = 1.5 + 4, 60.0


def timed(what: str, work: Callable[[], object], times: int = 1) -> float:
    """Print and return the least work in seconds, with the time that passed beside it."""
    least = passed = float("inf")
    for _ in range(times):
        start, before = time.perf_counter(), time.process_time()
        work()
        least = min(least, time.process_time() - before)
        passed = min(passed, time.perf_counter() - start)
    print(f"{what:48} {least:7.2f} s work {passed:7.2f} s passed", flush=True)
    return least


def country(size: int) -> Benefits:
    """Return a made-up country: new benefits leave quicker, four schemes, known birth dates."""
    rng = default_rng(1)
    months = LAST - FIRST + 1
    begin = np.repeat(np.arange(-240, months), rng.poisson(size / 33, 240 + months))
    stay = np.ceil(rng.weibull(0.6, len(begin)) * 22).astype(int)
    born = FIRST + begin - rng.integers(19 * 12, 65 * 12, len(begin))
    end = np.minimum(FIRST + begin + stay, born + 67 * 12)
    names = np.array(["PW", "IOAW", "IOAZ", "BBZ"])
    frame = pl.DataFrame(
        {
            "groep": names[rng.choice(4, len(begin), p=(0.93, 0.05, 0.01, 0.01))],
            "begin": FIRST + begin,
            "einde": end,
            "geboren": born,
            "aow": born + 67 * 12,
            "terug": rng.random(len(begin)) < 0.15,
        }
    ).filter(pl.col("einde") >= FIRST)
    return Benefits.of(
        frame.with_columns(einde=pl.when(pl.col("einde") <= LAST).then("einde")), FIRST, LAST
    )


def main(size: int) -> int:
    """Print all times; return 1 when the sample or the country took longer than promised."""
    caseload = load(SAMPLE, profile="dalfsen")
    more = [FlowChange(vanaf=date(2022, 1, 1), procent=20)]
    plans = {name: Scenario(naam=name, instroom=more) for name in ("een", "twee")}

    def ahead() -> object:
        return look_ahead(caseload, UNTIL, EXTRACTION, HORIZON, plans)

    sample = timed("Dalfsen, two scenarios and the back-test", ahead, 3)
    made = country(size)
    there = int((made.end > LAST).sum())
    print(f"a country of {there:,} benefits")
    past = past_of(made)
    spent = timed("counting", lambda: past_of(made))
    model = estimate(made, past, LAST, HORIZON)
    print(f"{len(model.cells.count):,} cells")
    spent += timed("estimating", lambda: estimate(made, past, LAST, HORIZON))
    spent += timed(f"{PATHS} paths", lambda: simulate(model, HORIZON, PATHS, default_rng(1)))
    spent += timed("the back-test", lambda: rehearse(made, past))
    return int(sample > SAMPLE_LIMIT or spent > COUNTRY_LIMIT)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400_000))
