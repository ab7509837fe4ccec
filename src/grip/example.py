"""The example municipality: synthetic persons, published totals, ready for `grip rapport`."""

from __future__ import annotations

import shutil
from pathlib import Path

from grip.errors import OutputError
from grip.reports.files.folder import writing
from grip.resources import bundled


def example_names() -> list[str]:
    """Return the municipalities of which an example comes with grip."""
    return sorted(
        path.name for path in bundled("sample").iterdir() if (path / "grip.toml").is_file()
    )


def write_example(folder: Path, name: str) -> None:
    """Write the example `name` into a new or empty folder.

    Raises:
        OutputError: the folder has something in it, or cannot be written.
    """
    with writing(folder):
        if folder.exists() and any(folder.iterdir()):
            raise OutputError("UIT-BESTAAT", where=str(folder))
        shutil.copytree(bundled("sample", name), folder, dirs_exist_ok=True)
