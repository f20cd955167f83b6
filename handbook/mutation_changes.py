"""The changes that mutation testing tries, and the copy of the project in which it tries them."""

import ast
import json
import re
import shutil
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from handbook.paths import ROOT

WORK = ROOT / ".cache" / "mutation"
CHANGES, RESULTS = "changes.json", "results.jsonl"
NOTICED, STOPPED, SURVIVED, UNREACHED = "noticed", "stopped", "not noticed", "reached by no test"
_OWN = ("handbook", "tests")
_NEITHER = (".git", ".venv", ".cache", "site")
_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


class Change(NamedTuple):
    """One change of one function."""

    name: str
    """As mutmut calls it."""
    file: str
    """The module, from the root."""
    lines: list[int]
    """Where the changed statement stands in the module that holds all changes."""
    shown: str
    """What stood there and what stands there now."""
    tests: list[str]
    """What the ids of the tests contain that are to notice it."""


def prepare(tested: Mapping[Path, list[str]]) -> list[Change]:
    """Make the copy that is changed: code and tests for itself, all else as links."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for path in ROOT.iterdir():
        if path.name in _OWN:
            leave = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(path, WORK / path.name, ignore=leave)
        elif path.name not in _NEITHER:
            (WORK / path.name).symlink_to(path)
    changes = [change for module in tested for change in _change(module, tested[module])]
    (WORK / CHANGES).write_text(json.dumps(changes), "utf-8")
    return changes


def _change(module: Path, tests: list[str]) -> list[Change]:
    """Write every change of a module into its copy, where mutmut chooses one at each call."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    mutated = mutate_file_contents(str(module), (ROOT / module).read_text("utf-8"))
    (WORK / module).write_text(mutated.code, "utf-8")
    lines = [re.sub(r"__mutmut_\w+", "", line) for line in mutated.code.splitlines()]
    statements = _statements(mutated.code)
    spans = mutated.line_span_by_function_name
    changes = []
    for name in mutated.mutant_names:
        old, new = spans[name.partition("__mutmut_")[0] + "__mutmut_orig"], spans[name]
        was, now = lines[old.start - 1 : old.end], lines[new.start - 1 : new.end]
        if was == now or is_wording(was, now):
            continue
        codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        _, first, last, start, end = next(each for each in codes if each[0] != "equal")
        shown = [f"- {line.strip()}" for line in was[first:last]]
        shown += [f"+ {line.strip()}" for line in now[start:end]]
        place = list(statements[old.start + first])
        full_name = get_mutant_name(module, name)
        changes.append(Change(full_name, module.as_posix(), place, "\n".join(shown), tests))
    return changes


def _statements(code: str) -> dict[int, range]:
    """For each line the lines of its statement; of one that holds others, its beginning."""
    found: dict[int, range] = {}
    for node in ast.walk(ast.parse(code)):  # what is inside comes after what holds it
        if isinstance(node, ast.stmt) and node.end_lineno:
            lines = range(node.lineno, node.end_lineno + 1)
            body = getattr(node, "body", None)
            found |= dict.fromkeys(lines, range(node.lineno, body[0].lineno) if body else lines)
    return found


def is_wording(was: list[str], now: list[str]) -> bool:
    """Whether only words of a message change, to capitals or small letters or between XX."""
    pairs = [(old, new) for old, new in zip(was, now, strict=False) if old != new]
    return len(was) == len(now) and all(
        _WORDS.search(old) and old.lower() == new.replace("XX", "").lower() for old, new in pairs
    )
