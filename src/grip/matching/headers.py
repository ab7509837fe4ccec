"""How much a header looks like the name of a canonical column, by the ideas in it."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from grip.ingest.names import fold
from grip.matching.words import COLUMNS, IDEAS, LIGHT, NAMES, NOISE, OWN

_INSIDE = 4  # from this length on a word is also found inside a compound
_CLOSE = 0.84
_STRANGE = 0.3  # what a word weighs that nobody knows


@cache
def _idea_by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for idea, words in IDEAS.items():
        for word in words.split():
            found.setdefault(word, []).append(idea)
    return found


@cache
def tokens(header: str) -> tuple[str, ...]:
    """Return the words of a header in small letters without accents; `%` is a word."""
    plain = unicodedata.normalize("NFKD", header.replace("%", " percentage "))
    text = "".join(sign for sign in plain if not unicodedata.combining(sign))
    text = re.sub(r"(?i)\bm\s*/\s*v\b", "mv", text)
    text = re.sub(r"(?i)\bp\s*/\s*w\b", "pw", text)
    text = re.sub(r"(?i)\bt\s*/\s*m\b", "tot", text)
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text)
    return tuple(part.lower() for part in parts)


@cache
def ideas(header: str) -> tuple[frozenset[str], int]:
    """Return the ideas in a header, and how many of its words nobody knows."""
    found: set[str] = set()
    strange = 0
    for token in tokens(header):
        known = _ideas_of(token)
        if known:
            found |= known
        elif token not in NOISE and not token.isdigit():
            strange += 1
    return frozenset(found), strange


@cache
def _ideas_of(token: str) -> frozenset[str]:
    words = _idea_by_word()
    if token in words:
        return frozenset(words[token])
    if token in NOISE:
        return frozenset()
    inside = [word for word in words if len(word) >= _INSIDE and word in token]
    longest = [w for w in inside if not any(w != other and w in other for other in inside)]
    if longest:
        return _with_tail(token, longest)
    near = [w for w in words if len(w) >= 2 + _INSIDE and _ratio(w, token) >= _CLOSE]
    return frozenset(idea for word in near for idea in words[word])


def _with_tail(token: str, inside: list[str]) -> frozenset[str]:
    """Add what a compound ends in: `trajectnr`, `invoerdat`."""
    words = _idea_by_word()
    found = {idea for word in inside for idea in words[word]}
    for tail in ("nr", "num", "dat"):
        if token.endswith(tail) and not any(w.endswith(tail) for w in inside):
            found |= set(words[tail])
    return frozenset(found)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def header_score(header: str, table: str, column: str) -> float:
    """Return from 0 to 1 how much a header says that it is this column of this table."""
    if fold(header) == fold(column):
        return 1.0
    found, strange = ideas(header)
    free = _ideas_of_table(table)
    ways = _ways(OWN.get((table, column)) or COLUMNS[column])
    return max(_likeness(found, way, free, strange) for way in ways)


def name_score(name: str, table: str) -> float:
    """Return from 0 to 1 how much the name of a file or sheet says that it is this table."""
    if fold(name) == fold(table):
        return 1.0
    found, strange = ideas(name)
    return max(_likeness(found, way, frozenset(), strange) for way in _ways(NAMES.get(table, "")))


@cache
def _ways(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(way.split()) for way in text.split(", "))


@cache
def _ideas_of_table(table: str) -> frozenset[str]:
    return frozenset().union(*_ways(NAMES.get(table, "")))


def _likeness(
    found: frozenset[str], way: frozenset[str], free: frozenset[str], strange: int
) -> float:
    """Return the weight of the ideas in common over that of all, the table's own not counted."""
    common = _weight(found & way)
    if not common:
        return 0.0
    extra = _weight(found - way - free) + _STRANGE * strange
    return common / (_weight(way) + extra)


def _weight(found: frozenset[str]) -> float:
    return sum(LIGHT.get(idea, 1.0) for idea in found)
