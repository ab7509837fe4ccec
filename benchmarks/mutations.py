"""Damaged files, by the hundred: does grip still end in its own words, in time and in memory?

    python benchmarks/mutations.py [cases] [first seed]

Valid exports (csv, xlsx, xls, ods, parquet) are cut off, flipped, and spliced by a seeded draw,
and `grip controleer` is run on each in a fresh process. Good is: exit 0, 3 or 7, no traceback, no
word of a library, within 30 seconds and 1.5 GB (the largest process). Prints what went wrong with
the seed, so that one case can be repeated: `python benchmarks/mutations.py 1 SEED`.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SECONDS, MEMORY_MB = 30.0, 1536.0
GOOD_CODES = (0, 3, 7)
FOREIGN = ("Traceback", "panicked", "polars", "calamine", "Error:", "memory allocation")
_RUN = """
import resource, subprocess, sys
done = subprocess.run(
    [sys.executable, "-m", "grip", "controleer", "--data", sys.argv[1]],
    capture_output=True, text=True, encoding="utf-8", errors="replace",
)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(done.returncode, peak)
print(done.stdout + done.stderr)
"""
ROWS = [
    ["uitkering_id", "persoon_id", "rol", "regeling", "ingangsdatum", "einddatum", "consulent"],
    *(
        [f"U{n:04d}", f"P{n:04d}", "client", "PW" if n % 3 else "IOAW",
         f"{1 + n % 28:02d}-{1 + n % 12:02d}-2019", "" if n % 2 else "31-12-2020", f"team {n % 7}"]
        for n in range(400)
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One damaged file, and how grip ended on it."""

    seed: int
    name: str
    code: int
    seconds: float
    peak: float
    text: str

    @property
    def wrong(self) -> str:
        """What is not as it should be, or nothing."""
        foreign = next((word for word in FOREIGN if word in self.text), "")
        if self.code not in GOOD_CODES:
            return f"code {self.code}"
        if self.seconds > SECONDS or self.peak > MEMORY_MB:
            return f"{self.seconds:.1f} s, {self.peak:.0f} MB"
        return f"'{foreign}' in de uitvoer" if foreign else ""


def valid_files(folder: Path) -> list[Path]:
    """Write one table in every format there are means for here."""
    import polars as pl
    import xlsxwriter

    text = "\n".join(";".join(row) for row in ROWS)
    (folder / "a.csv").write_text(text, encoding="cp1252")
    (folder / "b.csv").write_text(text, encoding="utf-16")
    with xlsxwriter.Workbook(folder / "c.xlsx") as book:
        for at, row in enumerate(ROWS):
            sheet = book.get_worksheet_by_name("uitkeringen") or book.add_worksheet("uitkeringen")
            sheet.write_row(at, 0, row)
    frame = pl.DataFrame(ROWS[1:], schema=ROWS[0], orient="row")
    frame.write_parquet(folder / "d.parquet")
    frame.write_parquet(folder / "e.parquet", compression="uncompressed", row_group_size=50)
    if office := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{folder}/lo"
        for form in ("xls", "ods"):
            subprocess.run(
                [office, home, "--headless", "--convert-to", form, "c.xlsx"],
                cwd=folder, check=True, capture_output=True, timeout=120,
            )  # fmt: skip
    return sorted(path for path in folder.iterdir() if path.is_file())


def truncated(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data))]


def flipped(data: bytes, draw: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(draw.choice((1, 4, 32, 256))):
        body[draw.randrange(len(body))] = draw.choice((0, 1, 0x7F, 0xFF, draw.randrange(256)))
    return bytes(body)


def spliced(data: bytes, draw: random.Random) -> bytes:
    first, last = sorted(draw.randrange(len(data)) for _ in range(2))
    at = draw.randrange(len(data))
    return data[:at] + data[first : min(last, first + 5000)] + data[at:]


def within(data: bytes, draw: random.Random) -> bytes:
    """Damage one part of a zip and close it properly, so that only a parser can see it."""
    import io

    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(body, "w") as new:
        chosen = draw.choice([part for part in old.namelist() if old.getinfo(part).file_size])
        for part in old.namelist():
            content = old.read(part)
            damage = draw.choice((truncated, flipped, spliced)) if part == chosen else None
            new.writestr(part, damage(content, draw) if damage else content)
    return body.getvalue()


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return the file with one seeded damage."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [truncated, flipped, spliced]
    if data.startswith(b"PK"):
        ways += [within, within, within]
    return draw.choice(ways)(data, draw)


def cases(amount: int, first: int, folder: Path) -> Iterator[Case]:
    """Yield one case after another; a case depends on its seed alone."""
    source = folder / "heel"
    source.mkdir()
    files = valid_files(source)
    for seed in range(first, first + amount):
        draw = random.Random(seed)
        path = files[seed % len(files)]
        data = folder / str(seed)
        data.mkdir()
        (data / f"uitkeringen{path.suffix}").write_bytes(mutated(path.read_bytes(), draw))
        yield ended(seed, path.name, data)


def ended(seed: int, name: str, data: Path) -> Case:
    """Return how grip ends on a folder."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(data)], capture_output=True, text=True, encoding="utf-8",
        errors="replace", check=True, timeout=10 * SECONDS,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    head, _, text = done.stdout.partition("\n")
    code, peak = map(int, head.split())
    return Case(seed, name, code, seconds, peak, text)


def main() -> int:
    amount, first = [*map(int, sys.argv[1:]), *(500, 0)[len(sys.argv) - 1 :]][:2]
    found = []
    # Said as it is found; who stops it (Ctrl-C) still gets the sum of what was tried.
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        for case in cases(amount, first, Path(folder)):
            found.append(case)
            if case.wrong:
                print(f"zaad {case.seed} ({case.name}): {case.wrong}", flush=True)
    codes = dict(sorted(Counter(case.code for case in found).items()))
    print(
        f"{len(found)} bestanden, codes {codes}, fout {sum(bool(c.wrong) for c in found)}; "
        f"hoogstens {max(c.seconds for c in found):.1f} s "
        f"(mediaan {median(c.seconds for c in found):.2f}) en {max(c.peak for c in found):.0f} MB"
    )
    return int(any(case.wrong for case in found))


if __name__ == "__main__":
    sys.exit(main())
