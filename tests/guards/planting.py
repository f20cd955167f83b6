"""Puts one fault into a copy of the small project beside this file."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.paths import inside
from handbook.translation_record import confirm

SMALL = Path(__file__).with_name("project")


@dataclass(frozen=True)
class Planted:
    """A fault: where it is put in, and what the contributor is told."""

    check: str
    """The one check that may complain."""
    files: str
    """The file, from the root; `*` stands for each language. Lacking, it is made."""
    old: str | tuple[str, str]
    """What stands there, or in Chinese and in English; empty: at the end of the file."""
    new: str | None
    """What takes its place; None: the file is deleted."""
    place: str
    """`file:line`, or the file alone, as the message begins."""
    words: tuple[str, ...]
    """What is wrong and what to type, as the message says it."""


def copy(folder: Path) -> Path:
    """A copy of the small project."""
    root = shutil.copytree(SMALL, folder / "project")
    confirm_all(root)
    return root


def confirm_all(root: Path) -> None:
    """Confirm every page as it is now: read in both languages."""
    with inside(root):
        for page in Project(root).all_pages:
            confirm(page.path)


def plant(root: Path, fault: Planted) -> None:
    """Put the fault in; in both halves if the path has a `*`."""
    for number, language in enumerate(("zh", "en") if "*" in fault.files else ("",)):
        file = root / fault.files.replace("*", language)
        old = fault.old if isinstance(fault.old, str) else fault.old[number]
        text = file.read_text("utf-8") if file.exists() else ""
        assert old in text, f"{file}: {old!r} is not there to be replaced"
        if fault.new is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        changed = text.replace(old, fault.new, 1) if old else text + fault.new
        file.write_text(changed, "utf-8", errors="surrogateescape")
    if fault.check != "translations":
        confirm_all(root)  # any edit of a page is to be confirmed, this one too


def found(root: Path) -> dict[str, list[str]]:
    """What each check that complains says about the project."""
    project = Project(root)
    said = {
        name: [str(fault) for fault in check.faults(project)] for name, check in checks().items()
    }
    return {name: faults for name, faults in said.items() if faults}
