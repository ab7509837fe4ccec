"""The specs read as a manual: a module is a chapter, a test is a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from inspect import getdoc, signature
from types import ModuleType

from tests.spec.statement import Statement


@dataclass
class Recorder:
    """Stands in for the fixture `spec`: writes the statements down and computes nothing."""

    statements: list[Statement] = field(default_factory=list)

    def __call__(self, indicator: str, **said: object) -> None:
        self.statements.append(Statement.of(indicator, said))


@dataclass(frozen=True)
class Paragraph:
    """One rule: what it says, in Dutch, and the statements that show it."""

    text: str
    statements: tuple[Statement, ...]

    def about(self, id: str) -> tuple[Statement, ...]:
        """Return the statements on one indicator, whatever the variant."""
        return tuple(s for s in self.statements if s.indicator.partition(";")[0] == id)


@dataclass(frozen=True)
class Chapter:
    """One module of specs: its title, its introduction, its paragraphs."""

    title: str
    introduction: str
    paragraphs: tuple[Paragraph, ...]


def chapter(module: ModuleType) -> Chapter:
    """Read a module of specs as a chapter, in the order in which it was written."""
    title, _, introduction = (getdoc(module) or "").partition("\n")
    return Chapter(title, introduction.strip(), tuple(_paragraphs(module)))


def _paragraphs(module: ModuleType) -> Iterator[Paragraph]:
    for name, test in vars(module).items():
        if name.startswith("test_"):
            recorder = Recorder()
            if "spec" in signature(test).parameters:  # others say it in words only
                test(recorder)
            yield Paragraph(" ".join((getdoc(test) or "").split()), tuple(recorder.statements))
