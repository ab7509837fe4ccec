"""The worklist of a run: what there is to do, held beside the memory, as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from grip.discipline.overview import Discipline
from grip.discipline.signals import Moment
from grip.findings import Finding
from grip.indicators.views.caseload import Caseload
from grip.ingest.load import Loaded
from grip.periods import shift_months
from grip.reports.files.tabular import as_json
from grip.reports.workbook.worklist import worklist_bytes
from grip.worklist.items import Item, items_of
from grip.worklist.memory import BOOK, FILE, Memory, judged, recall, remember

WORKLIST = (BOOK, FILE)
"""The files of a worklist: for people, and for the next run."""


def recalled(out: Path, name: str, memory: Path | None, day: date) -> Memory:
    """Return what the worklists in `out`, and in the folder `memory`, know of before `day`.

    `name` is the folder in `out` that this run writes.

    Raises:
        InputError: an earlier worklist cannot be read.
    """
    places = dict.fromkeys([out, *([memory] if memory is not None else [])])
    return recall(list(places), out / name, day)


def worklist_files(
    caseload: Caseload, loaded: Loaded, findings: Sequence[Finding], day: date, before: Memory,
    kept: Discipline, municipality: str, sample: str,
) -> tuple[list[Item], dict[str, bytes]]:  # fmt: skip
    """Return the items of the worklist with their state, and its files by name."""
    places = {count.table: (count.file, count.sheet) for count in loaded.counts}
    at = Moment(caseload, loaded.rows, day, before.day or shift_months(day, -1))
    found = items_of(at, findings, loaded.left_out, places)
    items = judged(found, before, day, loaded.tables)
    return items, {
        BOOK: worklist_bytes(items, kept, day, municipality, sample),
        FILE: as_json(remember(before, items, day)).encode(),
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files in a folder that is being built aside."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
