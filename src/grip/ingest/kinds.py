"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from grip.errors import InputError


class Kind(StrEnum):
    """The kinds of files that a municipality has, in the words of a message."""

    TEXT = "tekst (csv)"
    XLSX = "een Excel-werkmap (xlsx)"
    XLSB = "een binaire Excel-werkmap (xlsb)"
    XLS = "een oude Excel-werkmap (xls)"
    ODS = "een OpenDocument-werkmap (ods)"
    PARQUET = "parquet"
    HTML = "een webpagina"
    LOCKED = "een beveiligde werkmap"
    EMPTY = "leeg"
    ZIP = "een zip-bestand"


WORKBOOKS = frozenset({Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
_PARTS = (("xl/workbook.xml", Kind.XLSX), ("xl/workbook.bin", Kind.XLSB), ("content.xml", Kind.ODS))


def kind_of(data: bytes, file: str) -> Kind:
    """Return the kind of a file.

    Raises:
        InputError: it starts as a zip and is not whole.
    """
    if not data:
        return Kind.EMPTY
    if data.startswith(_OLE):
        return Kind.LOCKED if _ENCRYPTED in data else Kind.XLS
    if data.startswith(b"PAR1"):
        return Kind.PARQUET
    if data.startswith(b"PK"):
        return _kind_of_zip(data, file)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Kind.HTML if start.startswith(_PAGE) else Kind.TEXT


def refuse_other_kinds(data: bytes, file: str, expected: frozenset[Kind]) -> Kind:
    """Return the kind of a file that is one of those expected, or say what it is instead.

    Raises:
        InputError: it is empty, a web page, protected, not whole, or of another kind.
    """
    kind = kind_of(data, file)
    if kind in expected:
        return kind
    if kind is Kind.EMPTY:
        raise InputError("IN-NUL", where=file)
    if kind is Kind.HTML:
        raise InputError("IN-HTML", where=file)
    if kind is Kind.LOCKED:
        raise InputError("IN-WACHTWOORD", where=file)
    raise InputError("IN-SOORT", where=file, soort=str(kind))


def _kind_of_zip(data: bytes, file: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise InputError("IN-STUK", where=file) from None
    return next((kind for part, kind in _PARTS if part in names), Kind.ZIP)
