"""Dutch is data, English is program: the glossary held beside the names in the code."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from grip.config import load_profile
from grip.indicators.catalogue import register
from grip.indicators.dimensions import dimensions_of
from grip.indicators.views.caseload import UNITS, Caseload
from grip.proper_names import PROPER_NAMES
from grip.results import SCHEMA
from grip.schema import TABLES, columns_of
from grip.terms import TERMS
from tests.architecture.source import PACKAGE, Module, dotted, modules, nothing, words_of

PROFILES = ("standaard", "dalfsen", "uithoorn")

# The fields of these models are the columns of tables and the keys of profiles: data.
FIELD_ROOMS = (
    "schema/case", "schema/policy", "schema/row", "config", "plan", "sources", "scenarios",
    "passports", "wide_tables",
)  # fmt: skip

# A Dutch keyword names a column of a frame, or a gap in a Dutch sentence. These calls take such
# names; everywhere else a keyword is a parameter, and a parameter is English.
NAMES_DATA = {
    "select", "with_columns", "agg",
    "InputError", "ConfigError", "UsageError", "OutputError", "InternalError", "PrivacyError",
    "StrictError", "__init__",
}  # fmt: skip

_SMALL_WORDS = {"en", "van", "de", "het", "in", "op", "aan", "naar", "met", "bij"}


def _english() -> set[str]:
    return {word for term in TERMS for word in term.english.split()}


def refused_words() -> dict[str, str]:
    """Return the Dutch words that no name in the code may hold, with the word to use instead.

    A word that is English too (ladder, norm, instrument) and a proper name may stand.
    """
    free = _english() | {name.lower() for name in PROPER_NAMES}
    return {form: term.english for term in TERMS for form in term.forms if form not in free}


def names_given(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield every name that the module gives: what it only uses was given elsewhere."""
    fields = _fields(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.arg):
            yield node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if node not in fields:
                yield node.id, node
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name, node
        elif isinstance(node, ast.keyword) and node.arg:
            yield from ((node.arg, node) for _ in [0] if node not in fields)


def _fields(module: Module) -> set[ast.AST]:
    """Return the nodes that name data: fields of data models, and keywords of calls on data."""
    found: set[ast.AST] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and module.inside in FIELD_ROOMS:
            found |= {line.target for line in node.body if isinstance(line, ast.AnnAssign)}
        if isinstance(node, ast.Call) and dotted(node).split(".")[-1] in NAMES_DATA:
            found |= set(node.keywords)
    return found


def dutch_names(module: Module) -> list[str]:
    """Return the names in a module that hold a Dutch word of the glossary."""
    refused = refused_words()
    found = [
        f"{module.at(node)} {name}: {word} is {refused[word]}"
        for name, node in names_given(module)
        for word in words_of(name)
        if word in refused
    ]
    own = [word for word in words_of(module.path.stem) if word in refused]
    return [*found, *(f"{module.name}: {word} is {refused[word]}" for word in own)]


def test_names_in_the_code_are_english() -> None:
    nothing(line for module in modules() for line in dutch_names(module))


def test_the_checker_finds_dutch() -> None:
    text = (
        "def tel_instroom(uitkeringen):\n"
        "    kolom = frame.with_columns(waarde=1).filter(noemer=2)\n"
        "class NieuweMelding:\n    wijk: str\n"
        "ladder = norm = ioaw = target = 1\n"
    )
    module = Module("grip.made_up", PACKAGE / "made_up.py", ast.parse(text))
    found = [line.split()[1].rstrip(":") for line in dutch_names(module)]
    assert sorted(found) == [
        "NieuweMelding", "kolom", "noemer", "tel_instroom", "uitkeringen", "wijk",
    ]  # fmt: skip


def test_a_module_may_not_have_a_dutch_name() -> None:
    module = Module("grip.uitstroom", PACKAGE / "uitstroom.py", ast.parse(""))
    assert dutch_names(module) == ["grip.uitstroom: uitstroom is outflow"]


def test_one_concept_has_one_word() -> None:
    dutch = Counter(form for term in TERMS for form in term.forms)
    english = Counter(term.english for term in TERMS)
    nothing(word for word, times in (dutch + english).items() if times > 1 and dutch[word] > 1)
    nothing(word for word, times in english.items() if times > 1)


def test_every_term_is_whole() -> None:
    for term in TERMS:
        assert term.definition.endswith("."), term.dutch
        assert term.definition[0].isupper(), term.dutch
        assert term.source, term.dutch
        assert term.english == term.english.lower(), term.dutch
        assert all(form == form.lower() and " " not in form for form in term.forms), term.dutch


def _known() -> set[str]:
    names = {name.lower() for name in PROPER_NAMES}
    return {form for term in TERMS for form in term.forms} | _english() | names


def test_tables_and_units_stand_in_the_glossary() -> None:
    nothing(name for name in (*TABLES, *UNITS) if name not in _known())


def test_every_column_has_a_title() -> None:
    nothing(
        f"{table}.{name}"
        for table, row in TABLES.items()
        for name, column in columns_of(row).items()
        if not column.title or column.title == name
    )


def test_columns_of_the_result_frame_stand_in_the_glossary() -> None:
    known = _known() | {"run"}
    nothing(name for name in SCHEMA if not set(name.split("_")) <= known)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_indicator_says_what_it_is(profile: str) -> None:
    for indicator in register(load_profile(profile).profile):
        card = indicator.card
        assert card.title, card.id
        assert card.definition.endswith("."), card.id
        assert card.numerator, card.id
        assert len(card.title) <= 50, card.id


@pytest.mark.parametrize("profile", PROFILES)
def test_themes_stand_in_the_glossary(profile: str) -> None:
    themes = {indicator.card.theme for indicator in register(load_profile(profile).profile)}
    unknown = {
        f"{theme}: {word}"
        for theme in themes
        for word in theme.lower().replace(",", "").split()
        if word not in _known() | _SMALL_WORDS
    }
    nothing(sorted(unknown))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_dimension_has_a_title(profile: str) -> None:
    choices = load_profile(profile).profile
    dimensions = dimensions_of(Caseload({}, choices))
    nothing(id for id, dimension in dimensions.items() if not dimension.title)
    used = {name for i in register(choices) for d in i.dimensions for name in d.split("|")}
    nothing(name for name in used if name not in dimensions.keys() | {"doelgroep", "van", "naar"})
