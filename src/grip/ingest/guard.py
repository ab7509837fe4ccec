"""Personal data at the door: refused, or, where that was asked, left out or made unrecognisable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grip.config import PersonalData
from grip.errors import PrivacyError
from grip.findings import RULES, Finding, Place
from grip.ingest.mapping import table_of
from grip.ingest.names import fold
from grip.ingest.privacy import BSN, PersonalColumn, personal_columns
from grip.ingest.pseudonyms import key_id, open_key, pseudonyms
from grip.ingest.sheets import RawSheet

_PERSON, _PSEUDONYM = "persoon_id", "pseudoniem"
_KEYS = frozenset(map(fold, (_PERSON, "uitkering_id", "voorziening_id", "melding_id")))


@dataclass
class Guard:
    """Lets sheets in as was asked, and remembers what it did to them.

    `known` are the folded headers that the sources of the run look for.
    """

    asked: PersonalData
    known: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    key_id: str = ""
    _key: bytes = b""

    def let_in(self, sheet: RawSheet) -> RawSheet:
        """Return the sheet without personal data.

        Raises:
            PrivacyError: it holds personal data, and nothing was asked to be done about that.
            ConfigError: the key for pseudonyms cannot be used.
        """
        found = personal_columns(sheet)
        if not found:
            return sheet
        treat = {"weglaten": self._left_out, "pseudoniem": self._coded}.get(self.asked.how or "")
        if treat is None:
            raise _refusal(sheet, found)
        letters = sheet.letters or ("",) * len(sheet.header)
        sheet = treat(sheet, found)
        code = "PRIV-WEG" if self.asked.how == "weglaten" else "PRIV-CODE"
        for column in found:
            place = Place(sheet.file, sheet.sheet, None, column.label, letters[column.number])
            self.findings.append(Finding(RULES[code], "", place))
        return sheet

    def _left_out(self, sheet: RawSheet, found: Sequence[PersonalColumn]) -> RawSheet:
        keys = [column for column in found if fold(sheet.header[column.number]) in _KEYS]
        if keys:  # without a key no row can be counted
            raise _refusal(sheet, keys)
        out = {column.number for column in found}
        return sheet.only([number for number in range(len(sheet.header)) if number not in out])

    def _coded(self, sheet: RawSheet, found: Sequence[PersonalColumn]) -> RawSheet:
        if not self._key:
            self._key = open_key(self.asked.key, self.asked.away_from)
            self.key_id = key_id(self._key)
        header = list(sheet.header)
        frame = sheet.frame
        for column in found:
            name = f"c{column.number}"
            coded = pseudonyms(frame.get_column(name), self._key, column.code)
            frame = frame.with_columns(coded.alias(name))
        numbers = [column.number for column in found if column.code == BSN]
        if len(numbers) == 1 and fold(_PERSON) not in map(fold, header):
            # The BSN was who the row is about: called so by grip, or by the source that reads it.
            of_source = table_of(sheet) is None and fold(_PSEUDONYM) in self.known
            header[numbers[0]] = _PSEUDONYM if of_source else _PERSON
        return sheet.with_cells(tuple(header), frame, sheet.letters)


def _refusal(sheet: RawSheet, found: Sequence[PersonalColumn]) -> PrivacyError:
    """Return the refusal of the first column, which names the others too."""
    first, *others = found
    named = ", ".join(f"'{column.label}'" for column in others)
    also = f" Ook met persoonsgegevens: {named}." if others else ""
    return PrivacyError(first.code, where=sheet.origin.label, kolom=first.label, ook=also)
