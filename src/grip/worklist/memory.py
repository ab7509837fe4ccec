"""The memory of the worklist: what was found before, and what was agreed about it.

Every worklist is a folder with `werklijst.json` and `werklijst.xlsx`. A run reads the newest one of
an earlier export, and of its own folder only what somebody filled in: so a rerun reads the state
from before it, and gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from grip.errors import InputError
from grip.worklist.edits import read_edits
from grip.worklist.items import (
    Given,
    Item,
    State,
    as_dict,
    from_dict,
    given_as_dict,
    given_from_dict,
)

FILE, BOOK = "werklijst.json", "werklijst.xlsx"
SCHEMA = "grip/werklijst/1"
_KEPT_ASIDE = re.compile(r"(?P<name>.+)\.v(?P<number>\d+)")
_YES = {"ja", "j", "x", "akkoord", "waar", "true", "1"}


@dataclass(frozen=True)
class Memory:
    """What a run knows of before.

    Attributes:
        day: the day of the export of the worklist before, or nothing at the first.
        items: its items, by name.
        given: what has been filled in beside items, in force now.
        here: the part of it that was filled in in the folder of this very run.
        inputs: the files that were read, with their hash, for the manifest.
    """

    day: date | None = None
    items: Mapping[str, Item] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    here: Mapping[str, Given] = field(default_factory=dict)
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Kept:
    """One worklist as it lies in its folder."""

    folder: Path
    day: date
    items: dict[str, Item]
    here: dict[str, Given]

    @cached_property
    def edits(self) -> dict[str, Given]:
        """What was filled in since grip wrote it; read only where the workbook was changed."""
        book = self.folder / BOOK
        if not book.is_file() or _as_written(book):
            return {}
        return read_edits(book, {name: item.given for name, item in self.items.items()})


def recall(places: Sequence[Path], own: Path, day: date) -> Memory:
    """Return the memory of a run over the export of `day`, which writes to the folder `own`.

    Raises:
        InputError: a worklist that is there cannot be read.
    """
    before = _before([_read(folder) for place in places for folder in _folders(place)], day)
    mine = _read(own) if (own / FILE).is_file() else None
    same_day = mine if mine is not None and mine.day == day else None
    here = {**same_day.here, **same_day.edits} if same_day else {}
    given: dict[str, Given] = {}
    for one in before:
        given |= {name: item.given for name, item in one.items.items() if item.given != Given()}
    for one in before:
        given |= one.edits
    given |= here
    inputs = [(f"werklijst van {one.day.isoformat()}", _hash_of(one)) for one in before]
    if here:
        inputs.append(
            ("akkoord in deze werklijst", _hash({n: given_as_dict(g) for n, g in here.items()}))
        )
    items = {name: item for one in before for name, item in one.items.items()}
    return Memory(before[-1].day if before else None, items, given, here, tuple(inputs))


def remember(memory: Memory, items: Iterable[Item], day: date) -> dict[str, Any]:
    """Return what the next run must know, for `werklijst.json`."""
    return {
        "schema": SCHEMA,
        "extractiedatum": day.isoformat(),
        "posten": [as_dict(item) for item in sorted(items, key=lambda item: item.name)],
        "hier_ingevuld": {name: given_as_dict(memory.here[name]) for name in sorted(memory.here)},
    }


def judged(found: Iterable[Item], memory: Memory, day: date, tables: Iterable[str]) -> list[Item]:
    """Return the items of today with their state, and those of before that are solved.

    An item of a table that is not in the export was not looked at: it stays open. Nothing is new
    or solved twice: what was solved and comes back is new.
    """
    today = {item.name: item for item in found}
    present = set(tables)
    items = [_stated(item, memory, day) for item in today.values()]
    for name, old in memory.items.items():
        if name in today or old.passing or old.state is State.SOLVED:
            continue
        if old.table and old.table not in present:
            note = "Niet gecontroleerd: de tabel ontbreekt in deze export."
            items.append(replace(old, state=State.OPEN, note=note))
        else:
            items.append(replace(old, state=State.SOLVED, note=""))
    return items


def _stated(item: Item, memory: Memory, day: date) -> Item:
    old, given = memory.items.get(item.name), memory.given.get(item.name, Given())
    seen = old is not None and old.state is not State.SOLVED
    since = min(old.since, item.since) if old is not None and seen else item.since
    lacking = lacking_in(given)
    if given.agreed.casefold() in _YES and not lacking:
        if date.fromisoformat(given.until) >= day:
            return replace(item, state=State.ACCEPTED, since=since, given=given)
        ended = ".".join(reversed(given.until.split("-"))).replace(".", "-")
        lacking = f"Het akkoord liep tot en met {ended}."
    state = State.OPEN if seen and not item.passing else State.NEW
    return replace(item, state=state, since=since, given=given, note=lacking)


def lacking_in(given: Given) -> str:
    """Return what is lacking in what was filled in, in Dutch; nothing for an empty or whole one."""
    if given == Given():
        return ""
    if given.agreed.casefold() not in _YES:
        return "Geen akkoord: vul 'ja' in bij Akkoord, of haal de andere cellen leeg."
    wanted = (("reden", given.reason), ("door wie", given.by), ("tot en met", _day(given.until)))
    absent = [word for word, value in wanted if not value]
    return f"Akkoord niet volledig: vul ook in: {', '.join(absent)}." if absent else ""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _before(kept: Iterable[_Kept], day: date) -> list[_Kept]:
    """Return the worklists of the last export before `day`.

    Of one folder and those that a rerun kept aside of it (`.v1`, `.v2`) only the last one counts.
    """
    earlier = [one for one in kept if one.day < day]
    newest = max((one.day for one in earlier), default=day)
    last: dict[str, tuple[float, _Kept]] = {}
    for one in earlier:
        if one.day == newest:
            aside = _KEPT_ASIDE.fullmatch(one.folder.name)
            name = aside["name"] if aside else one.folder.name
            rank = float(aside["number"]) if aside else float("inf")
            if name not in last or rank > last[name][0]:
                last[name] = rank, one
    return [last[name][1] for name in sorted(last)]


def _folders(place: Path) -> list[Path]:
    """Return the folders with a worklist in a folder."""
    found = place.glob(f"*/{FILE}") if place.is_dir() else ()
    return sorted(path.parent for path in found if not path.parent.name.startswith("."))


def _read(folder: Path) -> _Kept:
    try:
        content = json.loads((folder / FILE).read_text("utf-8"))
        if content["schema"] != SCHEMA:
            raise ValueError
        items = [from_dict(item) for item in content["posten"]]
        here = {name: given_from_dict(given) for name, given in content["hier_ingevuld"].items()}
        day = date.fromisoformat(content["extractiedatum"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError("WERKLIJST-LEZEN", where=f"{folder.name}/{FILE}") from None
    return _Kept(folder, day, {item.name: item for item in items}, here)


def _as_written(book: Path) -> bool:
    """Tell whether a workbook is still as the manifest beside it says that it was written."""
    try:
        manifest = json.loads((book.parent / "manifest.json").read_text("utf-8"))
        written = manifest["uitvoer"][book.name]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(written == hashlib.sha256(book.read_bytes()).hexdigest())


def _hash_of(kept: _Kept) -> str:
    """Return a hash of a worklist with what was filled in, whatever its bytes are."""
    edits = {name: given_as_dict(given) for name, given in kept.edits.items()}
    return _hash([[as_dict(item) for item in kept.items.values()], edits])


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
