"""What all row models share: strictness, their table's name, and the words to declare a field.

The pydantic model of a table is the single source of its columns, types, codes and limits.
`grip.schema.columns` compiles it to polars expressions; only rows that fail those meet the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


@dataclass(frozen=True)
class Soft:
    """Marks a field that only describes: an unreadable value is emptied, the row is kept."""


@dataclass(frozen=True)
class Cents:
    """Marks an amount: read in euros, held as whole cents."""


@dataclass(frozen=True)
class Code:
    """Marks text that may have lost its leading zero in a spreadsheet; `width` restores it."""

    width: int


Text = Annotated[str, Field(min_length=1)]
Money = Annotated[int, Cents()]
Percentage = Annotated[float, Field(ge=0)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
ReasonCode = Annotated[str, Field(min_length=1), Code(width=2)]


class Row(BaseModel):
    """One row of a canonical table."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, hide_input_in_errors=True, defer_build=True
    )

    table: ClassVar[str]
    title: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()
    begin: ClassVar[str | None] = None
    end: ClassVar[str | None] = None

    @model_validator(mode="after")
    def _ends_after_begin(self) -> Self:
        if self.begin and self.end:
            first, last = getattr(self, self.begin), getattr(self, self.end)
            if first is not None and last is not None and last < first:
                raise ValueError("einde-voor-begin")
        return self


class Spell(Row):
    """A row that holds from `begindatum` to `einddatum`, the last day; empty is running."""

    begin: ClassVar[str | None] = "begindatum"
    end: ClassVar[str | None] = "einddatum"

    begindatum: date = Field(title="Eerste dag")
    einddatum: date | None = Field(None, title="Laatste dag; leeg of 9999-12-31 is lopend")
