"""The navigation in mkdocs.yml lists every page once: what is not in it cannot be found.

Reads mkdocs.yml without running its tags.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_CONFIG = Path("mkdocs.yml")


class ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml; what its tags stand for does not matter here."""


ConfigLoader.add_multi_constructor("", lambda *_: None)


def config(text: str) -> dict[str, Any]:
    """What a mkdocs.yml says; nothing where it is no map."""
    read = yaml.load(text, ConfigLoader)
    return read if isinstance(read, dict) else {}


def listed(text: str) -> list[str]:
    """The paths that the navigation of a mkdocs.yml lists, in order."""

    def paths(entries: object) -> Iterator[str]:
        if isinstance(entries, str):
            yield entries
        elif isinstance(entries, list):
            for entry in entries:
                yield from paths(entry)
        elif isinstance(entries, dict):
            for value in entries.values():
                yield from paths(value)

    return list(paths(config(text).get("nav", [])))


def check(project: Project) -> Iterator[Fault]:
    """Find pages that the navigation leaves out, lists twice, or that do not exist."""
    if not project.exists(_CONFIG):
        yield Fault(_CONFIG, 0, "the file is missing", "take the file of main")
        return
    text = project.text(_CONFIG)
    try:
        entries = listed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"this is not readable as YAML: {error.problem}"
        yield Fault(_CONFIG, line, what, "correct the indentation or the colon there")
        return
    pages = {page.path for page in project.all_pages}
    for path in sorted(pages - set(entries)):
        yield Fault(
            _CONFIG,
            _line(text, "nav:"),
            f"the navigation does not list {path}",
            f"write `- {path}` under nav, in its part",
        )
    for path in sorted(set(entries) - pages):
        yield Fault(
            _CONFIG,
            _line(text, path),
            f"the navigation lists {path}, and there is no such page",
            f"mend the path, or type `make page NAME={path.removesuffix('.md')}`",
        )
    for path in sorted({path for path in entries if entries.count(path) > 1}):
        yield Fault(_CONFIG, _line(text, path), f"the navigation lists {path} twice", "keep one")


def _line(text: str, words: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if words in line), 1)
