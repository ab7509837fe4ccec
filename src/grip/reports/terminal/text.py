"""Text on a terminal: paragraphs and plain tables, safe for any name and any encoding."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


def table(console: Console, columns: Iterable[tuple[str, bool]]) -> Table:
    """Return an empty table with a plain line under its header; numbers stand right."""
    from rich.box import Box
    from rich.table import Table

    blank, line = "    \n", " -- \n"
    box = Box(blank + blank + line + blank * 5, ascii=True)
    table = Table(box=box, show_edge=False, pad_edge=False, header_style="bold")
    for name, right in columns:
        table.add_column(cell(console, name), justify="right" if right else "left", overflow="fold")
    return table


def say(console: Console, text: str, *, style: str = "", hang: int = 0) -> None:
    """Print a paragraph folded to the width, its next lines `hang` to the right."""
    room = max(20, console.width)
    folded = textwrap.fill(
        plain(console, text), room, subsequent_indent=" " * hang, break_on_hyphens=False,
    ) if text.strip() else ""  # fmt: skip
    console.print(folded, style=style or None, markup=False, highlight=False, emoji=False)


def cell(console: Console, content: str) -> Text:
    """Return the content of a table cell, without markup."""
    from rich.text import Text

    return Text(plain(console, content))


def plain(console: Console, text: str) -> str:
    """Return text without control characters, in what the stream of the console can say."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    return visible.encode(console.encoding, "replace").decode(console.encoding)
