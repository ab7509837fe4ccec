"""The source of grip as the tests of the house see it: modules, imports and names, by `ast`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "grip"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One module of grip, parsed."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The top-level name below grip: `reports` for `grip.reports.chapters.gate`."""
        return self.name.split(".")[1] if "." in self.name else "grip"

    @property
    def inside(self) -> str:
        """The path below grip without ending, such as `reports/chapters/gate`."""
        return self.path.relative_to(PACKAGE).with_suffix("").as_posix()

    def at(self, node: ast.AST) -> str:
        """A place that an editor opens."""
        return f"{self.path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """One imported name: the module it comes from, and how it is imported."""

    target: str
    name: str
    node: ast.stmt
    top: bool
    typing: bool


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of grip."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path, ast.parse(path.read_text("utf-8"))))
    return tuple(found)


def imports_of(module: Module, known: frozenset[str] = frozenset()) -> Iterator[Import]:
    """Yield every import of a module, wherever it stands; `known` are the modules that exist.

    `from grip import x` and `from . import x` are resolved to the module `grip.x` if there is one.
    """
    known = known or frozenset(m.name for m in modules())
    for node, top, typing in _import_nodes(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node, top, typing)
            continue
        base = _absolute(module, node)
        for alias in node.names:
            inner = f"{base}.{alias.name}"
            target, name = (inner, "") if inner in known else (base, alias.name)
            yield Import(target, name, node, top, typing)


def _import_nodes(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    """Yield (import, whether it runs at import of the module, whether it is for typing only)."""

    def walk(node: ast.AST, top: bool, typing: bool) -> Iterator[tuple]:  # type: ignore[type-arg]
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                yield child, top, typing
            inside = isinstance(child, Function | ast.Lambda)
            checking = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            yield from walk(child, top and not inside, typing or checking)

    yield from walk(tree, True, False)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if module.path.name != "__init__.py":
        package = package[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def functions(module: Module) -> Iterator[Function]:
    """Yield every function and method of a module, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_functions(module: Module) -> Iterator[Function]:
    """Yield the functions at the top of a module whose name has no underscore in front."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
            yield node


def dotted(node: ast.AST) -> str:
    """Return the dotted name of a call or an attribute: `dt.date.today`, or an empty text."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def words_of(identifier: str) -> list[str]:
    """Split an identifier on underscores, digits and camelCase, in lower case."""
    return [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+", identifier)]


def nothing(breaches: Iterable[object]) -> None:
    """Fail with every breach on its own line."""
    lines = [str(line) for line in breaches]
    if lines:
        raise AssertionError("\n".join(["", *lines]))
