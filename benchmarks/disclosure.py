"""How long the door takes for one table of about 700 cells, and how that grows.

    python benchmarks/disclosure.py

A table of 24 by 28 with its margins (725 cells), a third of it small, at a minimum cell of 5: at
most 5 seconds, audit included. Beside it the ratio to a table of a quarter of the size.
"""

from __future__ import annotations

import sys
import time
from random import Random

from tests.disclosure.tables import crossed, frame_of, results_of

from grip.disclosure import protect
from grip.results import Audience

LIMIT, MINIMUM = 5.0, 5


def seconds(rows: int, columns: int) -> float:
    """Return how long a random table takes."""
    random = Random(rows * columns)
    cells = {
        (f"r{i}", f"k{j}"): float(random.randint(0, 6 if random.random() < 0.33 else 200))
        for i in range(rows)
        for j in range(columns)
    }
    raw = results_of(frame_of(crossed("gebied", "soort", cells)))
    start = time.perf_counter()
    protect(raw, Audience.PUBLIC, MINIMUM)
    return time.perf_counter() - start


def main() -> int:
    seconds(3, 3)  # imports
    small, large = seconds(12, 14), seconds(24, 28)
    verdict = "ok" if large <= LIMIT else "te traag"
    print(f"725 cellen: {large:.2f} s (hoogstens {LIMIT}) {verdict}; {large / small:.1f} keer 195")
    return 0 if large <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
