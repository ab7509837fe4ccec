"""Pseudonyms: what a value becomes under a secret key, and where that key is kept.

Plain hashing is no protection: all valid BSNs are tried in a minute. With a key that nobody outside
the organisation has, there is nothing to try (HMAC, RFC 2104, with SHA-256).
"""

from __future__ import annotations

import contextlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from grip.errors import ConfigError
from grip.ingest.names import EDGE

_BYTES = 32
_SHOWN = 24  # hexadecimal digits of a pseudonym: 96 bits
_ID = 8
_PURPOSE = "grip/pseudoniem/1"
_KEY = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")
_BSN = r"^(?:\d{8,9}|\d{4}\.\d\d\.\d{3}|\d{3}[. ]\d{3}[. ]\d{3})(?:\.0)?$"


def open_key(path: Path | None, away_from: Iterable[Path]) -> bytes:
    """Return the key in the file `path`; a file that is not there is made, for its owner only.

    Raises:
        ConfigError: no file was named; it lies with the data or the output, can be read by others,
            or holds no key.
    """
    if path is None:
        raise ConfigError("SLEUTEL-GEEN")
    place = path.expanduser().resolve()
    if any(folder.resolve() in place.parents for folder in away_from):
        raise ConfigError("SLEUTEL-PLAATS", where=path.name)
    try:
        with contextlib.suppress(FileExistsError):
            _make(place)
        if os.name == "posix" and place.stat().st_mode & 0o077:
            raise ConfigError("SLEUTEL-RECHTEN", where=path.name)
        text = place.read_text("ascii").strip()
    except (OSError, UnicodeError):
        raise ConfigError("SLEUTEL-LEZEN", where=path.name) from None
    if not _KEY.fullmatch(text):
        raise ConfigError("SLEUTEL-LEZEN", where=path.name)
    return bytes.fromhex(text)


def key_id(key: bytes) -> str:
    """Return by what a key is known without giving it away: for the manifest."""
    return hmac.digest(key, b"grip/sleutel/1", "sha256").hex()[:_ID]


def pseudonyms(values: pl.Series, key: bytes, purpose: str) -> pl.Series:
    """Return the values as pseudonyms; empty stays empty, and equal values of a kind stay equal.

    A number of 8 or 9 digits is the same number with or without points and leading zero.
    """
    cell = pl.col("cel")
    bare = values.str.strip_chars(EDGE).rename("cel").to_frame()
    digits = cell.str.replace(r"\.0$", "").str.replace_all(r"[. ]", "").str.zfill(9)
    plain = bare.select(
        pl.when(cell.str.contains(_BSN))
        .then(digits)
        .when(cell != "")
        .then(cell.str.to_lowercase().str.replace_all(r"\s+", " "))
    ).to_series()
    known = plain.drop_nulls().unique()
    coded = pl.Series([_pseudonym(text, key, purpose) for text in known], dtype=pl.String)
    return plain.replace_strict(known, coded, default=None, return_dtype=pl.String)


def _pseudonym(text: str, key: bytes, purpose: str) -> str:
    message = "\0".join((_PURPOSE, purpose, text)).encode()
    # The letter in front keeps a spreadsheet from taking it for a number.
    return "p" + hmac.digest(key, message, "sha256").hex()[:_SHOWN]


def _make(place: Path) -> None:
    """Write a new key where nothing stands yet, readable by its owner only from the first byte."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(_BYTES) + "\n")
