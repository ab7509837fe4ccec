"""The run folder: the same input gives the same bytes, and nothing is ever half there or lost."""

from __future__ import annotations

import contextlib
import gc
import getpass
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from grip import pipeline
from grip.reports.files import folder as folders
from tests.acceptance.running import (
    Said,
    done,
    grip,
    grip_apart,
    moments,
    rows_of,
    small_town,
    start,
    tree,
)  # fmt: skip

NAME = "rapport-2020"
REPORT = ("rapport", "--periode", "2020")


@pytest.fixture(scope="module")
def first(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the small town; tests copy it or only look at it."""
    out = tmp_path_factory.mktemp("eerste")
    done(*REPORT, "--uit", out, cwd=small)
    return out / NAME


@pytest.fixture
def out(first: Path, tmp_path: Path) -> Path:
    """An output folder of one's own in which that report stands."""
    shutil.copytree(first, tmp_path / "uit" / NAME)
    return tmp_path / "uit"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The same town a little later: one report at the gate less."""
    return shortened(small_town(tmp_path / "later"))


def shortened(town: Path) -> Path:
    path = town / "meldingen.csv"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    return town


def names(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()} - {".grip.lock"}


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


# --- the same ----------------------------------------------------------------------------------


def test_again_changes_nothing(small: Path, out: Path) -> None:
    """Not a byte and not a moment of any file; no version is made."""
    before, changed = tree(out / NAME), moments(out / NAME)
    said = json.loads(done(*REPORT, "--uit", out, "--json", cwd=small).out)
    assert (tree(out / NAME), moments(out / NAME)) == (before, changed)
    assert names(out) == {NAME}
    assert said == {
        "schema": "grip/rapport/1",
        "map": (out / NAME).as_posix(),
        "run": manifest(out / NAME)["run"],
        "periode": "2020",
        "bestanden": sorted(before),
        "bevindingen": len(rows_of(out / NAME / "bevindingen.csv")),
    }


ELSEWHERE = {
    "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "POLARS_MAX_THREADS": "1", "LC_ALL": "C",
    "COLUMNS": "40",
}  # fmt: skip


def test_elsewhere_the_same_bytes(small: Path, first: Path, tmp_path: Path) -> None:
    """Another folder, clock, order of sets and number of threads; files copied last one first."""
    data, out = tmp_path / "kopie", tmp_path / "elders" / "diep"
    data.mkdir()
    for path in sorted([*small.glob("*.csv"), small / "grip.toml"], reverse=True):
        (data / path.name).write_bytes(path.read_bytes())
    arguments = (*REPORT, "--data", "kopie", "--profiel", "uithoorn", "--uit", out)
    said = grip_apart(*arguments, cwd=tmp_path, env=ELSEWHERE)
    assert said.code == 0, said.err
    assert tree(out / NAME) == tree(first)


def shuffled(town: Path, into: Path) -> Path:
    """The exports with rows and columns in another order; every finding keeps its row's content."""
    draw = random.Random(7)
    into.mkdir()
    shutil.copy(town / "grip.toml", into)
    for path in sorted(town.glob("*.csv")):
        header, *rows = (line.split(";") for line in path.read_text("cp1252").splitlines())
        order = draw.sample(range(len(header)), len(header))
        draw.shuffle(rows)
        lines = [";".join(row[i] for i in order) for row in (header, *rows)]
        (into / path.name).write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))
    return into


def without_hashes(folder: Path) -> dict[str, object]:
    """All that a report says, but for the ids that hang on the bytes of the input."""
    found = manifest(folder)
    ids = {found["run"]: "RUN", **{i["sha256"][:16]: "SHA" for i in found["invoer"]}}
    swap = re.compile("|".join(ids))

    def plain(text: object) -> object:
        return swap.sub(lambda m: ids[m[0]], text) if isinstance(text, str) else text

    book = openpyxl.load_workbook(folder / "rapport.xlsx")
    cells = {
        sheet.title: [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }
    findings = Counter(
        tuple(value for key, value in row.items() if key not in ("rij", "cel"))
        for row in rows_of(folder / "bevindingen.csv")
    )
    results = [row | {"run": ""} for row in rows_of(folder / "indicatoren.csv")]
    kept = {key: value for key, value in found.items() if key not in ("run", "uitvoer", "invoer")}
    inputs = [{**one, "sha256": ""} for one in found["invoer"]]
    return {"werkmap": cells, "cijfers": results, "bevindingen": findings, "manifest": kept,
            "invoer": inputs}  # fmt: skip


@pytest.mark.usefixtures("without_charts")
def test_the_order_of_rows_and_columns_says_nothing(
    small: Path, first: Path, tmp_path: Path
) -> None:
    """Only what hangs on the bytes of the input differs: hashes, and row numbers of findings."""
    data = shuffled(small, tmp_path / "geschud")
    done(*REPORT, "--data", data, "--profiel", "uithoorn", "--uit", tmp_path)
    assert manifest(tmp_path / NAME)["run"] != manifest(first)["run"]
    here, there = without_hashes(tmp_path / NAME), without_hashes(first)
    for part, content in there.items():
        assert here[part] == content, part


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_a_file_of_figures_knows_no_clock(suffix: str, small: Path, tmp_path: Path) -> None:
    """Written twice it is the same; the day in the properties of an xlsx is that of the data."""
    files = [tmp_path / f"{day}.{suffix}" for day in (1, 2)]
    for path in files:
        done("indicatoren", "instroom", "--periode", "2020", "--uit", path, cwd=small)
    assert files[0].read_bytes() == files[1].read_bytes()
    if suffix == "xlsx":
        properties = openpyxl.load_workbook(files[0]).properties
        assert {properties.created, properties.modified} == {datetime(2020, 12, 31)}


# --- other input -------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_charts")
def test_what_was_there_is_kept_whole(small: Path, other: Path, out: Path) -> None:
    """The newest stands at the name; the ones before become .v1 and .v2, untouched."""
    before, changed = tree(out / NAME), moments(out / NAME)
    done(*REPORT, "--uit", out, cwd=other)
    second = tree(out / NAME)
    assert names(out) == {NAME, f"{NAME}.v1"}
    assert (tree(out / f"{NAME}.v1"), moments(out / f"{NAME}.v1")) == (before, changed)
    assert second != before
    done(*REPORT, "--uit", out, cwd=shortened(other))
    assert names(out) == {NAME, f"{NAME}.v1", f"{NAME}.v2"}
    assert tree(out / f"{NAME}.v1") == before
    assert tree(out / f"{NAME}.v2") == second


# --- killed ------------------------------------------------------------------------------------

KILLED = """
    import os, signal, sys
    from pathlib import Path

    from grip.cli import main
    from grip.errand import Errand
    from grip.reports.charts.press import Press

    moment, *arguments = sys.argv[1:]

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    rename = Path.rename
    def second_rename(self, target):
        die() if self.name.startswith(".grip-") else rename(self, target)

    def synced(number, real=os.fsync):
        die() if "manifest" in os.readlink(f"/proc/self/fd/{number}") else real(number)

    if moment != "grafieken":
        Errand.__enter__ = lambda self: self
        Press.start = Press.finish = lambda self, *_: None

    if moment == "grafieken":
        Press.finish = die
    elif moment == "manifest":
        os.fsync = synced
    elif moment == "plaatsen":
        Path.rename = second_rename
    main(arguments)
"""


def killed(moment: str, out: Path, cwd: Path) -> None:
    """Let a run be killed at a moment of its writing, with the processes that draw for it."""
    script = [sys.executable, "-c", textwrap.dedent(KILLED), moment, *REPORT, "--uit", str(out)]
    with subprocess.Popen(script, cwd=cwd, stderr=subprocess.PIPE, start_new_session=True) as run:
        _, err = run.communicate(timeout=120)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL, err.decode()
    assert any(name.startswith(".grip-") for name in names(out))  # it was killed in the act


@pytest.mark.usefixtures("without_charts")
def test_killed_while_writing(other: Path, out: Path) -> None:
    """kill -9, again and again, leaves the old report whole; the next run clears up."""
    before, changed = tree(out / NAME), moments(out / NAME)
    for moment in ("grafieken", "manifest"):
        killed(moment, out, other)
        assert (tree(out / NAME), moments(out / NAME)) == (before, changed), moment
    killed("plaatsen", out, other)  # between the two moves: the old one is kept, the new one waits
    assert tree(out / f"{NAME}.v1") == before
    done(*REPORT, "--uit", out, cwd=other)
    assert names(out) == {NAME, f"{NAME}.v1"}
    assert tree(out / f"{NAME}.v1") == before
    assert whole(out / NAME)


def whole(folder: Path) -> bool:
    """Every file that the manifest names is there as it says, and no other."""
    outputs = manifest(folder)["uitvoer"]
    return outputs == {k: v for k, v in tree(folder).items() if k != "manifest.json"}


@pytest.mark.usefixtures("without_charts")
def test_killed_before_there_was_a_report(small: Path, tmp_path: Path) -> None:
    """A first run that died halfway is no report, however far its manifest got."""
    aside = tmp_path / f".grip-{NAME}.nieuw"
    aside.mkdir()
    (aside / "rapport.xlsx").write_bytes(b"half")
    (aside / ".grip-manifest.json.nieuw").write_text('{"run": "0')
    done(*REPORT, "--uit", tmp_path, cwd=small)
    assert names(tmp_path) == {NAME}
    assert whole(tmp_path / NAME)


@pytest.mark.usefixtures("without_charts")
def test_the_run_of_another_month_clears_up_too(small: Path, first: Path, tmp_path: Path) -> None:
    """A report that was killed on the doorstep is put in its place by whatever runs next."""
    shutil.copytree(first, tmp_path / f".grip-{NAME}.nieuw")
    (tmp_path / ".grip-rapport-2018.nieuw").mkdir()
    done("rapport", "--periode", "2019", "--uit", tmp_path, cwd=small)
    assert names(tmp_path) == {NAME, "rapport-2019"}
    assert tree(tmp_path / NAME) == tree(first)


# --- a lock ------------------------------------------------------------------------------------

HOLD = "import sys; from filelock import FileLock; l = FileLock(sys.argv[1]); l.acquire(); " \
       "print('vast', flush=True); sys.stdin.read()"  # fmt: skip


@pytest.mark.usefixtures("without_charts")
def test_another_run_is_busy(other: Path, out: Path) -> None:
    """Exit 8 and nothing touched; a lock whose holder was killed is no lock."""
    before = tree(out / NAME)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(out / ".grip.lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "vast\n"
        said = grip(*REPORT, "--uit", out, cwd=other)
        assert said.code == 8
        assert "Fout SLOT" in said.err
        assert (names(out), tree(out / NAME)) == ({NAME}, before)
        holder.kill()
    done(*REPORT, "--uit", out, cwd=other)


# --- it cannot be written ----------------------------------------------------------------------


def refused(said: Said, out: Path, before: dict[str, str]) -> None:
    """Exit 5 with a reason, the old report as it was, and nothing left lying about."""
    assert said.code == 5, said.text
    assert "Fout UIT-SCHRIJVEN" in said.err
    assert "Oplossen:" in said.err
    assert "destructor" not in said.err
    assert names(out) == {NAME}
    assert tree(out / NAME) == before


def cramped(room: int, *command: object, cwd: Path) -> Said:
    """Run a command while the system refuses to make any file larger than so many bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, usual[1]))
    try:
        return grip(*command, cwd=cwd)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.usefixtures("without_charts")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("room", [3_000, 60_000])
def test_no_room(room: int, other: Path, out: Path) -> None:
    """For the workbook, or for something that comes after it."""
    before = tree(out / NAME)
    assert max(path.stat().st_size for path in (out / NAME).rglob("*")) > 2 * room
    refused(cramped(room, *REPORT, "--uit", out, cwd=other), out, before)


@pytest.mark.usefixtures("without_charts")
def test_no_room_makes_no_noise(other: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python prints what it cannot raise, in English and with lines of code, on stderr."""
    noise: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda said: noise.append(said.exc_value))
    room = (out / NAME / "rapport.xlsx").stat().st_size // 2
    cramped(room, *REPORT, "--uit", out, cwd=other)
    gc.collect()
    assert [one for one in noise if not isinstance(one, ResourceWarning)] == []


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize(
    ("place", "error", "words"),
    [
        ("map", OSError(28, "x"), "schijf vol"),
        ("plaatsen", PermissionError(13, "x"), "geen toegang"),
    ],
    ids=["vol", "open-in-excel"],
)
def test_the_system_refuses(
    place: str, error: OSError, words: str, other: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, or at the very end because a file of the old report is open in Excel."""
    before = tree(out / NAME)

    def refuse(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir" if place == "map" else "rename", refuse)
        said = grip(*REPORT, "--uit", out, cwd=other)
    assert words in said.err
    if place == "plaatsen":  # what was made is not lost: the next run throws it away or uses it
        done(*REPORT, "--uit", out, cwd=other)
        assert tree(out / f"{NAME}.v1") == before
    else:
        refused(said, out, before)


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.parquet", "x.xlsx"])
def test_a_file_of_figures_that_does_not_fit(name: str, small: Path, tmp_path: Path) -> None:
    """A real full disk (/dev/full), and no room for the new one: the old file stays."""
    target = tmp_path / name
    asked = ("indicatoren", "instroom", "uitstroom", "--per", "leeftijdsgroep", "--uit", target)
    done(*asked, "--periode", "2019", cwd=small)
    before = target.read_bytes()
    said = cramped(len(before) // 2, *asked, "--periode", "2020", cwd=small)
    assert said.code == 5, said.text
    assert target.read_bytes() == before
    assert names(tmp_path) == {name}
    (tmp_path / f"vol{name}").symlink_to("/dev/full")
    said = grip("indicatoren", "instroom", "--uit", tmp_path / f"vol{name}", cwd=small)
    assert said.code == 5
    assert "schijf vol" in said.err


@pytest.mark.parametrize("command", [["definities"], ["indicatoren", "instroom", "--json"]])
def test_the_result_does_not_fit_on_stdout(command: list[str], small: Path) -> None:
    """`grip … > full disk` is a failure to write, and not a fault in grip."""
    with open("/dev/full", "w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "grip", *command, "--profiel", "uithoorn"],
            cwd=small, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert said.returncode == 5, said.stderr
    assert "Fout UIT-SCHRIJVEN" in said.stderr
    assert "Exception" not in said.stderr


# --- Ctrl-C ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_charts")
@pytest.mark.parametrize("place", ["protect", "write_results"])
def test_stopped_with_ctrl_c(
    place: str, other: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """130, and everything as it was."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = tree(out / NAME)
    monkeypatch.setattr(pipeline, place, stop)
    said = grip(*REPORT, "--uit", out, cwd=other)
    assert said.code == 130
    assert "Afgebroken" in said.err
    assert "Fout" not in said.err
    assert (names(out), tree(out / NAME)) == ({NAME}, before)


def test_a_real_ctrl_c(other: Path, out: Path) -> None:
    """The signal itself, sent while the report is being written."""
    before = tree(out / NAME)
    with start(*REPORT, "--uit", out, cwd=other) as process:
        assert process.stderr is not None
        while process.stderr.readline() != "Wegschrijven ...\n":
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    # Where the signal falls in a module being loaded, Python ends by the signal: 130 to a shell.
    assert process.returncode in (130, -signal.SIGINT), err
    assert "Afgebroken" in err
    assert "Traceback" not in err
    assert (names(out), tree(out / NAME)) == ({NAME}, before)


# --- the manifest ------------------------------------------------------------------------------


def test_the_manifest_accounts_for_everything(first: Path, small: Path) -> None:
    """Inputs and outputs with their hashes, every row, every finding, and the run id of it all."""
    found = manifest(first)
    assert found["schema"] == "grip/manifest/1"
    assert found["opdracht"] == {
        "naam": "rapport", "periode": "2020", "publiek": "intern", "voor": "alle",
        "voorbeeld": "ja",
    }  # fmt: skip
    assert whole(first)
    assert {one["bestand"] for one in found["invoer"]} == {p.name for p in small.glob("*.csv")}
    for one in found["invoer"]:
        data = (small / one["bestand"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(data).hexdigest()
        assert one["rijen_gelezen"] == len(data.splitlines()) - 1
        parts = ("rijen_geladen", "rijen_geweigerd", "rijen_apart")
        assert one["rijen_gelezen"] == sum(one[part] for part in parts)
    counted = Counter(row["code"] for row in rows_of(first / "bevindingen.csv"))
    assert found["bevindingen"] == counted
    content = {key: value for key, value in found.items() if key not in ("run", "uitvoer")}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    assert found["run"] == hashlib.sha256(text.encode()).hexdigest()[:12]


def test_the_run_id_stands_on_every_product(first: Path) -> None:
    """Any table can be traced to the manifest beside it."""
    run = manifest(first)["run"]
    assert {row["run"] for row in rows_of(first / "indicatoren.csv")} == {run}
    cover = openpyxl.load_workbook(first / "rapport.xlsx")["Voorblad"]
    assert any(f"run {run}" in str(cell) for row in cover.values for cell in row)


@pytest.mark.usefixtures("without_charts")
def test_the_layer_of_every_choice(first: Path, small: Path, tmp_path: Path) -> None:
    """Who set what: the standard, the municipality, or the file of one's own on top."""
    found = manifest(first)["configuratie"]
    assert found["gemeente.naam"] == {"waarde": "Uithoorn", "laag": "profiel uithoorn"}
    assert found["instellingen.minimum_cel"] == {"waarde": 10, "laag": "profiel standaard"}
    own = tmp_path / "eigen.toml"
    own.write_text('naam = "eigen"\nbasis = "uithoorn"\n[instellingen]\nminimum_noemer = 15\n')
    done(*REPORT, "--profiel", own, "--uit", tmp_path, cwd=small)
    found = manifest(tmp_path / NAME)
    choices = found["configuratie"]
    assert choices["instellingen.minimum_noemer"] == {"waarde": 15, "laag": "eigen.toml"}
    assert choices["gemeente.naam"]["laag"] == "profiel uithoorn"
    assert {one["laag"] for one in choices.values()} == {
        "profiel standaard", "profiel uithoorn", "eigen.toml",
    }  # fmt: skip
    assert found["run"] != manifest(first)["run"]


@pytest.mark.parametrize("which", ["internal", "public"])
def test_no_path_no_user_no_machine(which: str, request: pytest.FixtureRequest) -> None:
    """Nothing in any output says where, on what machine or by whom it was made."""
    folder = request.getfixturevalue(which)
    here = {getpass.getuser(), socket.gethostname(), str(Path.home()), "/tmp", os.getcwd()}
    texts = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with zipfile.ZipFile(folder / "rapport.xlsx") as book:
        texts |= {name: book.read(name) for name in book.namelist()}
    for name, content in texts.items():
        if name.endswith((".png", ".xlsx")):
            continue
        for word in here - {""}:
            whole_word = rf"(?<![\w.]){re.escape(word)}(?!\w)"
            assert not re.search(whole_word.encode(), content), (name, word)


def test_the_marks_of_the_folder() -> None:
    """The names that this file relies upon are those of grip."""
    assert folders.MANIFEST == "manifest.json"
    assert isinstance(folders.run_folder, Callable)
