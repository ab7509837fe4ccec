"""Find the source files and read their sheets as text, whatever the format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from grip.errors import InputError
from grip.ingest.delimited import read_csv
from grip.ingest.parquet import read_parquet
from grip.ingest.sheets import KNOWN, RawSheet
from grip.ingest.workbooks import read_workbook

Reader = Callable[[bytes, str, frozenset[str]], Iterator[RawSheet]]

# A reader gets the bytes of the file, its name and the names by which a header is known.
# A new format is one line here.
READERS: dict[str, Reader] = {
    ".csv": read_csv,
    ".txt": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".xls": read_workbook,
    ".xlsb": read_workbook,
    ".ods": read_workbook,
    ".parquet": read_parquet,
}
# Files that may well hold data but that grip does not read: they are named, not passed over.
# Files that grip itself puts in a folder with exports, or tells people to put there.
_NO_DATA = frozenset({"readme", "bevindingen"})
_UNREAD = frozenset({".json", ".xml", ".zip", ".pdf", ".docx"})


def find_sources(path: Path) -> list[Path]:
    """Return the data files in the folder `path` (subfolders not read), or the file `path`.

    Raises:
        InputError: there is no such folder or file, or the folder holds no data file.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError("IN-MAP", where=str(path))
    try:
        sources = [file for file in _files(path) if file.suffix.casefold() in READERS]
    except OSError:
        raise InputError("IN-RECHT", where=str(path)) from None
    if not sources:
        raise InputError("IN-LEEG", where=str(path))
    return sources


def unread_files(path: Path) -> list[Path]:
    """Return the files in the folder that look like data, in a format that is not read."""
    if not path.is_dir():
        return []
    return [file for file in _files(path) if file.suffix.casefold() in _UNREAD]


def read_sheets(path: Path, known: frozenset[str] = KNOWN) -> Iterator[RawSheet]:
    """Yield the sheets of one file, every cell as text; a header is told by the `known` names.

    Raises:
        InputError: the file is not what its extension says, is damaged or is protected.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        raise InputError("IN-LEZEN", where=path.name, soort="csv, Excel of parquet")
    try:
        data = path.read_bytes()
    except OSError:
        raise InputError("IN-LEZEN", where=path.name, soort="bestand") from None
    with ThreadPoolExecutor(1) as pool:  # the hash of a large file takes as long as its reading
        digest = pool.submit(hashlib.sha256, data)
        for sheet in reader(data, path.name, known):
            origin = replace(sheet.origin, sha256=digest.result().hexdigest())
            yield replace(sheet, origin=origin)


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder in a fixed order, without lock files and the like."""
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file()
        and not file.name.startswith(("~$", "."))
        and file.stem.casefold() not in _NO_DATA
        and file.name.casefold() != "grip.toml"
    )
