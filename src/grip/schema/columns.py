"""The row models compiled: what each column is, and the polars expressions that test it."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types as limits
import polars as pl
from pydantic.fields import FieldInfo

from grip.schema.row import Cents, Code, Row, Soft

_DTYPES: dict[type, type[pl.DataType]] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    date: pl.Date,
}


@dataclass(frozen=True)
class Column:
    """One column of a canonical table, as the loader and the documentation need it."""

    name: str
    title: str
    kind: str
    dtype: type[pl.DataType]
    required: bool
    default: Any
    soft: bool
    width: int
    choices: tuple[str, ...]
    constraints: tuple[Any, ...]

    def fails(self) -> pl.Expr:
        """Return an expression that is true where a (typed) value breaks a limit or code list."""
        value = pl.col(self.name)
        broken = [_breaks(limit, value) for limit in self.constraints]
        if self.choices:
            broken.append(~value.is_in(self.choices))
        return pl.any_horizontal(pl.lit(False), *broken).fill_null(False)


@cache
def columns_of(row: type[Row]) -> dict[str, Column]:
    """Return the columns of a table in the order of its model, by name."""
    order = [n for n in row.model_fields if n not in ("begindatum", "einddatum")]
    if row.begin == "begindatum":
        order[len(row.key) or 1 : len(row.key) or 1] = ["begindatum", "einddatum"]
    else:
        order = list(row.model_fields)
    return {name: _column(name, row.model_fields[name]) for name in order}


def order_of(row: type[Row]) -> list[str]:
    """Return the columns that the rows of a table stand in order of: no two rows are then equal.

    First the person, then begin and end, then the key; without a key all columns.
    """
    names = list(columns_of(row))
    first = [name for name in ("persoon_id", row.begin, row.end) if name in names]
    return [name for name in dict.fromkeys([*first, *(row.key or names)]) if name]


def _column(name: str, field: FieldInfo) -> Column:
    base, marks = _unfold(field.annotation)
    marks = (*marks, *field.metadata)
    choices = tuple(get_args(base)) if get_origin(base) is Literal else ()
    plain = str if choices else base
    cents = any(isinstance(mark, Cents) for mark in marks)
    required = field.is_required()
    return Column(
        name=name,
        title=field.title or name,
        kind=_kind(plain, cents=cents, month=any(_pattern(mark) for mark in marks)),
        dtype=_DTYPES[plain],
        required=required,
        default=None if required else field.default,
        soft=any(isinstance(mark, Soft) for mark in marks),
        width=next((mark.width for mark in marks if isinstance(mark, Code)), 0),
        choices=choices,
        constraints=tuple(m for m in _flat(marks) if _BREAKS.get(type(m)) or _pattern(m)),
    )


def _unfold(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Strip Optional and Annotated off an annotation; return the plain type and the marks."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *found = get_args(annotation)
            marks = (*marks, *found)
        elif get_origin(annotation) in (Union, types.UnionType):
            (annotation,) = [part for part in get_args(annotation) if part is not type(None)]
        else:
            return annotation, marks


def _flat(marks: tuple[Any, ...]) -> list[Any]:
    """Return the marks with those inside a pydantic FieldInfo laid beside them."""
    flat: list[Any] = []
    for mark in marks:
        flat.extend(mark.metadata if isinstance(mark, FieldInfo) else [mark])
    return flat


def _pattern(mark: Any) -> str | None:
    inner = mark.metadata if isinstance(mark, FieldInfo) else [mark]
    return next((p for part in inner if (p := getattr(part, "pattern", None))), None)


def _kind(plain: type, *, cents: bool, month: bool) -> str:
    """Return the Dutch word for the type, as the data dictionary prints it."""
    if cents:
        return "bedrag"
    if month:
        return "maand"
    return {str: "tekst", int: "getal", float: "decimaal", bool: "ja/nee", date: "datum"}[plain]


_BREAKS: dict[type, Callable[[Any, pl.Expr], pl.Expr]] = {
    limits.Ge: lambda limit, value: value < limit.ge,
    limits.Le: lambda limit, value: value > limit.le,
    limits.Gt: lambda limit, value: value <= limit.gt,
    limits.Lt: lambda limit, value: value >= limit.lt,
    limits.MinLen: lambda limit, value: value.str.len_chars() < limit.min_length,
    limits.MaxLen: lambda limit, value: value.str.len_chars() > limit.max_length,
}


def _breaks(limit: Any, value: pl.Expr) -> pl.Expr:
    if pattern := _pattern(limit):
        return ~value.str.contains(pattern)
    return _BREAKS[type(limit)](limit, value)
