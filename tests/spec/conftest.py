"""The fixture `spec`: checks a statement against the engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.spec.statement import Statement, check


@pytest.fixture
def spec() -> Callable[..., None]:
    """Return the function with which a spec makes a statement, see `Statement`."""

    def stated(indicator: str, **said: object) -> None:
        check(Statement.of(indicator, said))

    return stated
