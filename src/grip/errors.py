"""Mistakes that a user can repair, told apart from faults in grip itself.

Every message has a code, says *what* is wrong, *where* and *how to go on*, in Dutch, and never
holds the content of a cell. `grip.error_texts` is the one list of codes.
"""

from __future__ import annotations

from typing import ClassVar

from grip.error_texts import CODES


class GripError(Exception):
    """A mistake with a code, a place and a way on. Never raised as such: use a family below."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, *, where: str = "", **names: object) -> None:
        names.setdefault("suggestie", "")
        names.setdefault("ook", "")
        self.code = code
        self.where = where
        self.title = CODES[code].title.format(**names)
        self.advice = CODES[code].advice.format(**names)
        super().__init__(f"{code}: {self.title}")


class InternalError(GripError):
    """A check of grip on itself failed: our fault, not the user's (exit 1)."""


class UsageError(GripError):
    """The command line is wrong (exit 2)."""

    exit_code = 2


class InputError(GripError):
    """The input data is refused (exit 3)."""

    exit_code = 3


class StrictError(GripError):
    """There are warnings and --streng asks for none (exit 4)."""

    exit_code = 4


class OutputError(GripError):
    """The output cannot be written (exit 5)."""

    exit_code = 5


class ConfigError(GripError):
    """The configuration is refused (exit 6)."""

    exit_code = 6


class PrivacyError(GripError):
    """The input holds what grip must not see (exit 7)."""

    exit_code = 7


class LockedError(GripError):
    """Another run holds the lock of the output folder (exit 8)."""

    exit_code = 8


def suggestion(wrong: str, known: list[str]) -> str:
    """Return ` Bedoelde u '…'?` with the nearest known name, or an empty string."""
    from difflib import get_close_matches

    near = get_close_matches(wrong.casefold(), {name.casefold(): name for name in known}, n=1)
    lookup = {name.casefold(): name for name in known}
    return f" Bedoelde u '{lookup[near[0]]}'?" if near else ""
