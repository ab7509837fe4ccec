"""Who may import whom: a higher floor a lower one, and only where this table says so."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import Import, Module, dotted, imports_of, modules, nothing

# From the ground up. Names on one floor are brothers and never import each other.
FLOORS = (
    ("error_texts",),
    ("errors", "terms", "proper_names", "resources", "explanations", "errand", "schedule"),
    ("periods", "reckoning"),
    ("plan",),
    ("passports",),
    ("results", "findings", "schema", "config"),
    ("sources", "scenarios"),
    ("wide_tables",),
    ("ingest", "indicators", "forecast"),
    ("comparison", "targets", "discipline", "matching", "effects", "spending", "archive"),
    ("disclosure", "worklist", "codebook"),
    ("target_door", "effect_door", "signals", "benchmark", "foresight", "runs"),
    ("reports", "apart"),
    ("manifest", "assemble", "weekly", "opening"),
    ("pipeline", "notebook"),
    ("cycle",),
    ("example", "selftest"),
    ("commands",),
    ("cli",),
)
_WORDS = ("errors", "terms", "periods")
_SHAPES = ("results", "findings", "schema", "config")
_WORK = ("ingest", "indicators", "forecast")

# Tighter than the floors: reports know cards and results, and never a formula.
MAY: dict[str, tuple[str, ...]] = {
    "error_texts": (),
    "errors": ("error_texts",),
    "terms": (),
    "proper_names": (),
    "resources": (),
    "explanations": (),
    "errand": (),
    "schedule": (),
    "periods": ("errors", "terms"),
    "reckoning": (),
    "results": _WORDS,
    "findings": ("errors", "terms"),
    "schema": ("errors", "terms"),
    "plan": (),
    "passports": ("plan",),
    "config": (*_WORDS, "resources", "plan", "passports"),
    "sources": ("errors", "resources", "plan", "schema", "config"),
    "scenarios": ("errors", "plan", "config"),
    "wide_tables": ("errors", "resources", "plan", "config", "sources"),
    "ingest": (
        "errors", "terms", "periods", "findings", "schema", "config", "sources", "wide_tables",
    ),
    "indicators": (*_WORDS, "reckoning", "plan", "results", "schema", "config"),
    "forecast": (*_WORDS, "results", "config", "scenarios"),
    "comparison": (*_WORDS, "results", "indicators"),
    "targets": (*_WORDS, *_SHAPES, "plan", "indicators"),
    "discipline": (
        "errors", "periods", "results", "findings", "schema", "config", "plan", "ingest",
        "indicators",
    ),
    "worklist": (
        "errors", "results", "findings", "schema", "config", "ingest", "indicators", "discipline",
    ),
    "effects": (*_WORDS, "plan", "results", "schema", "config", "indicators"),
    "disclosure": (*_WORDS, "results", "indicators", "comparison"),
    "foresight": (
        "errors", "periods", "results", "scenarios", "indicators", "effects", "forecast",
        "spending",
    ),
    "archive": ("periods", "forecast"),
    "runs": (
        "errors", "periods", "results", "schema", "config", "sources", "ingest", "indicators",
        "forecast", "archive", "targets",
    ),
    "spending": ("results", "indicators", "forecast"),
    "signals": ("errors", "periods", "plan", "results", "disclosure"),
    "benchmark": (
        "errors", "periods", "passports", "resources", "results", "findings", "schema", "config",
        "ingest", "indicators", "disclosure",
    ),
    "target_door": ("errors", "results", "comparison", "targets", "disclosure"),
    "effect_door": ("errors", "periods", "results", "effects"),
    "apart": ("results", "indicators", "effects", "benchmark", "foresight"),
    "reports": (
        "proper_names",
        "errand", *_WORDS, "reckoning", "resources", "codebook", *_SHAPES, "plan", "targets",
        "comparison", "disclosure", "target_door", "discipline", "worklist", "signals",
        "passports", "benchmark", "forecast", "foresight", "effects", "effect_door", "spending",
        "archive", "runs",
    ),
    "assemble": (
        "errors", "periods", "results", "config", "comparison", "disclosure", "indicators",
        "signals", "apart", "reports", "targets", "benchmark", "effect_door",
    ),
    "codebook": ("error_texts", "errors", "explanations", "findings", "ingest", "discipline"),
    "matching": ("errors", "findings", "schema", "config", "sources", "ingest"),
    "manifest": ("errors", "findings", "config"),
    "weekly": (
        "periods", "findings", "ingest", "indicators", "discipline", "worklist", "reports",
    ),
    "opening": (
        "errors", "periods", "findings", "config", "ingest", "indicators", "benchmark", "effects",
        "reports", "signals", "targets",
    ),
    "pipeline": (
        *_WORDS, "resources", *_SHAPES, *_WORK, "comparison", "targets", "disclosure",
        "target_door", "signals", "reports", "manifest", "discipline", "worklist", "assemble",
        "weekly", "effect_door", "opening", "archive", "errand", "apart",
    ),
    "cycle": (
        "periods", "config", "results", "indicators", "disclosure", "target_door", "reports",
        "assemble", "pipeline",
    ),
    "notebook": (*_WORDS, *_SHAPES, *_WORK, "scenarios", "effects", "foresight", "runs"),
    "example": ("errors", "resources", "reports"),
    "selftest": ("errors", "resources", "config", "ingest", "reports", "notebook"),
    "commands": (
        *_WORDS, *_SHAPES, *_WORK, "sources", "scenarios", "disclosure", "benchmark", "foresight",
        "errand", "schedule", "reports", "pipeline", "cycle", "example", "selftest", "codebook",
        "matching", "runs",
    ),
    "cli": ("errors", "commands"),
    # The package itself opens the notebook when asked; from it others take the version only.
    "grip": ("notebook",),
    "__main__": ("cli",),
}  # fmt: skip
VERSION = ("grip", "__version__")
# Within the indicators: who may know whom; "" are the modules of the room itself. Only the
# catalogue, which lists them, knows the themes.
INDICATORS: dict[str, set[str]] = {
    "statistics": {"statistics"},
    "views": {"statistics", "views"},
    "": {"statistics", "views", "counting", ""},
    "counting": {"statistics", "views", "counting", ""},
    "themes": {"statistics", "views", "themes", ""},
}
CATALOGUE = "grip.indicators.catalogue"
_HIDDEN = ("import_module", "__import__")


def broken_floors(module: Module, known: frozenset[str] = frozenset()) -> list[str]:
    """Return every import within grip that the table does not allow."""
    allowed = MAY.get(module.room, ())
    found = []
    for item in _own(module, known):
        room = _room(item)
        if room not in (module.room, *allowed) and (item.target, item.name) != VERSION:
            found.append(f"{module.at(item.node)} {module.room} imports {room}")
    return found


def _own(module: Module, known: frozenset[str] = frozenset()) -> list[Import]:
    found = imports_of(module, known)
    return [item for item in found if item.target.split(".")[0] == "grip"]


def _room(item: Import) -> str:
    return item.target.split(".")[1] if "." in item.target else "grip"


def test_every_module_has_a_floor() -> None:
    placed = {name for floor in FLOORS for name in floor} | {"grip", "__main__"}
    assert {m.room for m in modules()} <= placed, "give the new module a floor and a row in MAY"
    assert placed == MAY.keys()


def test_the_table_only_looks_down() -> None:
    height = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    up = [
        (room, target)
        for room in height
        for target in MAY[room]
        if height[target] >= height[room]
    ]  # fmt: skip
    nothing(up)


def test_modules_keep_to_the_table() -> None:
    nothing(line for module in modules() for line in broken_floors(module))


def test_within_the_indicators_each_room_builds_on_those_before_it() -> None:
    nothing(
        f"{module.at(item.node)} {here or 'indicators'} imports {there}"
        for module in modules()
        if module.room == "indicators"
        for here in [_part(module.name)]
        for item in _own(module)
        if item.target.startswith("grip.indicators.")
        for there in [_part(item.target)]
        if there not in INDICATORS[here] and module.name != CATALOGUE
    )


def _part(name: str) -> str:
    """Return the room within the indicators: `views` for `grip.indicators.views.traits`."""
    inner = name.removeprefix("grip.indicators").lstrip(".").split(".")[0]
    return inner if inner in INDICATORS else ""


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        module.name: {
            item.target
            for item in _own(module)
            if (item.target, item.name) != VERSION and item.target != module.name
        }
        for module in modules()
    }
    nothing(sorted(_in_circles(graph)))


def _in_circles(graph: dict[str, set[str]]) -> set[str]:
    """Return what is left when all that stands outside a circle is taken off."""
    left = set(graph)
    while left:
        used = {target for name in left for target in graph[name]}
        ends = {name for name in left if not graph[name] & left or name not in used}
        if not ends:
            break
        left -= ends
    return left


def test_nothing_is_imported_by_a_text() -> None:
    hidden = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node).split(".")[-1] in _HIDDEN
    ]
    nothing(hidden)


def test_the_checker_sees_every_form_of_import() -> None:
    text = (
        "from grip import reports\n"
        "from ..reports import build\n"
        "import grip.pipeline\n"
        "def late() -> None:\n    from grip.cli import main\n"
        "from . import flow\n"
        "from grip.results import Card\n"
        "from grip import __version__\n"
    )
    path = Path(__file__).resolve().parents[2] / "src" / "grip" / "indicators" / "made_up.py"
    module = Module("grip.indicators.made_up", path, ast.parse(text))
    known = frozenset(
        {"grip", "grip.reports", "grip.reports.build", "grip.pipeline", "grip.cli",
         "grip.indicators", "grip.indicators.themes.flow", "grip.results"}
    )  # fmt: skip
    lines = broken_floors(module, known)
    assert [line.split()[-1] for line in lines] == ["reports", "reports", "pipeline", "cli"]


def test_the_checker_sees_a_circle() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}
    assert _in_circles(graph) == {"b", "c"}
