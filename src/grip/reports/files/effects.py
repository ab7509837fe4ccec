"""What is known of instruments in machine formats: csv, json, parquet or xlsx, unrounded."""

from __future__ import annotations

import io
from pathlib import Path

from grip.effect_door import ProtectedEffects
from grip.errors import OutputError
from grip.reports.design_words import design_in_words
from grip.reports.effect_answers import QUESTIONS
from grip.reports.effect_words import Story
from grip.reports.files.folder import write_whole
from grip.reports.files.tabular import SUFFIXES, as_json, csv_bytes, sheet_bytes


def write_effects(effects: ProtectedEffects, path: Path) -> None:
    """Write the figures to a file; its ending says which format.

    Raises:
        OutputError: the ending is none of csv, json, parquet, xlsx.
    """
    write_whole(path, _bytes(effects, ending_of(path)))


def ending_of(path: Path) -> str:
    """Return the ending that says which format.

    Raises:
        OutputError: it is none of csv, json, parquet, xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise OutputError("UIT-SOORT", where=path.name)
    return suffix


def effects_json(effects: ProtectedEffects) -> str:
    """Return the figures as json, with per instrument its level, why, and the answers in words."""
    stories = [Story(effects, id) for id in effects.names]
    told = [
        {
            "instrument": story.id, "naam": story.name, "niveau": story.level,
            "niet_hoger": story.why, "oordeel": story.verdict,
            "antwoorden": {question: answer(story) for question, answer in QUESTIONS},
        }
        for story in stories
    ]  # fmt: skip
    return as_json(
        {
            "schema": "grip/instrumenten/1", "peildatum": effects.window.end,
            "gevolgd_vanaf": effects.since, "gevolgd_tot_en_met": effects.until,
            "vergeleken_op": list(effects.covariates), "instrumenten": told,
            "opzetten": [
                {
                    "opzet": one.design.id, "naam": one.design.naam, "soort": one.design.soort,
                    "instrument": one.design.instrument, "mag_gezegd": one.speaks,
                    "aangetoond": one.found, "tekst": design_in_words(one),
                }
                for one in effects.designs
            ],
            "cijfers": effects.frame.to_dicts(),
        }
    )  # fmt: skip


def _bytes(effects: ProtectedEffects, suffix: str) -> bytes:
    import polars as pl

    if suffix == ".json":
        return effects_json(effects).encode()
    dated = effects.frame.with_columns(
        periode_begin=pl.lit(effects.window.begin), periode_eind=pl.lit(effects.window.end)
    )
    if suffix == ".csv":
        return csv_bytes(dated)
    if suffix == ".xlsx":
        return sheet_bytes(dated, "instrumenten")
    buffer = io.BytesIO()
    dated.write_parquet(buffer)
    return buffer.getvalue()
