"""Run grip as a user does, in this process or in one of its own, and keep what it said."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from grip.cli import _run

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample" / "uithoorn"
DALFSEN = ROOT / "data" / "sample" / "dalfsen"
PUBLISHED = ROOT / "data" / "published"
SMALL_TABLES = ("personen", "uitkeringen", "meldingen", "arbeidsvermogen")

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Said:
    """What one command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def grip(*arguments: object, cwd: Path | None = None) -> Said:
    """Run a command in this process, in the folder `cwd`."""
    out, err = io.StringIO(), io.StringIO()
    folder = contextlib.chdir(cwd) if cwd else contextlib.nullcontext()
    with folder, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = _run([str(argument) for argument in arguments])
    return Said(code, out.getvalue(), err.getvalue())


def done(*arguments: object, cwd: Path | None = None) -> Said:
    """Run a command that must succeed."""
    said = grip(*arguments, cwd=cwd)
    assert said.code == 0, said.text
    return said


def start(*arguments: object, cwd: Path, env: dict[str, str] | None = None) -> subprocess.Popen:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "grip", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def grip_apart(*arguments: object, cwd: Path, env: dict[str, str] | None = None) -> Said:
    """Run a command in a process of its own, with other environment variables where given."""
    with start(*arguments, cwd=cwd, env=env) as process:
        out, err = process.communicate(timeout=120)
    return Said(process.returncode, out, err)


def small_town(folder: Path) -> Path:
    """Write a hundred persons of the sample with the tables a report cannot do without."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in SMALL_TABLES:
        header, *lines = (SAMPLE / f"{table}.csv").read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if b"P0000" in line]
        (folder / f"{table}.csv").write_bytes(b"".join([header, *kept]))
    shutil.copy(SAMPLE / "grip.toml", folder)
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder, with the hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def moments(folder: Path) -> dict[str, int]:
    """Return when every file and folder below a folder was last changed."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in [folder, *sorted(folder.rglob("*"))]
    }


def rows_of(path: Path) -> Rows:
    """Return the rows of a csv file that grip wrote, every cell as text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def sheets_of(report: Path, *, values: bool = True) -> dict[str, Any]:
    """Every sheet of the report and of the workbook with its background, by name."""
    paths = [report / name for name in ("rapport.xlsx", "achtergrond.xlsx")]
    books = [openpyxl.load_workbook(path, data_only=values) for path in paths if path.is_file()]
    return {sheet.title: sheet for book in reversed(books) for sheet in book}
