"""A proposal as a source profile: what was accepted, and as comments what could not be placed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grip.ingest.mapping import sheet_matches
from grip.ingest.sheets import RawSheet
from grip.matching.meanings import Meaning
from grip.matching.propose import SAID_BY_NAME, Match, Proposal
from grip.schema import TABLES, columns_of

_HEAD = """\
# Bronprofiel, gemaakt door grip koppel uit de inhoud van de bestanden. Lees het na: wat achter #
# staat, is niet geplaatst of niet zeker genoeg. Hoe het werkt, staat in docs/bronnen.md.
"""


@dataclass(frozen=True)
class Accepted:
    """A sheet whose proposal was accepted: the columns that were, and what their values mean."""

    proposal: Proposal
    matches: tuple[Match, ...]
    meanings: Mapping[str, Meaning]

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """The columns that were proposed and not accepted."""
        return tuple(match for match in self.proposal.matches if match not in self.matches)


def source_text(name: str, accepted: Sequence[Accepted], sheets: Sequence[RawSheet]) -> str:
    """Return the source profile as TOML; `sheets` are all that were looked at."""
    files = ", ".join(dict.fromkeys(one.proposal.sheet.file for one in accepted))
    lines = [
        _HEAD, f"naam = {_text(name)}", 'bewijs = "afgeleid"',
        f"bron = {_text(f'grip koppel, uit de inhoud van {files}')}",
    ]  # fmt: skip
    told: set[str] = set()
    for one in accepted:
        table = one.proposal.table
        if table not in told:
            same = [other.proposal for other in accepted if other.proposal.table == table]
            lines += ["", *_part(one, _patterns(same, sheets))]
        told.add(table)
    return "\n".join(lines) + "\n"


def _part(one: Accepted, patterns: Sequence[str]) -> Iterator[str]:
    table = one.proposal.table
    yield f"[deel.{table}]"
    yield f"tabel = {_text(table)}"
    yield f"blad = [{', '.join(map(_text, patterns))}]"
    if any(m.settings and "betekenis" in m.settings for m in one.meanings.values()):
        yield "vervallen_als_gelijk = true"
    yield ""
    yield f"[deel.{table}.kolom]"
    for match in one.matches:
        yield from _column(match, one.meanings[match.column])
    placed = {match.column for match in one.matches}
    for column in (c for t, c in sorted(SAID_BY_NAME) if t == table and c not in placed):
        yield f"{column} = {{ vast = {_text(_first_word(one.proposal.name))} }}"
        yield f"# {column} staat niet in het bestand: dit is het begin van zijn naam"
    for match in one.doubtful:
        yield f"# onzeker: {match.column} = {_text(match.header)}"
    for header in one.proposal.left:
        yield f"# niet geplaatst: {_text(header)}"


def _first_word(name: str) -> str:
    """Return the first word of a name, in small letters."""
    found = re.search(r"[^\W\d_]+", name)
    return found[0].casefold() if found else "onbekend"


def _column(match: Match, meaning: Meaning) -> Iterator[str]:
    settings = dict(meaning.settings or {})
    if not settings and not meaning.codes:
        yield f"{match.column} = {_text(match.header)}"
    else:
        parts = [f"kop = [{_text(match.header)}]"]
        parts += [f"{key} = {_text(value)}" for key, value in settings.items()]
        if meaning.codes:
            codes = ", ".join(f"{_text(c)} = {_text(told)}" for c, told in meaning.codes.items())
            parts.append(f"codes = {{ {codes} }}")
        yield f"{match.column} = {{ {', '.join(parts)} }}"
    if meaning.unknown:
        codes = ", ".join(f"{_text(code)} ({amount})" for code, amount in meaning.unknown)
        yield f"# zonder betekenis: {codes}"


def _patterns(proposals: Sequence[Proposal], sheets: Sequence[RawSheet]) -> list[str]:
    """Return names that fit these sheets also next month, and no other sheet of today."""
    mine = [one.sheet for one in proposals]
    others = [sheet for sheet in sheets if sheet not in mine]
    found = []
    for one in proposals:
        loose = re.sub(r"\d[\d\s_.-]{2,}\d", "*", one.name)
        fits = loose.strip("* _-") and not any(sheet_matches(sheet, loose) for sheet in others)
        found.append(loose if fits else one.name)
    return list(dict.fromkeys(found))


def required_of(table: str) -> frozenset[str]:
    """Return the columns without which the table cannot be loaded."""
    return frozenset(n for n, column in columns_of(TABLES[table]).items() if column.required)


def _text(text: str) -> str:
    """Return a text as TOML writes it; on one line, whatever is in it."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return json.dumps(plain, ensure_ascii=False)
