"""Every check by its name: the modules of this package that define `check`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import handbook.checks
from handbook import paths
from handbook.checks.fault import Fault
from handbook.checks.project import Project


@dataclass(frozen=True)
class Check:
    """One check."""

    name: str
    """The name of its module, with hyphens."""
    about: str
    """What it guards: the first line of its module's docstring."""
    find: Callable[[Project], Iterator[Fault]]
    """The module's `check(project)`."""
    fix: Callable[[Project], Iterator[Path]] | None
    """The module's `fix(project)` if it has one: mends what it can, yields the files written."""

    def faults(self, project: Project) -> list[Fault]:
        """What is wrong, in the order of files and lines; nothing while a source is unreadable."""
        if project.unreadable and self.name != "readable":
            return []
        with paths.inside(project.root):
            return sorted(self.find(project))


@cache
def checks() -> dict[str, Check]:
    """Every check by its name, in the order of names."""
    found = {}
    for info in sorted(pkgutil.iter_modules(handbook.checks.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"handbook.checks.{info.name}")
        if hasattr(module, "check"):
            name = info.name.replace("_", "-")
            about = (module.__doc__ or "").partition("\n")[0]
            found[name] = Check(name, about, module.check, getattr(module, "fix", None))
    return found
