"""One door: no figure reaches a writer without passing `grip.disclosure.protect`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import pytest

from grip.disclosure import ProtectedResults, protect
from grip.results import SCHEMA, Audience, Results
from tests.architecture.source import Module, dotted, modules, nothing, public_functions

# Every function that puts figures on paper, screen or disk, with what it takes.
WRITERS = {
    ("reports/workbook/xlsx", "write_workbook"): "Document",
    ("reports/word", "write_word"): "Document",
    ("reports/web/html", "write_html"): "Document",
    ("reports/charts/draw", "write_charts"): "Sequence[Figure]",  # of a document, see MAKERS
    ("reports/charts/draw", "write_chart"): "Figure",
    ("reports/terminal/results", "print_summary"): "Document",
    ("reports/terminal/results", "print_results"): "ProtectedResults",
    ("reports/files/tabular", "write_results"): "ProtectedResults",
    ("reports/files/tabular", "results_json"): "ProtectedResults",
    ("reports/terminal/targets", "print_targets"): "ProtectedTargets",
    ("reports/files/targets", "write_targets"): "ProtectedTargets",
    ("reports/terminal/effects", "print_effects"): "ProtectedEffects",
    ("reports/files/effects", "write_effects"): "ProtectedEffects",
    ("reports/files/signals", "write_signals"): "Signals",  # of protected results only
    ("reports/terminal/benchmark", "print_benchmark"): "Benchmark",  # likewise
    ("reports/files/benchmark", "write_benchmark"): "Benchmark",
    # Read back from what runs published; between two public ones what is small stays out.
    ("reports/terminal/difference", "print_difference"): "RunDifference",
    ("reports/files/runs", "write_difference"): "RunDifference",
    ("reports/terminal/runs", "print_history"): "RunHistory",
    ("reports/files/runs", "write_history"): "RunHistory",
}
# These write no figures: findings, row counts, cards; and for the house only, how records are
# kept.
OTHERS = {
    ("reports/files/folder", "write_whole"),
    ("reports/files/tabular", "csv_bytes"),
    ("reports/files/tabular", "as_json"),
    ("reports/terminal/findings", "print_findings"),
    ("reports/terminal/findings", "print_skipped"),
    ("reports/files/findings", "write_findings"),
    ("reports/terminal/registration", "print_registration"),
    ("reports/terminal/lists", "print_counts"),
    ("reports/terminal/lists", "print_cards"),
    ("reports/terminal/lists", "print_card"),
    ("reports/terminal/codes", "print_codes"),
    ("reports/terminal/codes", "print_code"),
    ("reports/terminal/matching", "print_proposals"),
    ("reports/terminal/checks", "print_check"),
    # Of a series that the user brings, without cases.
    ("reports/terminal/forecast", "print_series"),
    ("reports/terminal/forecast", "print_months"),
    ("reports/files/forecasts", "write_forecast"),
    # Forecasts of a caseload are for the house only; the command refuses any other.
    ("reports/terminal/outlook", "print_outlook"),
}
# What a document is made of is made where it is made.
MAKERS = {
    "Document": {"reports/build", "reports/appendix/products"},
    "KeyFigure": {"reports/build"},
    "Figure": {
        "reports/chapters",
        "reports/appendix/drawn",
        "reports/charts/draw",
    },
}
# The rooms of one writer each; their functions take what that writer hands them.
ENTRANCES = ("reports/workbook/xlsx", "reports/charts/draw")  # of those rooms
INNER = ("reports/workbook/", "reports/charts/", "reports/terminal/text", "reports/figure_style")
WRITER_NAMES = ("write_", "print_", "results_", "csv_", "as_json")


def _is_inner(module: Module) -> bool:
    return module.inside.startswith(INNER) and module.inside not in ENTRANCES


def _named(name: str) -> Iterator[tuple[Module, ast.AST]]:
    """Yield every use of a name, plain or as an attribute."""
    for module in modules():
        for node in ast.walk(module.tree):
            if (isinstance(node, ast.Name) and node.id == name) or (
                isinstance(node, ast.Attribute) and node.attr == name
            ):
                yield module, node


def _made(name: str) -> set[str]:
    """Return the modules that call a class."""
    return {
        module.inside
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node).split(".")[-1] == name
    }


def _defined_in(name: str) -> set[str]:
    return {
        module.inside
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and node.name == name
    }


def test_only_the_door_makes_protected_results() -> None:
    assert _made("ProtectedResults") == {"disclosure/door"}


def test_only_the_door_names_the_proof() -> None:
    """Besides the class itself, which looks whether it was handed the proof."""
    named = {module.inside for module, _ in _named("PASSED")}
    assert named <= {"disclosure/door"} | _defined_in("ProtectedResults")


def test_targets_have_a_door_of_the_same_make() -> None:
    assert _made("ProtectedTargets") == {"target_door"}
    named = {module.inside for module, _ in _named("_PASSED_TARGETS")}
    assert named == {"target_door"}
    raw = [m.at(n) for m, n in _named("TargetResults") if m.room == "reports"]
    nothing(raw)


def test_instruments_have_a_door_of_the_same_make() -> None:
    assert _made("ProtectedEffects") == {"effect_door"}
    named = {module.inside for module, _ in _named("_PASSED_EFFECTS")}
    assert named == {"effect_door"}
    raw = [m.at(n) for m, n in _named("Effects") if m.room == "reports"]
    nothing(raw)


def test_signals_are_made_from_what_passed_the_door() -> None:
    assert _made("Signals") == {"signals/watch"}
    nothing(m.at(n) for m, n in _named("Results") if m.room == "signals")


def test_a_benchmark_is_made_from_what_passed_the_door() -> None:
    assert _made("Benchmark") == {"benchmark/compare"}
    takers = {m.inside for m, _ in _named("Results") if m.room == "benchmark"}
    assert takers == {"benchmark/own"}, "raw results are only made there, for the door"


def test_what_is_read_back_is_made_in_one_place() -> None:
    assert _made("RunDifference") == {"runs/compare"}
    assert _made("RunHistory") == {"runs/past"}
    assert _made("SideBySide") == {"runs/figures"}


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_and_its_figures_are_made_in_few_places(name: str) -> None:
    makers = {m.rsplit("/", 1)[0] if "/chapters/" in m else m for m in _made(name)}
    assert makers
    assert makers <= MAKERS[name]


def test_reports_never_see_raw_results() -> None:
    raw = [m.at(n) for m, n in _named("Results") if m.room == "reports"]
    nothing(raw)


def test_writers_take_what_passed_the_door() -> None:
    found = {}
    for module in modules():
        if module.room != "reports" or _is_inner(module):
            continue
        for function in public_functions(module):
            if function.name.startswith(WRITER_NAMES):
                first = function.args.args[0].annotation
                found[module.inside, function.name] = ast.unparse(first) if first else ""
    figures = {key: taken for key, taken in found.items() if key not in OTHERS}
    assert figures == WRITERS
    assert found.keys() >= OTHERS, "a name in OTHERS does not exist any more"


def test_nobody_swaps_the_frame_of_protected_results() -> None:
    """`dataclasses.replace` would keep the proof beside another frame."""
    swaps = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and dotted(node) in ("replace", "dataclasses.replace", "object.__setattr__")
        and any(word.arg in ("frame", "audience", "cards") for word in node.keywords)
    ]
    nothing(swaps)


def _raw() -> Results:
    import polars as pl

    return Results(pl.DataFrame(schema=SCHEMA), {})


def test_protected_results_cannot_be_made_elsewhere() -> None:
    raw = _raw()
    with pytest.raises(TypeError, match="protect"):
        ProtectedResults(raw.frame, raw.cards, Audience.PUBLIC, 10)
    with pytest.raises(TypeError, match="protect"):
        ProtectedResults(raw.frame, raw.cards, Audience.PUBLIC, 10, object())


def test_the_door_makes_them() -> None:
    assert protect(_raw(), Audience.PUBLIC, 10).audience is Audience.PUBLIC


def test_protected_results_cannot_be_changed() -> None:
    made = protect(_raw(), Audience.PUBLIC, 10)
    with pytest.raises(AttributeError):
        made.audience = Audience.INTERNAL  # type: ignore[misc]


def test_the_proof_does_not_travel_to_another_frame() -> None:
    made = protect(_raw(), Audience.PUBLIC, 10)
    with pytest.raises((TypeError, ValueError)):
        replace(made, frame=_raw().frame)
