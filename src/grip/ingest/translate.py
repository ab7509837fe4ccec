"""The row model's objections in the words of the rules: which cell, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from grip.errors import InternalError
from grip.findings import RULES, Finding, Place
from grip.schema import Column, Row, columns_of

_RULE_OF_TYPE = {
    "literal_error": "RIJ-CODE",
    "string_pattern_mismatch": "RIJ-DATUM",
    "string_too_short": "RIJ-LEEG-VELD",
    "greater_than_equal": "RIJ-GRENS",
    "less_than_equal": "RIJ-GRENS",
    "greater_than": "RIJ-GRENS",
    "less_than": "RIJ-GRENS",
    "string_too_long": "RIJ-GRENS",
    "value_error": "RIJ-EINDE",
}
_RULE_OF_KIND = {
    "datum": "RIJ-DATUM",
    "maand": "RIJ-DATUM",
    "getal": "RIJ-GETAL",
    "decimaal": "RIJ-GETAL",
    "bedrag": "RIJ-GETAL",
    "ja/nee": "RIJ-JANEE",
}


def objections(row_model: type[Row], row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the (rule code, column) pairs of what the row model has against a typed row."""
    try:
        row_model.model_validate(dict(row), strict=True)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
        return [_objection(row_model, row, detail["type"], detail["loc"]) for detail in details]
    return []


def _objection(
    row_model: type[Row], row: Mapping[str, Any], kind: str, loc: tuple[int | str, ...]
) -> tuple[str, str]:
    column = str(loc[0]) if loc else row_model.end or ""
    if loc and row.get(column) is None:
        return "RIJ-LEEG-VELD", column
    if kind not in _RULE_OF_TYPE:
        raise InternalError("TELLING", tabel=row_model.table) from None
    return _RULE_OF_TYPE[kind], column


def cell_finding(row_model: type[Row], code: str, place: Place, pattern: str = "") -> Finding:
    """Return the finding of one cell (or, for an end before its begin, of one row)."""
    column = columns_of(row_model)[place.column]
    names: dict[str, object] = {
        "vorm": shape_text(pattern), "keuzes": choices_text(column),
        "grens": limits_text(column),
    }  # fmt: skip
    return Finding(RULES[code], row_model.table, place, names)


def shape_text(pattern: str) -> str:
    """Return in words what a cell looks like, by the shape of its content (`pattern_of`)."""
    if not pattern:
        return "grip herkent er niets in"
    if pattern == "letters":
        return "er staat een woord"
    signs = ["9 is een cijfer"] if "9" in pattern else []
    signs += ["letters is een woord"] if "letters" in pattern else []
    meaning = f" ({', '.join(signs)})" if signs else ""
    return f"de cel ziet eruit als {pattern}{meaning}"


def unreadable_code(column: Column, shape: str = "") -> str:
    """Return the rule for a cell that holds something of this shape, but not what it is for."""
    if is_emptied(column):
        return "CEL-LEEG"
    if column.kind == "tekst" and shape.startswith("9"):
        return "RIJ-NUMMER"
    return _RULE_OF_KIND.get(column.kind, "RIJ-LEEG-VELD")


def is_emptied(column: Column) -> bool:
    """Whether an unreadable cell is emptied: the column only describes, or is optional text."""
    return column.soft or (column.kind == "tekst" and not column.required)


def choices_text(column: Column) -> str:
    """Return what the column may hold, as a user would write it."""
    if column.choices:
        return ", ".join(column.choices)
    return "ja, nee" if column.kind == "ja/nee" else limits_text(column)


def limits_text(column: Column) -> str:
    """Return the limits of a number in words, or what sort of value it is."""
    low = _limit(column, "ge")
    high = _limit(column, "le")
    if low is not None and high is not None:
        return f"{low} tot en met {high}"
    if low is not None:
        return f"minstens {low}"
    return column.kind if high is None else f"hoogstens {high}"


def _limit(column: Column, side: str) -> Any:
    return next((getattr(mark, side) for mark in column.constraints if hasattr(mark, side)), None)
