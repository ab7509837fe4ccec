"""Names of tables and columns as people write them, brought to one form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

EDGE = " \t\r\n\u00a0\u202f\u200b\u200c\u200d\u2060\ufeff"
"""What may stand around a value without meaning anything: spaces, NBSP and zero-width marks."""

_MAX_LABEL = 60


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return `name` without case, accents, spaces, underscores and other signs.

    Two names that fold alike are the same name: `Geboorte datum` and `geboortedatum`.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def header_label(header: str, number: int) -> str:
    """Return a header as it may be shown in a message.

    A file without a header line has data there, so a header that looks like a case number is
    shown by its position only.
    """
    shown = " ".join(header.strip(EDGE).split())
    if not shown or re.search(r"\d{5}", re.sub(r"\W", "", shown)):
        return f"kolom {number} (zonder kop)"
    return shown[:_MAX_LABEL]
