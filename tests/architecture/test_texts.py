"""Every code that is raised has its text, every text is used, and every gap in it is filled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from grip.error_texts import CODES
from grip.findings import RULES
from grip.ingest.personal import KINDS
from grip.ingest.privacy import BSN
from grip.ingest.rules import REGISTER
from tests.architecture.source import PACKAGE, Module, dotted, modules, nothing

# What the receiver fills in by itself.
ERROR_GIVES = {"suggestie", "ook"}
PLACE_GIVES = {"kolom", "tabel", "suggestie"}
CELL_GIVES = PLACE_GIVES | {"vorm", "keuzes", "grens"}
# Functions that make findings from a code, and the names that they fill in.
MAKERS = {"_finding": PLACE_GIVES, "cell_finding": CELL_GIVES}
# Here codes are chosen by a table and end in `cell_finding`.
CODES_OF_CELLS = "ingest/translate"


@dataclass(frozen=True)
class Use:
    """One place where a code is used, and the names that it gives (`None`: not to be seen)."""

    code: str
    place: str
    names: set[str] | None


def error_uses(module: Module) -> Iterator[Use]:
    """Yield every error that is made with a code."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not _makes_error(node):
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            names = {word.arg for word in node.keywords if word.arg} - {"where"}
            open_ended = any(word.arg is None for word in node.keywords)
            yield Use(first.value, module.at(node), None if open_ended else names)


def _makes_error(node: ast.Call) -> bool:
    name = dotted(node)
    return name.endswith("Error") or name == "super.__init__"


def finding_uses(module: Module) -> Iterator[Use]:
    """Yield every rule that is used, straight or through one of the makers."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node) == "Finding":
            rule = node.args[0]
            if isinstance(rule, ast.Subscript) and isinstance(rule.slice, ast.Constant):
                yield Use(str(rule.slice.value), module.at(node), _given(node))
        elif isinstance(node, ast.Call) and dotted(node) in MAKERS:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Use(argument.value, module.at(node), MAKERS[dotted(node)])
                    break


def _given(node: ast.Call) -> set[str] | None:
    """Return the names of a `Finding`: of its place, and of the dict that it is given."""
    if len(node.args) < 4:
        return set(PLACE_GIVES)
    names = node.args[3]
    if not isinstance(names, ast.Dict):
        return None
    return PLACE_GIVES | {key.value for key in names.keys if isinstance(key, ast.Constant)}


def gaps(*texts: str) -> set[str]:
    """Return the names between braces in texts."""
    parts = (part for text in texts for part in Formatter().parse(text))
    return {name for _, name, _, _ in parts if name}


def _texts_in(module: Module) -> set[str]:
    return {
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _errors() -> list[Use]:
    return [use for module in modules() for use in error_uses(module) if module.room != "errors"]


def _findings() -> list[Use]:
    return [use for module in modules() for use in finding_uses(module)]


def test_every_error_that_is_raised_has_a_text() -> None:
    raised = [use for use in _errors() if use.code.upper() == use.code and "-" in use.code]
    assert len(raised) > 20
    nothing(f"{use.place} {use.code}" for use in raised if use.code not in CODES)


def test_every_text_of_an_error_is_used() -> None:
    used = {use.code for use in _errors()}
    used |= {kind.code for kind in KINDS} | {BSN}  # refused by the code of the kind that was found
    nothing(code for code in CODES if code not in used)


def test_every_gap_in_an_error_is_filled() -> None:
    nothing(
        f"{use.place} {use.code}: {', '.join(sorted(lacking))}"
        for use in _errors()
        if use.code in CODES and use.names is not None
        for lacking in [
            gaps(CODES[use.code].title, CODES[use.code].advice) - use.names - ERROR_GIVES
        ]
        if lacking
    )


def test_every_finding_has_a_rule() -> None:
    nothing(f"{use.place} {use.code}" for use in _findings() if use.code not in REGISTER)


def test_every_rule_is_used() -> None:
    texts = {text for m in modules() if m.room != "findings" for text in _texts_in(m)}
    nothing(code for code in RULES if code not in texts)


def test_every_gap_in_a_rule_is_filled() -> None:
    cells = [m for m in modules() if m.inside == CODES_OF_CELLS]
    chosen = [
        Use(text, module.inside, CELL_GIVES)
        for module in cells
        for text in _texts_in(module)
        if text in RULES
    ]
    assert chosen, "the tables of codes have moved"
    nothing(
        f"{use.place} {use.code}: {', '.join(sorted(lacking))}"
        for use in [*_findings(), *chosen]
        if use.code in RULES and use.names is not None
        for lacking in [gaps(RULES[use.code].message, RULES[use.code].remedy) - use.names]
        if lacking
    )


def test_texts_are_sentences() -> None:
    for code, text in CODES.items():
        assert text.title.endswith(".") or text.title.startswith("{"), code
        assert text.advice.endswith((".", "}")), code
    for code, rule in REGISTER.items():
        assert rule.code == code
        assert rule.message.endswith((".", "}")), code
        assert rule.remedy.endswith((".", "}")), code


def test_the_checkers_can_fail() -> None:
    text = (
        "raise InputError('IN-KOLOM', where='x', tabel='t')\n"
        "Finding(RULES['KOLOM-ONTBREEKT'], 't', place, {'kolom': 1})\n"
        "_finding('RIJ-NUL', 't', rows, 'c')\n"
    )
    module = Module("grip.made_up", PACKAGE / "made_up.py", ast.parse(text))
    (error,) = error_uses(module)
    assert gaps(CODES[error.code].title) - (error.names or set()) == {"kolom"}
    finding, listed = finding_uses(module)
    assert gaps(RULES[finding.code].message) - (finding.names or set()) == {"weg"}
    assert listed.code == "RIJ-NUL"
