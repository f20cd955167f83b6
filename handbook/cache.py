"""Results kept on disk by the content they were made from, so that unchanged parts cost nothing.

What is kept begins with its own digest: a file that was cut short (a full disk, a machine that lost
its power) is made anew instead of standing on a page.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from handbook.pages import PageError, collecting_uses
from handbook.paths import CACHE


def cached(kind: str, version: str, source: str, make: Callable[[], str]) -> str:
    """Return `make()`'s text, made once for each kind, version of the maker and source."""
    return cached_bytes(kind, version, source, lambda: make().encode()).decode()


def cached_bytes(kind: str, version: str, source: str, make: Callable[[], bytes]) -> bytes:
    """Return `make()`'s bytes, made once for each kind, version of the maker and source."""
    file = CACHE / kind / digest(version, source)
    content = whole(file)
    if content is None:
        content = make()
        keep(file, content)
    return content


def keep(file: Path, content: bytes) -> None:
    """Keep bytes in a file so that `whole` tells whether all of them are there."""
    write_whole(file, _seal(content) + content)


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def whole(file: Path) -> bytes | None:
    """What `keep` put into a file; None if there is none, or not all of it."""
    if not is_kept(file):
        return None
    sealed = file.read_bytes()
    length = len(_seal(b""))
    content = sealed[length:]
    return content if _seal(content) == sealed[:length] else None


def is_kept(file: Path) -> bool:
    """Whether there is such a file with something in it."""
    return file.is_file() and file.stat().st_size > 0


def kept(kind: str, source: str, make: Callable[[], str]) -> str:
    """Return `make()`'s text, made once for each source while the files that it uses are the same.

    Which files these are, what is called says with `pages.uses`.
    """
    entry = CACHE / kind / digest("", source)
    try:
        used, text = json.loads(entry.read_text("utf-8"))
        if all(_content(Path(file)) == content for file, content in used):
            return str(text)
    except (OSError, TypeError, ValueError):
        pass
    with collecting_uses() as files:
        text = make()
    contents = [(str(file), _content(file)) for file in sorted(files)]
    write_whole(entry, json.dumps([contents, text]))
    return text


def _content(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()[:32]
    except OSError:
        return ""


def digest(version: str, source: str) -> str:
    """The name under which a result is kept."""
    return hashlib.sha256(f"{version}\0{source}".encode()).hexdigest()[:32]


def write_whole(file: Path, content: str | bytes) -> None:
    """Write a file so that a reader never sees half of it.

    Raises:
        PageError: it cannot be written.
    """
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(file)
    except OSError as error:
        what = f"this file cannot be written: {error.strerror}"
        mend = "make room on the disk, or the folder writable"
        raise PageError(what, mend, file=file) from None
