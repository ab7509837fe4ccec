"""Read a workbook in a process of its own, which may fail without taking the run along.

The readers of xls, xlsb and ods are native code, and a damaged file can make them ask for all
memory and abort. An abort cannot be caught; a process that aborts can be told of.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys

import polars as pl

from grip.errors import InputError
from grip.ingest.grids import Grids

_SERVE = "from grip.ingest.quarantine import serve; serve()"
_SECONDS = 120
_MEMORY = 4 << 30
_FAULT = 1  # the code of a process that ends by an exception, and not by force


def read_apart(data: bytes, file: str) -> Grids:
    """Return the sheets of a workbook.

    Raises:
        InputError: the workbook is damaged, or asks for more memory or time than is reasonable.
    """
    try:
        done = subprocess.run(
            [sys.executable or "", "-P", "-c", _SERVE],
            input=data, capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise InputError("IN-OMVANG", where=file) from None
    if done.returncode:
        code = "IN-STUK" if done.returncode == _FAULT else "IN-OMVANG"
        raise InputError(code, where=file)
    return _unpacked(done.stdout)


def serve() -> None:
    """Read the workbook on stdin and write its sheets to stdout."""
    _limit_memory()
    from grip.ingest.grids import grids_of

    sys.stdout.buffer.write(_packed(grids_of(sys.stdin.buffer.read())))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _packed(grids: Grids) -> bytes:
    """Return a line that says what follows, and the cells of every sheet."""
    bodies = []
    for grid, _ in grids.values():
        body = io.BytesIO()
        grid.write_ipc(body)
        bodies.append(body.getvalue())
    head = [
        [name, hidden, len(body)]
        for (name, (_, hidden)), body in zip(grids.items(), bodies, strict=True)
    ]
    return json.dumps(head).encode() + b"\n" + b"".join(bodies)


def _unpacked(text: bytes) -> Grids:
    head, _, rest = text.partition(b"\n")
    grids: Grids = {}
    for name, hidden, size in json.loads(head):
        grids[name] = pl.read_ipc(io.BytesIO(rest[:size])), hidden
        rest = rest[size:]
    return grids
