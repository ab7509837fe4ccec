"""Write the reference pages from the code: `python docs/make_reference.py`.

Nothing in these pages is written by hand: the data dictionary comes from the schema, the glossary
from `grip.terms`, the commands from the help of the program, the keys of a profile from its models
and the standard profile, and the messages from the lists of codes. `tests/docs` checks that the
pages in the repository are current.
"""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from grip import errors
from grip.codebook import GROUPS, TO_DISCUSS
from grip.config import Profile, RunOptions, Section, load_profile
from grip.discipline.signals import SIGNALS
from grip.error_texts import CODES
from grip.explanations import EXPLANATIONS
from grip.findings import Scope, Severity
from grip.ingest.load import REQUIRED_TABLES, SENSITIVE_TABLES
from grip.ingest.rules import REGISTER
from grip.ingest.translate import limits_text
from grip.proper_names import PROPER_NAMES
from grip.resources import bundled
from grip.schema import TABLES, Column, Row, columns_of
from grip.terms import TERMS

DOCS = Path(__file__).resolve().parent
SOURCE = DOCS.parent / "src" / "grip"
NOTE = "> Deze pagina wordt gemaakt door `docs/make_reference.py`; wijzig haar niet met de hand."
STANDARD = "standaard"

EXIT_CODES = {
    0: "Klaar; er kunnen waarschuwingen zijn getoond.",
    1: "Fout in grip zelf.",
    2: "De opdrachtregel klopt niet.",
    3: "De gegevens zijn geweigerd.",
    4: "Er zijn waarschuwingen en `--streng` staat aan.",
    5: "De uitvoer kan niet worden geschreven.",
    6: "De configuratie is geweigerd.",
    7: "De gegevens bevatten iets dat grip niet mag zien, zoals een BSN.",
    8: "Een andere run schrijft nu in de map.",
    130: "Afgebroken met Ctrl-C.",
}
SEVERITIES = {
    Severity.STOP: "de run stopt",
    Severity.REFUSE: "de rij telt niet mee en wordt met plaats en reden genoemd",
    Severity.WARN: "alleen een waarschuwing; met `--streng` stopt de run",
    Severity.NOTICE: "ter info: er is niets te doen, en `--streng` telt haar niet",
}

# What a key means, where its model does not say so and no comment in standaard.toml does.
MEANINGS = {
    "Profile.naam": "Naam van het profiel.",
    "Profile.basis": "Profiel waar dit overheen ligt; een eigen bestand ligt op `standaard`.",
    "Municipality.naam": "Naam van de gemeente, zoals in het rapport.",
    "Municipality.cbs_code": "Code van de gemeente bij het CBS.",
    "Settings.minimum_cel_besluit": "Besluit waarop een `minimum_cel` van 5 tot en met 9 rust.",
    "Settings.stroom_noemer": "Noemer van `instroom_pct` en `uitstroom_pct`.",
    "Ladder.bron": "Tabel waarin de plaats op de ladder staat.",
    "Ladder.posities": "De treden, de laagste eerst.",
    "ReasonGroup.naam": "Naam van de groep in het rapport.",
    "ReasonGroup.codes": "CBS-codes in de groep, met hun betekenis.",
    "PensionAge.vanaf": "Dag vanaf welke deze leeftijd geldt.",
    "PensionAge.jaren": "Leeftijd: jaren.",
    "PensionAge.maanden": "Leeftijd: maanden erbij.",
    "TargetGroup.naam": "Naam van de doelgroep in het rapport.",
    "TargetGroup.leeftijd_vanaf": "Vanaf deze leeftijd.",
    "TargetGroup.leeftijd_tot": "Tot deze leeftijd, die zelf niet meer telt.",
    "TargetGroup.duur_vanaf_jaren": "Vanaf zoveel jaar in de uitkering.",
    "TargetGroup.regeling": "Een van deze regelingen.",
    "TargetGroup.leefvorm": "Een van deze leefvormen.",
    "TargetGroup.geslacht": "Een van deze waarden.",
    "TargetGroup.reden_instroom": "Een van deze groepen van redenen.",
    "TargetGroup.statushouder": "Wel of geen statushouder.",
    "TargetGroup.inkomsten_uit_werk": "Met inkomsten uit werk in die maand.",
    "TargetGroup.inburgering": "Inburgeringsplichtig op die dag.",
    "TargetGroup.nugger": "Als nugger geregistreerd, zonder uitkering op die dag.",
    "Instrument.naam": "Naam van het instrument in het rapport.",
    "Instrument.groep": "Instrumentgroep waarin het staat.",
    "Instrument.srg_type": "Type in de SRG, richtlijn 2015.",
    "Instrument.omschrijving": "Wat het is, in een zin voor wie het niet kent.",
    "Profile.instrumentgroep": "Instrumentgroepen, met hun naam in het rapport.",
    "Norm.vanaf": "Eerste dag waarop de norm geldt.",
    "Norm.tot": "Laatste dag waarop de norm geldt; leeg is zonder einde.",
    "Norm.waarde": "De norm.",
    "BudgetPost.naam": "Naam van de post in de begroting.",
    "BudgetPost.beleidsdoel": "Beleidsdoel dat de post dient.",
    "BudgetPost.taakveld": "Taakveld (Iv3).",
    "Profile.teams": "Team van elke consulent.",
    "Profile.registratie": "Kolommen die gevuld horen te zijn, per tabel.",
    "RunOptions.data": "Map of werkmap met de exports (`--data`).",
    "RunOptions.profiel": "Naam of bestand van het profiel (`--profiel`).",
    "RunOptions.periode": "Periode van het rapport (`--periode`).",
    "RunOptions.extractiedatum": "Dag waarop de export is gemaakt (`--extractiedatum`).",
    "RunOptions.uit": "Map voor de uitvoer (`--uit`).",
    "RunOptions.geheugen": "Map met eerdere werklijsten, als die niet in de map voor de uitvoer "
    "staan (`--geheugen`).",
    "RunOptions.publiek": "Voor wie het product is (`--publiek`).",
    "RunOptions.voor": "Alleen wat deze lezer leest (`--voor`).",
    "RunOptions.zonder": "Delen van het rapport die wegblijven: benchmark, instrumenten, prognose "
    "(`--zonder`).",
    "RunOptions.streng": "Waarschuwingen gelden als fout (`--streng`).",
    "RunOptions.persoonsgegevens": "Wat er gebeurt met kolommen met persoonsgegevens "
    "(`--persoonsgegevens`): `weglaten` of `pseudoniem`; zonder keuze worden zij geweigerd.",
    "RunOptions.sleutel": "Bestand met de sleutel voor pseudoniemen, buiten gegevens en uitvoer. "
    "De omgevingsvariabele `GRIP_SLEUTEL` gaat voor.",
    "RunOptions.bron": "Bronprofiel van de exports, of een lijst; gaat voor dat van het profiel.",
    "RunOptions.voorbeeld": "Staat bij de gegevens zelf: de personen zijn verzonnen, en alles wat "
    "ervan gemaakt wordt zegt dat.",
}

_PLAIN = {"str": "tekst", "int": "geheel getal", "float": "getal", "bool": "`true` of `false`",
          "date": "datum"}  # fmt: skip


def pages() -> dict[str, str]:
    """Return every reference page by file name."""
    return {
        "gegevens.md": data_page(),
        "begrippen.md": glossary_page(),
        "opdrachten.md": commands_page(),
        "profiel.md": profile_page(),
        "meldingen.md": messages_page(),
    }


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8", newline="\n")


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTE, *parts]) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# ---- gegevens.md --------------------------------------------------------------------------------


def data_page() -> str:
    """Return the data dictionary: every table with its columns, types, codes and limits."""
    overview = _table(
        ("Tabel", "Wat erin staat", "Nodig"),
        (
            (f"[`{name}`](#{name})", row.title, _need(name))
            for name, row in TABLES.items()
        ),
    )  # fmt: skip
    intro = (
        "De tabellen waar alle cijfers op rusten. Een bestand of werkblad dat zo heet, wordt zo "
        "gelezen: csv (met `;`, `,`, tab of `|`), xlsx, xlsm of parquet. Ontbreekt een tabel of "
        "kolom die niet verplicht is, dan vervalt alleen wat haar nodig heeft, en het rapport zegt "
        "dat."
    )
    dates = (
        "Een einddatum is de **laatste dag** waarop iets geldt; leeg of `9999-12-31` is lopend. "
        "Datums staan als `jjjj-mm-dd`, `dd-mm-jjjj` of als Excel-datum; ja/nee als `ja` of `nee`; "
        "bedragen in euro's."
    )
    return _page("Gegevens", intro, dates, overview, *(_table_part(row) for row in TABLES.values()))


def _need(name: str) -> str:
    if name in SENSITIVE_TABLES:
        return "gezondheidsgegevens: wordt niet geladen"
    return "verplicht" if name in REQUIRED_TABLES else ""


def _table_part(row: type[Row]) -> str:
    lines = [f"## {row.table}", "", f"{row.title}."]
    if row.key:
        lines += ["", f"Sleutel: {_listed(row.key)}."]
    if row.begin and row.end:
        lines += ["", f"Loopt van `{row.begin}` tot en met `{row.end}`."]
    rows = [
        (f"`{c.name}`", c.kind, "ja" if c.required else "", _values(c), c.title)
        for c in columns_of(row).values()
    ]
    return "\n".join(
        [*lines, "", _table(("Kolom", "Soort", "Verplicht", "Waarden", "Betekenis"), rows)]
    )


def _values(column: Column) -> str:
    parts = [_listed(column.choices)] if column.choices else []
    limits = limits_text(column)
    if limits != column.kind:
        parts.append(limits)
    if column.width:
        parts.append(f"code van {column.width} tekens")
    if column.default is not None:
        parts.append(f"leeg is `{column.default}`")
    if column.soft:
        parts.append("onleesbaar wordt onbekend")
    return "; ".join(parts)


# ---- begrippen.md -------------------------------------------------------------------------------


def glossary_page() -> str:
    """Return the glossary: Dutch words, the English ones of the code, and proper names."""
    terms = sorted(TERMS, key=lambda term: term.dutch)
    rows = (
        (f"**{term.dutch}**", term.definition, f"`{term.english}`", term.source) for term in terms
    )
    names = sorted(PROPER_NAMES.items(), key=lambda item: item[0].casefold())
    return _page(
        "Begrippen",
        "Wat de woorden in grip betekenen, en welk Engels woord de code ervoor gebruikt: "
        "Nederlands is voor gegevens en lezers, Engels voor het programma.",
        _table(("Begrip", "Betekenis", "In de code", "Bron"), rows),
        "## Eigennamen",
        "Deze namen blijven in de code zoals ze zijn.",
        _table(("Naam", "Betekenis"), ((f"**{name}**", text) for name, text in names)),
    )


# ---- opdrachten.md ------------------------------------------------------------------------------


def commands_page() -> str:
    """Return the help page of every command, as the program prints it."""
    from typer.main import get_command

    from grip.cli import app

    group: Any = get_command(app)
    start = group.make_context("grip", [], resilient_parsing=True)
    parts = [_block("grip", group.get_help(start))]
    for name, command in group.commands.items():
        context = command.make_context(name, [], parent=start, resilient_parsing=True)
        parts.append(_block(f"grip {name}", command.get_help(context)))
    return _page(
        "Opdrachten",
        "Wat er staat bij `grip --help` en bij `grip OPDRACHT --help`. Opties die elke maand "
        "hetzelfde zijn, kunnen in een `grip.toml` in de werkmap staan: zie "
        "[profiel](profiel.md#griptoml).",
        *parts,
    )


def _block(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text.rstrip()}\n```"


# ---- profiel.md ---------------------------------------------------------------------------------


def profile_page() -> str:
    """Return every key of a profile and of grip.toml, and the lists of the standard profile."""
    return _page(
        "Profiel en grip.toml",
        "Een profiel bevat de keuzes van een gemeente. Het ligt als een laag over `standaard`: wat "
        "er niet in staat, komt daaruit. Tabellen worden per sleutel samengevoegd, losse waarden "
        "en lijsten vervangen. Een sleutel die niet bestaat, is een fout. Welke waarde uit welke "
        "laag komt, staat in `manifest.json` van elke run.",
        *_sections(),
        "## grip.toml",
        "Opties in de werkmap, zodat de maandelijkse opdracht `grip rapport` is. Wat op de "
        "opdrachtregel staat, gaat voor.",
        _keys(RunOptions, "", {}),
        "## Lijsten van het standaardprofiel",
        *_lists(load_profile(STANDARD).profile),
    )


def _sections() -> Iterator[str]:
    """Yield a part per section of the profile, first the keys that stand by themselves."""
    values = load_profile(STANDARD).values
    yield "## Sleutels van een profiel"
    alone = [name for name, f in Profile.model_fields.items() if _section_of(f.annotation) is None]
    yield _keys(Profile, "", values, alone)
    for name, field in Profile.model_fields.items():
        inner = _section_of(field.annotation)
        if inner is not None:
            place = _place(name, field.annotation)
            yield f"### {place}"
            told: dict[type[Section], str] = {}
            for at, part in _nested(place, inner):
                if part in told:
                    yield f"`{at}` heeft dezelfde sleutels als `{told[part]}`."
                else:
                    yield _keys(part, at, values)
                told.setdefault(part, at)


def _nested(place: str, section: type[Section]) -> Iterator[tuple[str, type[Section]]]:
    """Yield a section and those inside it, each with the place of its keys."""
    yield place, section
    for name, field in section.model_fields.items():
        inner = _section_of(field.annotation)
        if inner is not None:
            yield from _nested(f"{place}.{_place(name, field.annotation)}", inner)


def _place(name: str, annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is dict:
        return f"{name}.NAAM"
    return f"{name}[]" if origin is tuple else name


def _section_of(annotation: Any) -> type[Section] | None:
    """Return the model inside an annotation, or nothing where it holds plain values."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Section):
            return candidate
    return None


def _keys(
    model: type[Section], place: str, values: dict[str, Any], only: Sequence[str] = ()
) -> str:
    rows = []
    for name, field in model.model_fields.items():
        if _section_of(field.annotation) is not None or (only and name not in only):
            continue
        path = f"{place}.{name}" if place else name
        rows.append(
            (f"`{path}`", _kind(field), _default(field, path, values), meaning(model, name))
        )
    return _table(("Sleutel", "Soort", "Standaard", "Uitleg"), rows)


def meaning(model: type[Section], name: str) -> str:
    """Return what a key means: by its model, else by this page, else by the standard profile."""
    field = model.model_fields[name]
    said = field.title or field.description or MEANINGS.get(f"{model.__name__}.{name}")
    return said or _comments().get(name, "")


def _comments() -> dict[str, str]:
    """Return the comments behind the settings of the standard profile, as sentences."""
    text = bundled("config", f"{STANDARD}.toml").read_text("utf-8")
    settings = text.split("[instellingen]", 1)[1].split("\n[", 1)[0]
    found = re.findall(r"^(\w+) = [^#\n]*#\s*(.+)$", settings, re.MULTILINE)
    return {name: f"{said[0].upper()}{said[1:].rstrip('.')}." for name, said in found}


def _kind(field: FieldInfo) -> str:
    limits = [
        f"{word} {getattr(mark, side)}"
        for mark in field.metadata
        for side, word in (("ge", "minstens"), ("le", "hoogstens"))
        if hasattr(mark, side)
    ]
    return ", ".join([_in_words(field.annotation), *limits])


def _in_words(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _in_words(inner[0])
    if origin is Literal:
        return _listed(inner)
    if origin in (Union, types.UnionType):
        return " of ".join(_in_words(part) for part in inner if part is not type(None))
    if origin is tuple:
        return "lijst van teksten"
    if origin is dict:
        return "lijsten per naam" if get_origin(inner[1]) is tuple else "teksten per naam"
    return _PLAIN[annotation.__name__]


def _default(field: FieldInfo, path: str, values: dict[str, Any]) -> str:
    if path == "naam" or "NAAM" in path or "[]" in path:
        return "verplicht" if field.is_required() else _written(field.default)
    if any(key.startswith(f"{path}.") for key in values):
        return "zie hieronder"
    if path in values:
        return _written(values[path])
    return "verplicht" if field.is_required() else _written(field.default)


def _written(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return "leeg"
    if isinstance(value, list | tuple):
        return _listed(value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _lists(profile: Profile) -> Iterator[str]:
    for title, groups in (
        ("Redenen van uitstroom", profile.reden_uitstroom),
        ("Redenen van instroom", profile.reden_instroom),
    ):
        yield f"### {title}"
        yield _table(
            ("Groep", "Naam", "CBS-codes"),
            (
                (f"`{id}`", g.naam, "; ".join(f"{code} {said}" for code, said in g.codes.items()))
                for id, g in groups.items()
            ),
        )
    yield "### Ladder"
    yield f"Uit `{profile.ladder.bron}`: {' < '.join(profile.ladder.posities)}."
    yield "### AOW-leeftijd"
    yield _table(
        ("Vanaf", "Leeftijd"),
        ((age.vanaf.isoformat(), _age(age.jaren, age.maanden)) for age in profile.aow_leeftijd),
    )
    yield "### Doelgroepen"
    yield _table(
        ("Id", "Naam", "Voorwaarden"),
        ((f"`{id}`", group.naam, _conditions(group)) for id, group in profile.doelgroep.items()),
    )
    yield "### Instrumenten"
    yield _table(
        ("Id", "Naam", "Groep", "SRG"),
        (
            (f"`{id}`", i.naam, profile.instrumentgroep.get(i.groep, i.groep), i.srg_type)
            for id, i in profile.instrument.items()
        ),
    )


def _age(years: int, months: int) -> str:
    more = {0: "", 1: " en 1 maand"}.get(months, f" en {months} maanden")
    return f"{years} jaar{more}"


def _conditions(group: Section) -> str:
    filled = group.model_dump(exclude_none=True, exclude={"naam"})
    return "; ".join(f"`{name}` {_written(value)}" for name, value in filled.items())


# ---- meldingen.md -------------------------------------------------------------------------------


def messages_page() -> str:
    """Return every error code with its exit code, and every rule for findings."""
    families = _families()
    return _page(
        "Meldingen",
        "Wat grip kan zeggen als er iets niet goed is: wat er is en hoe u verder gaat. Een melding "
        "bevat nooit de inhoud van een cel. Wat tussen ‹ en › staat, vult grip in.",
        "## Afsluitcodes",
        _table(("Code", "Betekenis"), EXIT_CODES.items()),
        "## Fouten",
        "Een fout stopt de opdracht.",
        _table(
            ("Code", "Afsluitcode", "Wat er is", "Waarom", "Wat u kunt doen"),
            (
                (f"`{code}`", ", ".join(map(str, sorted(families.get(code, ())))) or "-",
                 _filled(text.title), EXPLANATIONS[code].why, _filled(text.advice))
                for code, text in sorted(CODES.items())
            ),
        ),
        "## Bevindingen",
        "Bevindingen gaan over de gegevens; ze worden verzameld en samen getoond, met bestand, "
        "blad, rij en kolom. Elke regel heeft een voorbeeld dat goed is en een dat haar breekt; de "
        "tests draaien ze allebei. Een regel van een voorbeeld is een rij: eerst de tabel, dan "
        "kolommen met hun waarde. Op het scherm staat hetzelfde met `grip leg-uit CODE`.",
        _table(("Ernst", "Wat er gebeurt"), ((f"`{s}`", text) for s, text in SEVERITIES.items())),
        *(part for scope, title in GROUPS.items() for part in _rules(scope, title)),
        f"## {TO_DISCUSS}",
        "Geen fouten in de gegevens, maar dossiers om te bespreken; zie [Werklijst](werklijst.md).",
        _table(
            ("Code", "Wat er is", "Waarom", "Wat u kunt doen"),
            ((f"`{s.code}`", s.message, s.why, s.remedy) for s in SIGNALS),
        ),
    )  # fmt: skip


def _rules(scope: Scope, title: str) -> Iterator[str]:
    """Yield the rules of one scope: a table to look up, then each with its examples."""
    rules = [rule for rule in REGISTER.values() if rule.scope is scope]
    yield f"### {title}"
    yield _table(
        ("Code", "Ernst", "Wat er is", "Wat u kunt doen"),
        (
            (f"`{rule.code}`", f"{rule.severity}{', apart gezet' if rule.sets_apart else ''}",
             _filled(rule.message), _filled(rule.remedy))
            for rule in rules
        ),
    )  # fmt: skip
    for rule in rules:
        yield f"**`{rule.code}`** {rule.why}"
        if rule.good:
            shown = ["goed:", *rule.good, "", "fout:", *rule.bad]
            yield "\n".join(["```text", *shown, "```"])


def _filled(text: str) -> str:
    return re.sub(r"\{(\w+)\}", r"‹\1›", text.replace("{suggestie}", ""))


def _families() -> dict[str, set[int]]:
    """Return the exit codes that each error code can give, read from where it is raised."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    bases = {
        node.name: ast.unparse(node.bases[0])
        for node in nodes
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error") and node.bases
    }
    found: dict[str, set[int]] = {}
    for node in nodes:
        if isinstance(node, ast.ClassDef) and node.name in bases:
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    _note(found, call, bases[node.name])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            _note(found, node, node.func.id)
    return found


def _note(found: dict[str, set[int]], call: ast.Call, family: str) -> None:
    kind = getattr(errors, family, None)
    first = call.args[0] if call.args else None
    if isinstance(kind, type) and isinstance(first, ast.Constant) and first.value in CODES:
        found.setdefault(str(first.value), set()).add(kind.exit_code)


if __name__ == "__main__":
    main()
