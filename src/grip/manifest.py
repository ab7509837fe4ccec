"""The manifest: what went into a run, so that a figure can be traced and a run repeated.

No clock, no absolute path, no user name and no cell value stands in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from grip import __version__
from grip.config import LoadedProfile, names_persons
from grip.findings import RowCount


def manifest_of(
    command: str,
    options: Mapping[str, str],
    profile: LoadedProfile,
    counts: Sequence[RowCount],
    findings: Mapping[str, int],
    extraction: date,
    *,
    public: bool = False,
    memory: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Return the manifest of a run, with its id `run`: a hash of all the rest.

    `memory` is the state of earlier runs that was read, by name, with its hash.

    What is public names the inputs, but not how many rows of them were refused or set apart:
    those are small counts of persons. Nor does it hold the settings that name persons.
    """
    content: dict[str, Any] = {
        "schema": "grip/manifest/1",
        "versie": __version__,
        "opdracht": {"naam": command, **options},
        "extractiedatum": extraction.isoformat(),
        "configuratie": {
            key: {"waarde": _plain(value), "laag": profile.origins[key]}
            for key, value in sorted(profile.values.items())
            if not (public and names_persons(key))
        },
        "invoer": [_input(count) | ({} if public else _rows(count)) for count in counts],
        **({} if public else {"bevindingen": dict(sorted(findings.items()))}),
        **({"geheugen": dict(memory)} if memory else {}),
        "toevalsgetallen": "geen",
    }
    return {"run": _hash(content), **content}


def choices_of(profile: LoadedProfile) -> list[tuple[str, str, str]]:
    """Return the choices of the municipality for a reader: key, value and layer."""
    shown = ("gemeente.", "instellingen.", "ladder.")
    return [
        (key, _in_words(value), profile.origins[key])
        for key, value in sorted(profile.values.items())
        if key.startswith(shown)
    ]


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _input(count: RowCount) -> dict[str, Any]:
    return {
        "tabel": count.table,
        "bestand": count.file,
        "blad": count.sheet,
        "sha256": count.sha256,
        **({"notatie": count.notation} if count.notation else {}),
    }


def _rows(count: RowCount) -> dict[str, Any]:
    return {
        "rijen_gelezen": count.read,
        "rijen_geladen": count.loaded,
        "rijen_geweigerd": count.refused,
        "rijen_apart": count.set_apart,
    }


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def _hash(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
