"""From files to proposals and from answers to a source profile: the steps of grip koppel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grip.config import PersonalData, Profile
from grip.errors import InputError
from grip.ingest.guard import Guard
from grip.ingest.mapping import table_of
from grip.ingest.names import fold
from grip.ingest.read import find_sources, read_sheets
from grip.ingest.sheets import RawSheet
from grip.matching.draft import Accepted, required_of, source_text
from grip.matching.meanings import Meaning, meaning_of
from grip.matching.propose import Match, Proposal, Sureness, propose
from grip.schema import TABLES, columns_of

Ask = Callable[[str], bool]


@dataclass(frozen=True)
class Coupling:
    """What was seen of some files, and what is proposed for each sheet."""

    sheets: tuple[RawSheet, ...]
    proposals: tuple[Proposal, ...]
    meanings: tuple[dict[str, Meaning], ...]


def couple(
    paths: Iterable[Path], profile: Profile, personal: PersonalData | None = None
) -> Coupling:
    """Return what the sheets of these files and folders are proposed to be.

    Raises:
        InputError: there is no such file, it cannot be read, or there is no table in any of them.
        PrivacyError: a column holds personal data.
    """
    guard = Guard(personal or PersonalData())
    sheets = [sheet for path in paths for sheet in _sheets(path, guard)]
    if not sheets:
        raise InputError("IN-LEEG")
    proposals = propose(sheets, profile)
    meanings = [
        {match.column: meaning_of(one, match, profile) for match in one.matches}
        for one in proposals
    ]  # fmt: skip
    return Coupling(tuple(sheets), tuple(proposals), tuple(meanings))


def _sheets(path: Path, guard: Guard) -> list[RawSheet]:
    found = []
    for source in find_sources(path):
        # No name is known beforehand: the header is the first row that is as wide as the table.
        for sheet in read_sheets(source, frozenset()):
            sheet = guard.let_in(sheet)
            if sheet.header and sheet.frame.height and not sheet.origin.hidden:
                found.append(sheet)
    return found


def is_known(proposal: Proposal) -> bool:
    """Whether grip reads the sheet without a source profile."""
    table = table_of(proposal.sheet)
    if table is None:
        return False
    found = set(map(fold, proposal.sheet.header))
    return found <= {fold(name) for name in columns_of(TABLES[table])}


def accept(coupling: Coupling, ask: Ask | None) -> list[Accepted]:
    """Return what is accepted: by answers, or without anyone to ask all that is not unsure.

    A column that its table cannot do without is taken along with the table.
    """
    accepted = []
    for proposal, meanings in zip(coupling.proposals, coupling.meanings, strict=True):
        if not proposal.table or proposal.lacking or is_known(proposal):
            continue
        if ask is not None and not ask(f"Is '{proposal.name}' de tabel {proposal.table}?"):
            continue
        needed = required_of(proposal.table)
        matches = tuple(m for m in proposal.matches if m.column in needed or _taken(m, ask))
        accepted.append(Accepted(proposal, matches, meanings))
    return accepted


def _taken(match: Match, ask: Ask | None) -> bool:
    if match.sureness is not Sureness.UNSURE:
        return True
    return ask is not None and ask(f"  Is '{match.header}' de kolom {match.column}?")


def draft(name: str, accepted: Sequence[Accepted], coupling: Coupling) -> str:
    """Return the source profile as text."""
    return source_text(name, accepted, coupling.sheets)


def rows_of(coupling: Coupling) -> list[dict[str, Any]]:
    """Return the proposals as plain rows, for the terminal and for machines."""
    return [
        {
            "bestand": one.sheet.file,
            "blad": one.sheet.sheet,
            "rijen": one.sheet.frame.height,
            "tabel": one.table or None,
            "zekerheid": str(one.sureness),
            "bekend": is_known(one),
            "kolommen": [_column(match, meanings[match.column]) for match in one.matches],
            "niet_geplaatst": list(one.left),
            "ontbreekt": list(one.lacking),
        }
        for one, meanings in zip(coupling.proposals, coupling.meanings, strict=True)
    ]


def _column(match: Match, meaning: Meaning) -> dict[str, Any]:
    return {
        "kop": match.header,
        "kolom": match.column,
        "zekerheid": str(match.sureness),
        "codes": dict(meaning.codes),
        "codes_zonder_betekenis": dict(meaning.unknown),
        "instellingen": dict(meaning.settings or {}),
        "zekerheid_instellingen": str(meaning.sureness) if meaning.settings is not None else "",
    }
