"""A small project with the whole machinery, for tests that build or serve it."""

import shutil
from pathlib import Path

from handbook.paths import ROOT

DATA = ("docs/references.bib", "docs/search_terms.yml", "package-lock.json")


def make(folder: Path, *, installed: bool = True, nav: tuple[str, ...] = ("index.md",)) -> None:
    """Copy the machinery and its data; pages and snippets are for the test to write."""
    for name in ("handbook", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "docs").mkdir()
    (folder / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    for name in DATA:
        shutil.copy(ROOT / name, folder / name)
    if installed:
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
    before, _, rest = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    after = rest[rest.index("\nmarkdown_extensions:") :]
    pages = "".join(f"  - {page}\n" for page in nav)
    (folder / "mkdocs.yml").write_text(f"{before}\nnav:\n{pages}{after}", "utf-8")


def page(title: str, body: str, description: str = "A page made for a test.") -> str:
    """Return a page's Markdown."""
    front = f"---\ndescription: {description}\n---\n\n# {title} {{ #title }}\n\n"
    return f"{front}{body}\n"


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file of the project."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file
