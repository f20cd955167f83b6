"""The decision models as data: their modules, their TOML files, and the values to be reproduced."""

import ast
import importlib.util
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from handbook.pages import PageError, uses
from handbook.paths import relative, root

Number = float | int
Result = Number | Sequence[Number]

_LISTS = ("inputs", "outputs", "presets", "published", "curves")
_BUILTINS = {
    function.__name__: function for function in (abs, len, max, min, range, round, sorted, sum)
}
_MATH = {name: value for name, value in vars(math).items() if not name.startswith("_")}
_ALLOWED = (
    *(ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Store, ast.Constant),
    *(ast.Attribute, ast.UnaryOp, ast.USub, ast.UAdd, ast.BinOp, ast.Add, ast.Sub, ast.Mult),
    *(ast.Div, ast.Pow, ast.Mod, ast.FloorDiv, ast.List, ast.Tuple, ast.Dict, ast.Subscript),
    *(ast.Slice, ast.Lambda, ast.arguments, ast.arg, ast.ListComp, ast.GeneratorExp),
    *(ast.comprehension, ast.Compare, ast.Eq, ast.Lt, ast.Gt, ast.LtE, ast.GtE),
)
CALL_ERRORS = (ArithmeticError, LookupError, NameError, TypeError, ValueError)
"""What a published row's call may raise."""


def module_file(name: str) -> Path:
    """Return the file of the model `decisions/capacity`.

    Raises:
        LookupError: there is no such module, or it has no data file.
    """
    file = root() / "snippets" / f"{name}.py"
    if not name or not file.is_file():
        raise LookupError(f"there is no module {relative(file)}", "give it as decisions/capacity")
    if not file.with_suffix(".toml").is_file():
        raise LookupError(f"there is no data file {relative(file.with_suffix('.toml'))}", "add it")
    return file


def examples() -> list[str]:
    """List every module with a data file, models and cases, as `decisions/<module>`."""
    files = sorted((root() / "snippets" / "decisions").glob("*.toml"))
    return [f"decisions/{file.stem}" for file in files if file.with_suffix(".py").is_file()]


def names() -> list[str]:
    """List every model: a module with a data file that holds published values."""
    return [name for name in examples() if load_data(name)["published"]]


def load_data(name: str) -> dict[str, Any]:
    """Return the model's data file: inputs, outputs, presets, published, curves; its form.

    Raises:
        LookupError: there is no such module or data file.
        PageError: the file is not valid TOML.
    """
    file = module_file(name).with_suffix(".toml")
    uses(file)
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        what = f"not valid TOML: {error}"
        raise PageError(what, "correct it there", file=file, check="decision-data") from error
    lists = {key: data.get(key, []) for key in _LISTS}
    return {**lists, "form": data.get("form", {})}


def load_module(name: str) -> ModuleType:
    """Return the model's module, as it and the siblings that it imports are on disk now.

    Raises:
        LookupError: there is no such module or data file.
        ValueError: the module, or a sibling, is not valid Python or fails when it is imported.
    """
    files = with_siblings(module_file(name))
    uses(*files)
    return _import(tuple((file, file.stat().st_mtime_ns) for file in files))


def with_siblings(file: Path) -> list[Path]:
    """Return a module after the modules of its folder that it imports, directly or not.

    Raises:
        ValueError: one of them is not valid Python.
    """
    found: list[Path] = []
    met = {file}

    def visit(module: Path) -> None:
        for sibling in _siblings(module, module.stat().st_mtime_ns):
            if sibling not in met:
                met.add(sibling)
                visit(sibling)
        found.append(module)

    visit(file)
    return found


@lru_cache(maxsize=64)
def _siblings(file: Path, _modified: int) -> list[Path]:
    imported: set[str] = set()
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except SyntaxError as error:
        raise ValueError(f"{relative(file)}:{error.lineno}: {error.msg}: mend it") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
    siblings = (file.with_name(f"{name}.py") for name in sorted(imported))
    return [sibling for sibling in siblings if sibling.is_file()]


_sibling_times: dict[Path, int] = {}


@lru_cache(maxsize=64)
def _import(files: tuple[tuple[Path, int], ...]) -> ModuleType:
    # Siblings (probability) are imported by their plain names, as a reader's machine does it.
    *siblings, (file, _) = files
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    for sibling, modified in siblings:
        if _sibling_times.setdefault(sibling, modified) != modified:
            _sibling_times[sibling] = modified
            sys.modules.pop(sibling.stem, None)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise LookupError(f"{relative(file)} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        what = f"{relative(file)} fails when it is imported: {type(error).__name__}: {error}"
        raise ValueError(what, "correct the module") from error
    return module


@lru_cache(maxsize=256)
def evaluate(call: str, module: ModuleType) -> Result:
    """Return the value of a published row's expression; see `evaluate_with`."""
    return evaluate_with(call, module, {})


def evaluate_with(call: str, module: ModuleType, names: Mapping[str, Any]) -> Result:
    """Return the value of an expression over the module's functions: a published row, a curve.

    Only calls of the module's public functions, of `math` and of a few built-ins, literals,
    arithmetic, indexing, comprehensions and lambdas are allowed, and the names that are given.

    Raises:
        ValueError: the expression is not valid Python, or holds something that is not allowed.
    """
    try:
        tree = ast.parse(call.strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"not a Python expression: {call}: {error.msg}") from error
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"{type(node).__name__} is not allowed in a published call: {call}")
        if isinstance(node, ast.Attribute) and not (
            isinstance(node.value, ast.Name) and node.value.id == "math"
        ):
            raise ValueError(f"only attributes of math are allowed in a published call: {call}")
    public = {
        key: value
        for key, value in vars(module).items()
        if callable(value) and not key.startswith("_")
    }
    scope = {"__builtins__": {}, "math": math, **_MATH, **_BUILTINS, **names, **public}
    result: Result = eval(compile(tree, "<published>", "eval"), scope)
    return result


def difference(computed: Result, published: Result, kind: str) -> float:
    """Tell how far computed is from published, absolute or relative; of lists, the largest gap.

    Raises:
        ValueError: kind is neither "abs" nor "rel", the lengths differ, or published is 0 and the
            kind is "rel".
    """
    if kind not in ("abs", "rel"):
        raise ValueError(f'kind must be "abs" or "rel", got {kind!r}')
    left = computed if isinstance(computed, Sequence) else [computed]
    right = published if isinstance(published, Sequence) else [published]
    if len(left) != len(right):
        raise ValueError(f"{len(left)} values computed, {len(right)} published")
    if kind == "rel" and 0 in right:
        raise ValueError('a published 0 needs kind = "abs"')
    return max(
        abs(a - b) / (abs(b) if kind == "rel" else 1) for a, b in zip(left, right, strict=True)
    )
