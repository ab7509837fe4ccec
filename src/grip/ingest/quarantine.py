"""Read a file in a process of its own, which may fail without taking the run along.

The readers of workbooks and parquet are native code, and a damaged file can make them panic, or
ask for all memory and abort. An abort cannot be caught; a process that aborts can be told of.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable

import polars as pl

from grip.errors import InputError
from grip.ingest.columnar import grid_of_parquet
from grip.ingest.error_cells import find_error_cells
from grip.ingest.grids import Grid, Grids, grids_of

READERS: dict[str, Callable[[bytes], Grids]] = {
    "werkmap": grids_of,
    "werkmap met fouten": lambda data: grids_of(data, errors=find_error_cells(data)),
    "parquet": lambda data: {"": Grid(grid_of_parquet(data))},
}
_SERVE = "from grip.ingest.quarantine import serve; serve({how!r})"
_FAULT = 1  # the code of a process that ends by an exception, and not by force
# What a process may take: some to begin with, of which a third is reserved and hardly used,
# and more for every byte of the file. Measured: a workbook unpacks to some 80 times its size.
_MEMORY, _MEMORY_PER_BYTE, _MOST_MEMORY = 3 << 29, 250, 8 << 30
_SECONDS, _BYTES_PER_SECOND = 20, 200_000


def read_apart(data: bytes, file: str, how: str = "werkmap") -> Grids:
    """Return the sheets of a workbook, or the one of a parquet file.

    Raises:
        InputError: the file is damaged, or asks for more memory or time than is reasonable.
    """
    try:
        done = subprocess.run(
            [sys.executable or "", "-P", "-c", _SERVE.format(how=how)],
            input=data, capture_output=True, check=False,
            timeout=_SECONDS + len(data) / _BYTES_PER_SECOND,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise InputError("IN-OMVANG", where=file) from None
    if done.returncode:
        code = "IN-STUK" if done.returncode == _FAULT else "IN-OMVANG"
        raise InputError(code, where=file)
    return _unpacked(done.stdout)


def serve(how: str) -> None:
    """Read the file on stdin and write its sheets to stdout."""
    data = sys.stdin.buffer.read()
    _limit_memory(min(_MEMORY + len(data) * _MEMORY_PER_BYTE, _MOST_MEMORY))
    sys.stdout.buffer.write(_packed(READERS[how](data)))


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _packed(grids: Grids) -> bytes:
    """Return a line that says what follows, and the cells of every sheet."""
    head, bodies = [], []
    for name, grid in grids.items():
        body = io.BytesIO()
        grid.cells.write_ipc(body)
        bodies.append(body.getvalue())
        head.append([name, grid.hidden, grid.left, len(bodies[-1])])
    return json.dumps(head).encode() + b"\n" + b"".join(bodies)


def _unpacked(text: bytes) -> Grids:
    head, _, rest = text.partition(b"\n")
    grids: Grids = {}
    for name, hidden, left, size in json.loads(head):
        grids[name] = Grid(pl.read_ipc(io.BytesIO(rest[:size])), hidden, left)
        rest = rest[size:]
    return grids
