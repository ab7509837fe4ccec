"""The habits of the house: size, words at functions, and what is not done at all."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.architecture.source import (
    ROOT,
    Function,
    Module,
    dotted,
    functions,
    modules,
    nothing,
)

LINES_PER_MODULE = 400
LINES_PER_FUNCTION = 50
# Commands are lists of declared options, and long for that.
ENTRANCE = "cli"
COMMANDS = (ENTRANCE, "commands/")
# Long because they are lists of declarations, not because they do much.
LONG_FUNCTIONS = {
    ("indicators/dimensions", "dimensions_of"): "one row per dimension",
    ("indicators/themes/flow", "_counts_of"): "one declaration per indicator",
}
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = {
    ("ingest/workbooks", "_grids"): "a panic of native code is no Exception; raises our own error",
    ("cli", "_done"): "the one place where everything else ends",
    ("reports/files/folder", "run_folder"): "cleans up and raises again",
    ("reports/files/folder", "writing"): "tells the system's refusal from a fault of ours; raises",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "perf_counter", "monotonic"}
MAY_READ_CLOCK = {"commands/logbook"}  # says when a run was, and is no output of it
CLOCK_OWNERS = {"datetime", "date", "time", "dt"}
AT_IMPORT = {"locale", "logging", "warnings"}
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)))


def test_modules_are_small() -> None:
    nothing(
        f"{module.at(module.tree)} {lines} lines"
        for module in modules()
        for lines in [len(module.path.read_text("utf-8").splitlines())]
        if lines > LINES_PER_MODULE
    )


def test_functions_are_small() -> None:
    long = {
        (module.inside, function.name): f"{module.at(function)} {function.name} {_length(function)}"
        for module in modules()
        if not module.inside.startswith(COMMANDS)
        for function in functions(module)
        if _length(function) > LINES_PER_FUNCTION
    }
    nothing(line for key, line in long.items() if key not in LONG_FUNCTIONS)
    assert LONG_FUNCTIONS.keys() <= long.keys(), "an exception that is no longer needed"


def _length(function: Function) -> int:
    """Return the lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    first = function.body[0]
    return lines - ((first.end_lineno or 0) - first.lineno + 1)


def test_nothing_is_caught_broadly() -> None:
    nothing(
        f"{module.at(node)} {owner}"
        for module in modules()
        for owner, node in _handlers(module)
        if _is_broad(node) and (module.inside, owner) not in MAY_CATCH_ALL
    )


def test_who_may_catch_all_but_the_entrance_raises_again() -> None:
    for module in modules():
        for owner, node in _handlers(module):
            if _is_broad(node) and module.inside != ENTRANCE:
                assert isinstance(node.body[-1], ast.Raise), f"{module.at(node)} {owner}"


def _handlers(module: Module) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for function in functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler):
                yield function.name, node


def _is_broad(node: ast.ExceptHandler) -> bool:
    if node.type is None:
        return True
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(dotted(kind).split(".")[-1] in BROAD for kind in caught)


def test_nothing_is_printed() -> None:
    nothing(
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node) in ("print", "pprint", "breakpoint")
    )


def test_nothing_is_left_unfinished() -> None:
    nothing(
        f"{module.at(module.tree)} line {number}"
        for module in modules()
        for number, line in enumerate(module.path.read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    )
    nothing(line for module in modules() for line in stubs(module))


def stubs(module: Module) -> list[str]:
    """Return the functions that only say that they are not there yet."""
    return [
        f"{module.at(function)} {function.name}"
        for function in functions(module)
        for body in [_body(function)]
        if len(body) == 1
        and (
            (isinstance(body[0], ast.Raise) and "NotImplemented" in ast.unparse(body[0]))
            or isinstance(body[0], ast.Pass)
            or (isinstance(body[0], ast.Expr) and ast.unparse(body[0]) == "...")
        )
    ]


def _body(function: Function) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) else function.body


def test_every_function_is_annotated() -> None:
    nothing(
        f"{module.at(function)} {function.name}({', '.join(bare)})"
        for module in modules()
        for function in functions(module)
        for bare in [_bare(function)]
        if bare or function.returns is None
    )


def _bare(function: Function) -> list[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [a.arg for a in every if a and a.annotation is None and a.arg not in ("self", "cls")]


def test_what_is_public_has_a_docstring() -> None:
    """Modules, classes and functions; a method may be told by the docstring of its class."""
    nothing(line for module in modules() for line in _silent(module))


def _silent(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield module.at(module.tree)
    for node in module.tree.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name[0] == "_":
            continue
        if not ast.get_docstring(node):
            yield f"{module.at(node)} {node.name}"


def test_no_module_is_a_drawer() -> None:
    nothing(m.name for m in modules() if FORBIDDEN_NAMES & set(m.name.split(".")))


def test_no_clock_is_read() -> None:
    """Dates come from the data, the period and the extraction date."""
    nothing(
        f"{module.at(node)} {dotted(node)}"
        for module in modules()
        if module.inside not in MAY_READ_CLOCK
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and reads_clock(dotted(node))
    )


def reads_clock(call: str) -> bool:
    """Tell whether a dotted call asks what time it is."""
    *owner, name = call.split(".")
    return name in CLOCKS and bool(owner) and owner[-1] in CLOCK_OWNERS


def test_import_touches_no_surroundings() -> None:
    """No locale, logging or warnings when a module is imported."""
    nothing(
        f"{module.at(node)} {dotted(node)}"
        for module in modules()
        for node in _run_at_import(module.tree)
        if isinstance(node, ast.Call) and dotted(node).split(".")[0] in AT_IMPORT
    )


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function | ast.Lambda):
            yield child
            yield from _run_at_import(child)


# Addresses of package registries and places on the machine of a developer, in pieces, so that
# this list does not find itself.
REGISTRIES = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "ana" + "conda.org",
              "crates" + ".io", "artifact" + "ory", "dev" + "pi", "index-" + "url")  # fmt: skip
MACHINE = (r"/ho" + r"me/\w", r"/ro" + r"ot/", r"/wo" + r"rk/", r"/Us" + r"ers/\w",
           r"[A-Z]:\\+Us" + r"ers", r"/tm" + r"p/\w")  # fmt: skip
_REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
_MACHINE = re.compile(rf"(?<![\w.)\]}}])(?:{'|'.join(MACHINE)})")


def test_tracked_files_name_no_registry_and_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    nothing(
        f"{name}:{number} {_REGISTRY.search(line) or _MACHINE.search(line)}"
        for name in listed.stdout.decode().split("\0")
        if name and (ROOT / name).is_file()
        for number, line in enumerate(_text(name).splitlines(), 1)
        if _REGISTRY.search(line) or _MACHINE.search(line)
    )


def _text(name: str) -> str:
    data = (ROOT / name).read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", "replace")


def test_the_checkers_can_fail() -> None:
    text = (
        "import time\nclass Thing:\n    def todo(self, x): raise NotImplementedError\n"
        "def run():\n    try:\n        time.time()\n"
        "    except (ValueError, Exception):\n        pass\n"
    )
    module = Module("grip.made_up", ROOT / "src" / "grip" / "made_up.py", ast.parse(text))
    assert len(stubs(module)) == 1
    assert [_is_broad(node) for _, node in _handlers(module)] == [True]
    assert [_bare(function) for function in functions(module)] == [[], ["x"]]
    assert list(_silent(module))[1:] == [
        "src/grip/made_up.py:2 Thing", "src/grip/made_up.py:4 run",
    ]  # fmt: skip
    assert reads_clock("time.time")
    assert reads_clock("datetime.date.today")
    assert not reads_clock("Period.time")
    assert _MACHINE.search("see " + "/ho" + "me/jan/x")
    assert not _MACHINE.search("docs/ho" + "me/jan")
