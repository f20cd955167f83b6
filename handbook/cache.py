"""Results kept on disk by the content they were made from, so that unchanged parts cost nothing."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from handbook.pages import collecting_uses
from handbook.paths import CACHE


def cached(kind: str, version: str, source: str, make: Callable[[], str]) -> str:
    """Return `make()`'s text, made once for each kind, version of the maker and source."""
    return cached_bytes(kind, version, source, lambda: make().encode()).decode()


def cached_bytes(kind: str, version: str, source: str, make: Callable[[], bytes]) -> bytes:
    """Return `make()`'s bytes, made once for each kind, version of the maker and source."""
    file = CACHE / kind / digest(version, source)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        content = make()
        write_whole(file, content)
        return content


def kept(kind: str, source: str, make: Callable[[], str]) -> str:
    """Return `make()`'s text, made once for each source while the files that it uses are the same.

    Which files these are, what is called says with `pages.uses`.
    """
    entry = CACHE / kind / digest("", source)
    try:
        used, text = json.loads(entry.read_text("utf-8"))
        if all(_content(Path(file)) == content for file, content in used):
            return str(text)
    except (FileNotFoundError, ValueError):
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
    """Write a file so that a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    partial.write_bytes(content.encode() if isinstance(content, str) else content)
    partial.replace(file)
