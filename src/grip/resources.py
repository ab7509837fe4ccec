"""Where the files that come with grip are: inside the wheel, or at the root of the repository."""

from __future__ import annotations

from pathlib import Path

_DATA = ("sample", "published")
_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Return the path of a file or folder that comes with grip, such as `config/uithoorn.toml`."""
    inside = _PACKAGE.joinpath("_bundled", *parts)
    if inside.exists():
        return inside
    root = _PACKAGE.parents[1]
    return root.joinpath("data", *parts) if parts[0] in _DATA else root.joinpath(*parts)
