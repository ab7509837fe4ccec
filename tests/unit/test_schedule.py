"""A command that runs by itself: the line does what it says, whatever the folder is called."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from grip.schedule import LOG, Task, cron_line, windows_line


def in_cron(line: str) -> tuple[str, str]:
    """What cron makes of a line: when, and the command that it gives to sh."""
    *when, command = line.split(" ", 5)
    return " ".join(when), command.replace("\\%", "%")


def test_cron_runs_in_the_folder_and_keeps_a_log(tmp_path: Path) -> None:
    """Cron starts elsewhere, and a % in a line of cron is an end of line."""
    folder = tmp_path / "Werk & Inkomen 100% 'nu'"
    folder.mkdir()
    when, command = in_cron(cron_line(Task(("definities", "instroom"), folder, 5, "07:05")))
    assert when == "5 7 5 * *"
    said = subprocess.run(["sh", "-c", command], cwd="/", capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    first, *rest, last = (folder / LOG).read_text("utf-8").splitlines()
    assert first.endswith("definities instroom")
    assert "Instroom" in "\n".join(rest)
    assert last.endswith("klaar, code 0")


def test_the_line_for_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to run is one word of schtasks: its own quotes have a backslash."""
    monkeypatch.setattr("sys.executable", r"C:\Program Files\Python\python.exe")
    task = Task(("rapport", "--stil"), Path(r"\\server\werk map"), 5, "07:00")
    assert windows_line(task) == (
        r'schtasks /Create /TN "grip rapport" /SC MONTHLY /D 5 /ST 07:00 /TR '
        r'"\"C:\Program Files\Python\python.exe\" -P -m grip --werkmap \"\\server\werk map\" '
        r'--logboek grip-taak.log rapport --stil"'
    )


@pytest.mark.parametrize("name", ["werk & inkomen", "100%", "a^b", "lang" * 60])
def test_what_the_prompt_cannot_take_is_no_line(name: str) -> None:
    """A prompt that acts upon a sign in a path would make another task than was meant."""
    assert windows_line(Task(("rapport",), Path("C:/") / name, 5, "07:00")) is None
