"""Every library in its own room, and the heavy ones only where and when they are needed."""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from tests.architecture.source import imports_of, modules, nothing

# Which modules (paths below src/grip) may import which library.
ROOMS: dict[str, tuple[str, ...]] = {
    "typer": (
        "cli", "commands/*",
    ),
    "rich": ("commands/voice", "reports/terminal/*"),
    "openpyxl": ("ingest/*", "worklist/edits"),
    "fastexcel": ("ingest/*",),
    "xlsxwriter": ("reports/workbook/*", "reports/files/tabular"),
    "matplotlib": ("reports/charts/*", "reports/figure_style"),
    "pydantic": (
        "schema/*", "config", "plan", "passports", "wide_tables", "sources", "scenarios",
        "ingest/validate",
        "ingest/translate",
    ),
    "annotated_types": ("schema/columns",),
    "scipy": (
        "indicators/statistics/*", "disclosure/programs", "disclosure/simplex", "benchmark/limits",
        "disclosure/knowledge", "disclosure/tables",
        "effects/*", "forecast/drifting", "targets/year_end",
    ),
    "numpy": (
        "indicators/*", "forecast/*",
        "disclosure/audit", "disclosure/knowledge", "disclosure/programs", "disclosure/simplex",
        "disclosure/tables",
        "reports/charts/canvas", "benchmark/*", "commands/forecast", "foresight", "effects/*",
        "targets/*", "spending",
    ),
    "statsforecast": ("forecast/specialist",),
    "packaging": ("selftest",),
    "filelock": ("reports/files/folder",),
    "docx": ("reports/word",),
    "polars": (
        "results", "findings/*", "schema/columns", "ingest/*", "matching/*", "indicators/*",
        "forecast/*", "effects/*", "effect_door",
        "comparison", "targets/*", "disclosure/door", "disclosure/readings",
        "target_door", "signals/*", "reports/*", "apart",
        "opening", "pipeline", "notebook", "discipline/*", "worklist/items", "benchmark/*",
        "commands/forecast", "foresight",
        "spending", "archive", "runs/*",
    ),
}  # fmt: skip

# Imported inside functions only (or for typing): who does not need them does not wait for them.
LATE = (
    "matplotlib", "openpyxl", "fastexcel", "xlsxwriter", "scipy", "rich", "filelock", "docx",
    "statsforecast",
)  # fmt: skip
# Modules that are themselves imported inside functions only, and so may load what they build on.
LATE_MODULES = ("reports/charts/canvas",)
HEAVY = ("polars", "matplotlib", "openpyxl", "xlsxwriter", "scipy", "rich", "fastexcel", "numpy")


def _libraries() -> list[tuple[str, str, str, bool]]:
    """Return (library, module, place, at import) of everything that is not grip or Python."""
    return [
        (library, module.inside, module.at(item.node), item.top and not item.typing)
        for module in modules()
        for item in imports_of(module)
        for library in [item.target.split(".")[0]]
        if library not in sys.stdlib_module_names and library != "grip"
    ]


def test_every_library_stays_in_its_rooms() -> None:
    wrong = [
        f"{place} imports {library}"
        for library, module, place, _ in _libraries()
        if not any(fnmatch(module, room) for room in ROOMS.get(library, ()))
    ]
    nothing(wrong)


def test_heavy_libraries_are_imported_inside_functions() -> None:
    early = [
        f"{place} {name}"
        for name, module, place, top in _libraries()
        if top and name in LATE and module not in LATE_MODULES
    ]
    late = {f"grip.{module.replace('/', '.')}" for module in LATE_MODULES}
    early += [
        f"{module.at(item.node)} {item.target}"
        for module in modules()
        for item in imports_of(module)
        if item.top and not item.typing and any(item.target.startswith(name) for name in late)
    ]
    nothing(early)


_PROBE = """
import json, sys
from grip.cli import main
try:
    main({arguments!r})
except SystemExit as end:
    assert not end.code, end.code
json.dump(sorted(set(sys.modules) & set({heavy!r})), sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], [], ["rapport", "--help"], ["--versie"]])
def test_help_is_quick(arguments: list[str]) -> None:
    """Who only asks for help waits for none of the heavy libraries."""
    code = _PROBE.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip()
    assert json.loads(done.stderr) == []
