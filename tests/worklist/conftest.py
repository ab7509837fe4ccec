"""An office with an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worklist.lists import BENEFITS, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office that has laid down its first export."""
    made = Office(tmp_path)
    made.export(uitkeringen=BENEFITS)
    return made
