"""Where things are in the repository."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"
VENDOR = DOCS / "assets" / "vendor"
NODE_MODULES = ROOT / "node_modules"
CACHE = ROOT / ".cache" / "handbook"

LANGUAGES = ("zh", "en")

_root: ContextVar[Path] = ContextVar("the project's root")


def root() -> Path:
    """The root of the project whose pages are read: this repository, unless `inside` another."""
    return _root.get(ROOT)


@contextmanager
def inside(other: Path) -> Iterator[None]:
    """Read the pages, snippets and data of another project (a copy) inside the `with` block."""
    token = _root.set(other.resolve())
    try:
        yield
    finally:
        _root.reset(token)


def relative(path: Path) -> str:
    """The path as a contributor writes it: from the project's root, with slashes."""
    try:
        return path.resolve().relative_to(root()).as_posix()
    except ValueError:
        return path.as_posix()
