"""How long loading takes, as ratios to the bare readers, all measured in this one run.

    python benchmarks/ingest.py [repeats] [--klein]

A csv of 1,000,000 rows by 20 columns, loaded and validated, against `polars.read_csv` with all
columns as text plus a sort of one column (at most 2.5); a workbook of 100,000 by 20 against
fastexcel with all columns as text (at most 1.5). Every measurement is a fresh process that also
reports its peak memory; ours and theirs take turns, and the median of the ratios counts.
`--klein` takes a tenth of the rows, to try the benchmark itself.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
KNOWN = (
    "uitkering_id", "persoon_id", "rol", "regeling", "leefvorm", "ingangsdatum", "einddatum",
    "reden_instroom", "reden_uitstroom", "administratie_begin", "administratie_einde",
    "consulent",
)  # fmt: skip
OTHER = (
    "afdeling", "behandelteam", "dossierstatus", "soort_besluit", "norm", "bedrag_norm", "kenmerk",
    "laatste_wijziging",
)  # fmt: skip

THEIRS = {
    "csv": "pl.read_csv({path!r}, separator=';', infer_schema=False).sort('persoon_id')",
    "xlsx": "fastexcel.read_excel({path!r}).load_sheet(0, dtypes='string').to_polars()",
}
OURS = "loaded = load(Path({path!r}), profile); assert loaded.counts[0].read == {rows}"
PROBE = """
import json, resource, sys, time
from pathlib import Path
import fastexcel, polars as pl
from grip.config import load_profile
from grip.ingest.load import load
profile = load_profile("standaard").profile
pl.DataFrame({{"a": ["b"]}}).lazy().select(pl.col("a").str.contains("c")).collect()
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
whose = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
peak = max(resource.getrusage(who).ru_maxrss for who in whose)
json.dump([seconds, peak / 1024], sys.stdout)
"""


def rows(amount: int, seed: int = 1) -> list[tuple[str, ...]]:
    """Return benefits as a case system exports them, with eight columns that grip does not know."""
    draw = random.Random(seed)
    days = [(date(2008, 1, 1) + timedelta(days=n)).strftime("%d-%m-%Y") for n in range(5000)]
    numbers = list(range(amount))
    draw.shuffle(numbers)  # an export is seldom in the order of persons
    found = []
    for number in numbers:
        second = number % 2  # every person had one benefit, and has another
        first = 2500 * second + draw.randrange(1500)
        ended = not second or draw.random() < 0.2
        last = first + draw.randrange(30, 900)
        found.append((
            f"U{number:07d}", f"P{number // 2:07d}", "client",
            draw.choice(("PW", "PW", "PW", "IOAW", "IOAZ", "BBZ")),
            draw.choice(("alleenstaande", "alleenstaande_ouder", "samenwonend", "")),
            days[first], days[last] if ended else "",
            draw.choice(("11", "12", "20", "99")), draw.choice(("11", "01", "33")) if ended else "",
            days[first + draw.randrange(20)], days[last + draw.randrange(20)] if ended else "",
            f"medewerker {draw.randrange(60)}", "Sociaal Domein", f"Team {draw.randrange(9)}",
            draw.choice(("actief", "gesloten")), "toekenning", draw.choice(("A", "B", "C")),
            f"{draw.randrange(200, 1500)},{draw.randrange(100):02d}", f"K{draw.randrange(10**6)}",
            days[draw.randrange(5000)],
        ))  # fmt: skip
    return found


def write_csv(path: Path, amount: int) -> None:
    lines = (";".join(row) for row in [(*KNOWN, *OTHER), *rows(amount)])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_xlsx(path: Path, amount: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("uitkeringen")
        for at, row in enumerate([(*KNOWN, *OTHER), *rows(amount)]):
            sheet.write_row(at, 0, row)


def measured(work: str) -> tuple[float, float]:
    """Return the seconds and the peak memory (MB) of some work in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(work=work)], check=True, capture_output=True,
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, encoding="utf-8",
    )  # fmt: skip
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def compare(kind: str, path: Path, amount: int, limit: float, repeats: int) -> bool:
    """Print our time against theirs, and tell whether the ratio is within the limit."""
    ours = OURS.format(path=str(path), rows=amount)
    theirs = THEIRS[kind].format(path=str(path))
    pairs = [(measured(ours), measured(theirs)) for _ in range(repeats)]
    ratio = median(our[0] / their[0] for our, their in pairs)
    print(
        f"{kind} {amount} x {len(KNOWN) + len(OTHER)}: "
        f"{median(o[0] for o, _ in pairs):.2f} s / {median(t[0] for _, t in pairs):.2f} s = "
        f"{ratio:.2f} (hoogstens {limit}) {'ok' if ratio <= limit else 'te traag'}; piek "
        f"{max(o[1] for o, _ in pairs):.0f} MB / {max(t[1] for _, t in pairs):.0f} MB"
    )
    return ratio <= limit


def main() -> int:
    numbers = [int(text) for text in sys.argv[1:] if text.isdigit()]
    repeats, share = (numbers or [5])[0], 10 if "--klein" in sys.argv else 1
    table: list[tuple[str, Callable[[Path, int], None], int, float]] = [
        ("csv", write_csv, 1_000_000 // share, 2.5),
        ("xlsx", write_xlsx, 100_000 // share, 1.5),
    ]
    good = []
    for kind, write, amount, limit in table:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"uitkeringen.{kind}"
            write(path, amount)
            good.append(compare(kind, path, amount, limit, repeats))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
