"""Read csv: encoding and delimiter are found out, every field stays text."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from grip.errors import InputError
from grip.ingest.kinds import Kind, refuse_other_kinds
from grip.ingest.sheets import KNOWN, ROW, Origin, RawSheet, sheet_of_grid

_DELIMITERS = ";,\t|"
_CALLED = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}
_BLANK = " \t\r;,|"
# A whole line as one quoted field, with signs in it that would separate fields.
_WRAPPED = re.compile(rb'"(?:[^"]|"")*[;,\t|](?:[^"]|"")*"\r?')
_FIRST_LINES = 50
_SAMPLE = 1 << 18
_LOOK = 2_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_TOLD = re.compile(rb"(?i)sep=([;,|\t])\r?\n")
_CONTENT = re.compile(rb"\S")
_EMPTY_LINES = re.compile(rb"(?:[ \t;,|\r]*\n)+")
# How many columns beyond the header are tried, in turn, when a row has more fields than that.
_EXTRA = (0, 16, 256, 4096)


def read_csv(data: bytes, file: str, known: frozenset[str] = KNOWN) -> Iterator[RawSheet]:
    """Yield the one sheet of a csv file.

    Raises:
        InputError: the bytes are no text, or quotes are opened and not closed.
    """
    refuse_other_kinds(data, file, frozenset({Kind.TEXT}))
    whole, encoding = _as_utf8(data, file)
    origin = Origin(file, notation=encoding)
    text, first_row = _without_empty_start(whole)
    told = _TOLD.match(text)
    if told:
        text, first_row = text[told.end() :], first_row + 1
    if not _CONTENT.search(text):
        yield sheet_of_grid(origin, pl.DataFrame())
        return
    text = _unwrapped(text)
    sample = text[:_SAMPLE].decode("utf-8", errors="ignore")
    delimiter, width = detect_delimiter(sample, told[1].decode() if told else _DELIMITERS)
    origin = replace(origin, notation=f"{encoding}, {_CALLED[delimiter]}")
    grid = _grid(text, delimiter, width, first_row, file)
    fields = tuple(line.count(delimiter) + 1 for line in _lines(sample))
    yield sheet_of_grid(origin, grid, width=width, fields=fields, known=known)


def _unwrapped(text: bytes) -> bytes:
    """Return lines that were put between quotes as a whole, as Excel does, without those.

    A line that was not, further on or below the table, stays as it is.
    """
    lines = text[:_SAMPLE].rstrip().split(b"\n")[:_FIRST_LINES]
    if not all(_WRAPPED.fullmatch(line) for line in lines):
        return text
    return b"\n".join(map(_bare, text.rstrip().split(b"\n")))


def _bare(line: bytes) -> bytes:
    wrapped = _WRAPPED.fullmatch(line)
    return line.rstrip(b"\r")[1:-1].replace(b'""', b'"') if wrapped else line


def detect_delimiter(text: str, choices: str = _DELIMITERS) -> tuple[str, int]:
    """Return the delimiter that cuts the lines into equal parts, and into how many.

    That is the one by which most lines have the same number of fields, more than one; of equals
    the one with the most fields. What stands between quotes does not count, and a title above the
    header or a total below does not either: they are few. Without any delimiter it is one field.
    """
    lines = [line for line in _lines(text) if line.strip(_BLANK)]
    best = choices[0], 1
    score = (0, 0)
    for delimiter in choices:
        counts = Counter(line.count(delimiter) for line in lines if delimiter in line)
        for usual, often in counts.most_common(1):
            if (often, usual) > score:
                best, score = (delimiter, usual + 1), (often, usual)
    return best


def _lines(text: str) -> list[str]:
    """Return the lines without what stands between quotes, line ends included.

    A sign stays behind where there was anything, so that a line of quoted cells is not empty.
    """
    return _QUOTED.sub(lambda found: "q" if found[0].strip('" ') else "", text).split("\n")


def _as_utf8(data: bytes, file: str) -> tuple[bytes, str]:
    """Return the text in utf-8 with `\\n` or `\\r\\n` line ends, and the encoding of the file."""
    try:
        text, encoding = _recoded(data)
    except UnicodeError:
        raise _unreadable(file) from None
    if b"\0" in text:
        raise _unreadable(file)
    if b"\f" in text:  # a new page of a printed list
        text = text.replace(b"\f", b"")
    if b"\r" in text and b"\n" not in text:
        text = text.replace(b"\r", b"\n")
    return text, encoding


def _recoded(data: bytes) -> tuple[bytes, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").encode(), "utf-16"
    for start, encoding in enumerate(("utf-16-be", "utf-16-le")):  # without a mark in front
        if len(data) > 1 and data[start:_LOOK:2].count(0) > 0.8 * len(data[start:_LOOK:2]):
            return data.decode(encoding).encode(), "utf-16"
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.isascii():
        return data, "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252").encode(), "cp1252"
    return data, "utf-8"


def _without_empty_start(text: bytes) -> tuple[bytes, int]:
    """Drop the empty lines above the header; return the rest and its first row number."""
    empty = _EMPTY_LINES.match(text)
    if empty is None:
        return text, 1
    return text[empty.end() :], empty.group().count(b"\n") + 1


def _grid(text: bytes, delimiter: str, width: int, first_row: int, file: str) -> pl.DataFrame:
    """Return the cells with the number of their row, which is cheapest while reading."""
    for extra in _EXTRA:
        try:
            return pl.read_csv(
                text,
                separator=delimiter,
                has_header=False,
                schema={f"c{n}": pl.String for n in range(width + extra)},
                row_index_name=ROW,
                row_index_offset=first_row,
                missing_columns="insert" if extra else "raise",
            )
        # The text of the error quotes the file: it is dropped here, never shown.
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            continue
    raise _unreadable(file)


def _unreadable(file: str) -> InputError:
    return InputError("IN-LEZEN", where=file, soort="csv")
