"""Read csv: encoding and delimiter are found out, every field stays text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import polars as pl

from grip.errors import InputError
from grip.ingest.sheets import Origin, RawSheet, sheet_of_grid

_DELIMITERS = ";,\t|"
_SAMPLE = 1 << 18
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_EMPTY_LINES = re.compile(rb"(?:[ \t;,|\r]*\n)+")
# How many columns beyond the header are tried, in turn, when a row has more fields than that.
_EXTRA = (0, 16, 256, 4096)


def read_csv(data: bytes, file: str, sha256: str) -> Iterator[RawSheet]:
    """Yield the one sheet of a csv file.

    Raises:
        InputError: the bytes are no text, or quotes are opened and not closed.
    """
    origin = Origin(file, sha256)
    text, first_row = _without_empty_start(_as_utf8(data, file))
    if not text.strip():
        yield sheet_of_grid(origin, pl.DataFrame())
        return
    delimiter, width = detect_delimiter(text[:_SAMPLE].decode("utf-8", errors="ignore"))
    grid = _grid(text, delimiter, width, file)
    yield sheet_of_grid(origin, grid, first_row=first_row, width=width)


def detect_delimiter(text: str) -> tuple[str, int]:
    """Return the delimiter that gives the first line the most fields, and how many.

    What stands between quotes does not count. A line without any delimiter is one field.
    """
    line = _QUOTED.sub("", text).split("\n", 1)[0]
    best = max(_DELIMITERS, key=line.count)
    return best, line.count(best) + 1


def _as_utf8(data: bytes, file: str) -> bytes:
    """Return the text in utf-8 with `\\n` or `\\r\\n` line ends, whatever the file used."""
    try:
        text = _recoded(data)
    except UnicodeError:
        raise _unreadable(file) from None
    if b"\0" in text:
        raise _unreadable(file)
    if b"\r" in text and b"\n" not in text:
        return text.replace(b"\r", b"\n")
    return text


def _recoded(data: bytes) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252").encode()
    return data


def _without_empty_start(text: bytes) -> tuple[bytes, int]:
    """Drop the empty lines above the header; return the rest and its first row number."""
    empty = _EMPTY_LINES.match(text)
    if empty is None:
        return text, 1
    return text[empty.end() :], empty.group().count(b"\n") + 1


def _grid(text: bytes, delimiter: str, width: int, file: str) -> pl.DataFrame:
    for extra in _EXTRA:
        try:
            return pl.read_csv(
                text,
                separator=delimiter,
                has_header=False,
                schema={f"c{n}": pl.String for n in range(width + extra)},
                missing_columns="insert" if extra else "raise",
            )
        # The text of the error quotes the file: it is dropped here, never shown.
        except pl.exceptions.PolarsError:
            continue
    raise _unreadable(file)


def _unreadable(file: str) -> InputError:
    return InputError("IN-LEZEN", where=file, soort="csv")
