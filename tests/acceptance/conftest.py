"""The sample town and its reports of 2020: made once, looked at by many tests, changed by none."""

from __future__ import annotations

from pathlib import Path

import pytest

from grip.errand import Errand
from grip.reports.charts.press import Press
from tests.acceptance.running import done, small_town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `grip voorbeeld` writes; tests write nowhere in it."""
    folder = tmp_path_factory.mktemp("voorbeeld") / "uithoorn"
    done("voorbeeld", folder)
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred persons of the sample; tests write nowhere in it."""
    return small_town(tmp_path_factory.mktemp("klein") / "klein")


@pytest.fixture(scope="session")
def internal(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal report of 2020."""
    out = tmp_path_factory.mktemp("intern")
    done("rapport", "--periode", "2020", "--uit", out, cwd=town)
    return out / "rapport-2020"


@pytest.fixture(scope="session")
def public(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public report of 2020."""
    out = tmp_path_factory.mktemp("openbaar")
    done("rapport", "--periode", "2020", "--publiek", "openbaar", "--uit", out, cwd=town)
    return out / "rapport-2020"


@pytest.fixture
def without_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports without charts, in less than half the time, where the charts prove nothing.

    They are made in one process: on busy cores a second one saves no time.
    """
    monkeypatch.setattr(Errand, "__enter__", lambda self: self)
    monkeypatch.setattr(Press, "start", lambda self, figures, folder: None)
    monkeypatch.setattr(Press, "finish", lambda self: None)
