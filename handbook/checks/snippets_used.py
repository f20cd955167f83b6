"""Every module under snippets/ has a name of its own, and a page, test or module uses it."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.record import modules


def check(project: Project) -> Iterator[Fault]:
    """Find modules that nothing uses, and two of one name: they import each other by name."""
    own = [_relative(project, path) for path in modules()]
    files = [file for file, _ in project.halves(project.all_pages)] + project.guides
    pages = "\n".join(project.text(file) for file in files)
    sources = [
        _relative(project, path)
        for folder in ("snippets", "tests")
        for path in (project.root / folder).rglob("*.py")
    ]
    for module in own:
        name = re.escape(module.stem)
        imported = re.compile(rf"^\s*(?:from {name} import|import {name}\b)", re.MULTILINE)
        shown = f"{module.parent.name}/{module.stem}." in pages
        if not shown and not any(
            imported.search(project.text(file)) for file in sources if file != module
        ):
            what = "no page, test or module uses this module"
            yield Fault(module, 0, what, "include it in a page, or delete it")
    for module in own:
        others = [other for other in own if other.stem == module.stem and other < module]
        if others:
            what = f"{others[0].as_posix()} has the same name, and modules are imported by name"
            yield Fault(module, 0, what, "rename one of them")


def _relative(project: Project, path: Path) -> Path:
    return path.relative_to(project.root)
