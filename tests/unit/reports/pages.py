"""A page of html read back: its elements in order, and its tables as rows of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "input", "link", "path", "use", "rect", "circle", "image"}
Attributes = list[tuple[str, str | None]]


@dataclass
class Tag:
    """One element with its attributes, and the text that stands in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """What a browser sees: every element in order, the tables as rows of cells."""

    source: str
    tags: list[Tag] = field(default_factory=list)
    open_: list[Tag] = field(default_factory=list)
    tables: list[tuple[str, list[list[Tag]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.tags.append(made)
        if tag not in VOID:
            self.open_.append(made)
        if tag == "table":
            self.tables.append((made.attributes.get("aria-labelledby", ""), []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][1][-1].append(made)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open_, f"</{tag}> closes nothing"
        assert self.open_[-1].name == tag, f"</{tag}> closes <{self.open_[-1].name}>"
        self.open_.pop()

    def handle_data(self, data: str) -> None:
        said = data.replace("\N{NO-BREAK SPACE}", " ")  # reads as any other space
        for tag in self.open_:
            tag.text += said

    def named(self, *names: str) -> list[Tag]:
        """Every element of these names, in order."""
        return [tag for tag in self.tags if tag.name in names]
