"""The run folder: built aside, moved into place whole, and never half there.

A lock that dies with the process guards the output folder. The manifest is written last: a folder
without it is unfinished and is swept. With other input the folder of before is kept whole beside
the new one, as `.v1`, `.v2`, …
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grip.errors import LockedError, OutputError

MANIFEST = "manifest.json"
_LOCK = ".grip.lock"
_ASIDE = ".grip-{name}.nieuw"


@contextmanager
def run_folder(out: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder to build `name` in; on leaving it without error it is published.

    Raises:
        LockedError: another run holds the lock of `out`.
        OutputError: the folder cannot be written or moved.
    """
    with writing(out), _locked(out):
        _finish_or_sweep(out)
        aside = out / _ASIDE.format(name=name)
        aside.mkdir()
        try:
            yield aside
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        _publish(aside, out / name)


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the system says about writing into an OutputError that a user can act upon."""
    try:
        yield
    except Exception as error:
        # XlsxWriter wraps what the system said in an exception of its own.
        cause = error if isinstance(error, OSError) else next(iter(error.args), None)
        if not isinstance(cause, OSError):
            raise
        raise _refusal(place, *_said(cause)) from None


def require_writable(place: Path) -> None:
    """Refuse a folder or file that cannot be made, before any work is done for it.

    Nothing is written: only what already exists of the path is looked at.

    Raises:
        OutputError: the path runs through a file, or the user may not write there.
    """
    whole = place.absolute()
    nearest = next(path for path in (whole, *whole.parents) if os.path.lexists(path))
    if nearest != whole and not nearest.is_dir():
        raise _refusal(nearest, *_NO_FOLDER)
    if not os.access(nearest, os.W_OK):
        raise _refusal(nearest, *_NO_RIGHT)


def require_file(place: Path) -> None:
    """Refuse a file that cannot be made, before any of the files that go together is written.

    Raises:
        OutputError: a folder stands there, or what `require_writable` refuses.
    """
    if place.is_dir():
        raise _refusal(place, *_NO_FILE)
    require_writable(place)


_NO_FILE = ("dit is een map en geen bestand", "Kies met --uit een andere naam.")
_NO_FOLDER = ("dit is een bestand en geen map", "Kies met --uit een map.")
_NO_RIGHT = (
    "geen toegang",
    "Sluit het bestand als het in Excel openstaat, vraag de beheerder om schrijfrecht op deze map, "
    "of kies met --uit een map waarin u mag schrijven.",
)
_FULL = ("schijf vol", "Maak ruimte vrij op deze schijf of kies met --uit een map op een andere.")
_OTHERWISE = (
    "het systeem weigert",
    "Kijk of de map bestaat en de schijf of netwerkmap er is, of kies een andere met --uit.",
)


def _said(error: OSError) -> tuple[str, str]:
    """Return what the system said, and what a user can do about it."""
    if isinstance(error, NotADirectoryError | FileExistsError):
        return _NO_FOLDER
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _NO_RIGHT
    return _FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else _OTHERWISE


def _refusal(place: Path, reason: str, advice: str) -> OutputError:
    error = OutputError("UIT-SCHRIJVEN", where=str(place.absolute()), reden=reason)
    error.advice = advice
    return error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and move it into place, so that it is never half there."""
    if path.exists() and not path.is_file():  # a device or a pipe: there is no place to take
        path.write_bytes(content)
        return
    target = path.resolve()
    aside = target.with_name(_ASIDE.format(name=target.name))
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    out.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError("SLOT", where=out.name) from None
    try:
        yield
    finally:
        lock.release()


def unfinished_in(out: Path) -> list[Path]:
    """Return the folders that killed runs left in `out`; the next run deals with them."""
    return sorted(path for path in out.glob(_ASIDE.format(name="*")) if path.is_dir())


def _finish_or_sweep(out: Path) -> None:
    """Deal with what killed runs left: a whole folder is published, a part is thrown away."""
    before, after = _ASIDE.format(name="*").split("*")
    for aside in unfinished_in(out):
        target = out / aside.name.removeprefix(before).removesuffix(after)
        if (aside / MANIFEST).is_file() and not target.exists():
            aside.rename(target)
        else:
            shutil.rmtree(aside)


def _publish(aside: Path, target: Path) -> None:
    if target.exists():
        if _digest(aside) == _digest(target):
            shutil.rmtree(aside)
            return
        target.rename(_free_name(target))
    aside.rename(target)


def _free_name(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.name}.v{number}")).exists():
        number += 1
    return kept


def _digest(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256_of(path) for path in files}
