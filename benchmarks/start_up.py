"""How long grip takes, as ratios to what its libraries take, all measured in this one run.

    python benchmarks/start_up.py [repeats]

`grip --help` against `import typer, rich.table, rich.console` (at most 2.0); `grip rapport` on the
Uithoorn sample against importing the libraries that it uses (at most 2.5). Medians of interleaved
fresh processes, after one that warms the disk cache. grip is compiled first, as pip does when it
installs (and did for the libraries), so that no run compiles where PYTHONDONTWRITEBYTECODE is set.
"""

from __future__ import annotations

import compileall
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample" / "uithoorn"
HELP_BASE = "import typer, rich.table, rich.console"
REPORT_BASE = "import polars, numpy, matplotlib.figure, xlsxwriter, pydantic, typer"


def find_grip() -> str:
    """Return the folder of the grip that is measured."""
    found = importlib.util.find_spec("grip")
    if found is None or found.origin is None:
        raise SystemExit("grip is not installed here")
    return str(Path(found.origin).parent)


def seconds(command: Sequence[str]) -> float:
    """Return the wall time of one fresh process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def compare(name: str, command: Sequence[str], base: str, limit: float, repeats: int) -> bool:
    """Print the ratio of a command to importing `base`, and tell whether it is within the limit."""
    baseline = [sys.executable, "-c", base]
    for warm_up in (baseline, command):
        seconds(warm_up)
    pairs = [(seconds(command), seconds(baseline)) for _ in range(repeats)]
    ours, theirs = median(p[0] for p in pairs), median(p[1] for p in pairs)
    ratio = ours / theirs
    verdict = "ok" if ratio <= limit else "te traag"
    print(f"{name}: {ours:.3f} s / {theirs:.3f} s = {ratio:.2f} (hoogstens {limit}) {verdict}")
    return ratio <= limit


def main() -> int:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    compileall.compile_dir(find_grip(), quiet=1)
    grip = [sys.executable, "-m", "grip"]
    with tempfile.TemporaryDirectory() as out:
        report = [*grip, "rapport", "--data", str(SAMPLE), "--profiel", "uithoorn", "--uit", out]
        good = [
            compare("grip --help", [*grip, "--help"], HELP_BASE, 2.0, repeats),
            compare("grip rapport", report, REPORT_BASE, 2.5, repeats),
        ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
