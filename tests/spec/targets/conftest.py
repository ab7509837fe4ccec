"""The fixture `target`: on these tables and this day, a target has this outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from grip.config import Profile
from grip.plan import Target
from grip.schema import TABLES
from grip.targets.attain import attain
from tests.spec.tables import rows_of
from tests.support import caseload, profile


def attained(
    day: str, tables: dict[str, str], of: Profile, extraction: date | None = None
) -> dict[str, dict[str, Any]]:
    """Return the rows of the frame for a reference date, by line."""
    rows = {name: rows_of(name, text) for name, text in tables.items()}
    frame = attain(caseload(rows, of), date.fromisoformat(day), extraction=extraction).frame
    found = [row for row in frame.iter_rows(named=True) if str(row["periode_eind"]) == day]
    lines = {row["regel"]: row for row in found}
    assert len(lines) == len(found)
    return lines


def with_targets(name: str = "standaard", **declared: dict[str, Any]) -> Profile:
    """Return a shipped profile with these targets instead of its own."""
    said = {"omschrijving": "Een doel", "bron": "plan"}
    targets = {id: Target.model_validate(said | keys) for id, keys in declared.items()}
    return profile(name).model_copy(update={"doel": targets})


@pytest.fixture
def target() -> Callable[..., None]:
    """Return the function with which a spec says what comes of a target."""

    def stated(line: str, on: str, of: Profile | None = None, **said: Any) -> None:
        tables = {name: said.pop(name) for name in list(said) if name in TABLES}
        row = attained(on, tables, of or profile("uithoorn"))[line]
        found = {name: row[name] for name in said}
        for name, value in said.items():
            if isinstance(value, float):
                assert found[name] == pytest.approx(value), f"{name}: {found[name]}, not {value}"
            else:
                assert found[name] == value, f"{name}: {found[name]}, not {value}"

    return stated
