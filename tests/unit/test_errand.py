"""An errand gives what the job gives, wherever it is done, and its fault is a fault here."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from grip.commands.report import _APART
from grip.errand import Errand


def test_the_job_is_done_in_a_process_of_its_own() -> None:
    with Errand("import json") as errand:
        errand.begin(os.getpid)
        assert errand.finish() not in (None, os.getpid())


def test_the_process_is_not_taken_apart(tmp_path: Path) -> None:
    """It ends at once when it has given what came of it: what Python does at the end is left."""
    left = tmp_path / "opgeruimd"
    with Errand(f"import atexit; atexit.register(open, {str(left)!r}, 'w')") as errand:
        errand.begin(partial(max, 1, 2))
        assert errand.finish() == 2
        assert errand._process is not None
        assert errand._process.wait() == 0
    assert not left.exists()


def test_where_no_process_can_be_had_it_is_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nergens"))
    with Errand() as errand:
        errand.begin(os.getpid)
        assert errand.finish() == os.getpid()


@pytest.mark.parametrize("ready", ["", "raise SystemExit(1)"])
def test_what_fails_there_fails_here(ready: str) -> None:
    with Errand(ready) as errand, pytest.raises(ZeroDivisionError):
        errand.begin(partial(divmod, 1, 0))
        errand.finish()


def test_the_errand_of_a_report_can_be_made_ready() -> None:
    """Else it would be done in place: to the same bytes, and unseen."""
    with Errand(_APART) as errand:
        errand.begin(os.getpid)
        assert errand.finish() not in (None, os.getpid())


def test_it_can_be_done_in_another_way_here() -> None:
    with Errand() as errand:
        errand.begin(partial(sys.exit, 1), here=partial(max, 1, 2))
        assert errand.finish() == 2


def test_without_a_job_there_is_nothing_to_wait_for() -> None:
    with Errand() as errand:
        assert errand.finish() is None
    assert Errand().finish() is None
    assert errand._process is None
