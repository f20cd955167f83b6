"""The data file of each decision model is whole: both languages, ranges, units, sources, choices.

Tables, forms and labels are made from it (see snippets/decisions/*.toml).
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.paths import LANGUAGES

_GROUPS = ("basic", "advanced")
_KINDS = ("rel", "abs")
_TABLES = ("inputs", "outputs", "presets", "published", "curves")
Problem = tuple[str, str]


def check(project: Project) -> Iterator[Fault]:
    """Find inputs, outputs, presets and published rows that lack something or contradict it."""
    for path in sorted((project.root / "snippets" / "decisions").glob("*.toml")):
        file = path.relative_to(project.root)
        try:
            data = tomllib.loads(project.text(file))
        except tomllib.TOMLDecodeError as error:
            what = f"this is not TOML: {error}"
            yield Fault(file, _line_in(str(error)), what, "correct the syntax there")
            continue
        if misshapen := [table for table in _TABLES if not _is_list_of_tables(data.get(table, []))]:
            line = project.line_of(file, misshapen[0])
            what = f"{misshapen[0]} is no list of tables"
            yield Fault(file, line, what, f"begin each of them with [[{misshapen[0]}]]")
            continue
        entries = {table: data.get(table, []) for table in ("inputs", "outputs", "presets")}
        if not entries["inputs"]:
            yield Fault(file, 0, "it describes no input", "add [[inputs]], or delete the file")
        for table, rows in entries.items():
            yield from _named_twice(project, file, table, rows)
            yield from _unnamed(project, file, table, rows)
        for entry in entries["inputs"]:
            yield from _faults(project, file, entry, [*_texts(entry, "help"), *_range(entry)])
        for entry in entries["outputs"]:
            missing = [] if "unit" in entry else [("no unit", 'add unit = "…" ("" for none)')]
            yield from _faults(project, file, entry, [*_texts(entry), *missing])
        names = {entry.get("name") for entry in entries["inputs"]}
        for entry in entries["presets"]:
            yield from _faults(project, file, entry, [*_texts(entry), *_unknown(entry, names)])
        for entry in data.get("published", []):
            line = project.line_of(file, str(entry.get("call", "[[published]]")))
            for what, mend in [*_texts(entry), *row_problems(entry)]:
                yield Fault(file, line, f"published {entry.get('call', 'row')}: {what}", mend)
        yield from _order(project, file, entries["inputs"])
        form = data.get("form", {})
        if form or _shows_form(project, path.stem):
            line = project.line_of(file, "[form]")
            for what, mend in _form(
                form, {str(entry["name"]) for entry in entries["outputs"] if "name" in entry}
            ):
                yield Fault(file, line, f"form: {what}", mend)


def _shows_form(project: Project, model: str) -> bool:
    pages = [Path("docs", language, "decisions", f"{model}.md") for language in LANGUAGES]
    line = f"::: form decisions/{model}"
    return any(project.exists(page) and line in project.text(page) for page in pages)


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _line_in(message: str) -> int:
    words = message.partition("at line ")[2].split()
    return int(words[0].rstrip(",")) if words else 0


def _line(project: Project, file: Path, name: object) -> int:
    return project.line_of(file, f'name = "{name}"')


def _faults(
    project: Project, file: Path, entry: dict[str, Any], problems: list[Problem]
) -> Iterator[Fault]:
    name = entry.get("name", "without a name")
    for what, mend in problems:
        yield Fault(file, _line(project, file, name), f"{name}: {what}", mend)


def _named_twice(
    project: Project, file: Path, table: str, rows: list[dict[str, Any]]
) -> Iterator[Fault]:
    names = [row["name"] for row in rows if "name" in row]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        what = f"two of the {table} are named {name}"
        yield Fault(file, _line(project, file, name), what, "rename one")


def _unnamed(
    project: Project, file: Path, table: str, rows: list[dict[str, Any]]
) -> Iterator[Fault]:
    lines = enumerate(project.lines(file), 1)
    begins = [number for number, line in lines if line.strip() == f"[[{table}]]"]
    for number, row in zip(begins, rows, strict=False):
        if "name" not in row:
            yield Fault(file, number, f"one of the {table} has no name", 'add name = "…"')


def _texts(entry: dict[str, Any], *more: str) -> list[Problem]:
    return _in_both(entry, "label", *more)


def _form(form: dict[str, Any], outputs: set[str]) -> list[Problem]:
    unknown = [name for name in form.get("main", []) if name not in outputs]
    mend = f"write one of {', '.join(sorted(outputs))}"
    return [*_in_both(form, "sentence"), *((f"there is no result {one}", mend) for one in unknown)]


def _in_both(entry: dict[str, Any], *fields: str) -> list[Problem]:
    problems = []
    for field in fields:
        texts = entry.get(field)
        for language in LANGUAGES:
            if not isinstance(texts, dict) or not texts.get(language):
                mend = f'write {field} = {{ zh = "…", en = "…" }}'
                problems.append((f"no {field} in {language}", mend))
    return problems


def _range(entry: dict[str, Any]) -> list[Problem]:
    problems: list[Problem] = []
    if entry.get("group") not in _GROUPS:
        problems.append((f"group {entry.get('group')!r}", f"write one of {', '.join(_GROUPS)}"))
    default = entry.get("default")
    if default is None:
        return [*problems, ("no default", "add default = …")]
    if isinstance(default, bool) or not isinstance(default, int | float) or "choices" in entry:
        return problems
    missing = [field for field in ("minimum", "maximum", "step") if field not in entry]
    if missing:
        return [*problems, *((f"no {field}", f"add {field} = …") for field in missing)]
    texts = [field for field in ("minimum", "maximum", "step") if not _is_number(entry[field])]
    if texts:
        mend = "write it without quotation marks"
        return [*problems, *((f"{field} is no number", mend) for field in texts)]
    if not entry["minimum"] <= default <= entry["maximum"]:
        what = f"default {default} is not between {entry['minimum']} and {entry['maximum']}"
        problems.append((what, "correct the default or the range"))
    if entry["step"] <= 0:
        problems.append((f"step {entry['step']}", "write a step above 0"))
    if entry.get("integer") and default != int(default):
        problems.append((f"default {default} of a whole number", "write a whole number"))
    return problems


def _unknown(preset: dict[str, Any], names: set[Any]) -> list[Problem]:
    if not isinstance(preset.get("values", {}), dict):
        return [("its values are no table", "write values = { name = … }")]
    return [
        (f"there is no input {name}", f"write one of {', '.join(sorted(names))}")
        for name in preset.get("values", {})
        if name not in names
    ]


def row_problems(entry: dict[str, Any]) -> list[Problem]:
    """What is wrong with a published row, and how to mend it."""
    needed = ("call", "expect", "tolerance", "source")
    problems = [(f"no {field}", f"add {field} = …") for field in needed if field not in entry]
    if entry.get("kind") not in _KINDS:
        problems.append((f"kind {entry.get('kind')!r}", f"write one of {', '.join(_KINDS)}"))
    tolerance, expect = entry.get("tolerance", 0), entry.get("expect", 0)
    if not _is_number(tolerance) or tolerance < 0:
        problems.append((f"tolerance {tolerance!r}", "write a tolerance from 0 up"))
    if not all(map(_is_number, expect if isinstance(expect, list) else [expect])):
        problems.append((f"expect {expect!r}", "write a number, or a list of numbers"))
    if not isinstance(entry.get("call", ""), str):
        problems.append((f"call {entry['call']!r}", 'write it as text: call = "function(1)"'))
    return problems


def _order(project: Project, file: Path, inputs: list[dict[str, Any]]) -> Iterator[Fault]:
    advanced = False
    for entry in inputs:
        if entry.get("group") == "basic" and advanced:
            name = entry.get("name")
            what = f"{name}: a basic input stands after an advanced one"
            yield Fault(file, _line(project, file, name), what, "move it up: basic inputs first")
        advanced = advanced or entry.get("group") == "advanced"
