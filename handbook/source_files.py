"""The files that the site is made from, and whether each can be read at all."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import yaml

_FILES = (
    "*.md",
    "mkdocs.yml",
    "docs/*.yml",
    "docs/*.bib",
    "docs/zh/**/*.md",
    "docs/en/**/*.md",
    "docs/translations/**/*.yml",
    "snippets/*/*.*",
)
_TEXT = frozenset((".md", ".yml", ".bib", ".py", ".toml", ".json", ".out", ".svg", ".csv", ".sh"))
Unreadable = tuple[Path, int, str, str]


def unreadable(root: Path) -> Iterator[Unreadable]:
    """File, line, what is wrong and how to mend it, for each file that cannot be read."""
    for pattern in _FILES:
        for file in sorted(root.glob(pattern)):
            if file.suffix in _TEXT and file.is_file() and not file.name.startswith("."):
                problem = _problem(file)
                if problem:
                    yield file, *problem


def _problem(file: Path) -> tuple[int, str, str] | None:
    """Line, what and how to mend it."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return line, "this is not UTF-8: the file cannot be read", "save the file as UTF-8"
    mend = f"type `make record MODULE={file.parent.name}/{file.name.partition('.')[0]}`"
    try:
        if file.suffix == ".json" and not isinstance(json.loads(text), dict):
            return 1, "this is not a JSON object of values by name", mend
        if file.suffix == ".svg" and not ElementTree.fromstring(text).tag.endswith("svg"):
            return 1, "this is not a drawing in SVG", mend
        if file.name == "search_terms.yml":  # the others have checks of their own
            yaml.safe_load(text)
    except json.JSONDecodeError as error:
        return error.lineno, f"this is not JSON: {error.msg}", mend
    except ElementTree.ParseError as error:
        return error.position[0], f"this is not SVG: {error}", mend
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, f"this is not YAML: {error.problem}", "correct the syntax there"
    return None
