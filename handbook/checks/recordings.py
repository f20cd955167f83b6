"""What a module prints, returns and draws is recorded beside it, and nothing else is.

Whether a recording is what the module produces now is for tests/snippets/test_recorded.py, which
runs the modules.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.paths import LANGUAGES
from handbook.record import KINDS, modules


def check(project: Project) -> Iterator[Fault]:
    """Find recorded files that are missing, and those whose module or function is gone."""
    for path in modules():
        module = path.relative_to(project.root)
        wanted = _recorded_names(project, module)
        if wanted is None:
            continue
        mend = f"type `make record MODULE={module.parent.name}/{module.stem}` and commit the files"
        there = {file.name for file in path.parent.glob(f"{path.stem}.*") if file.suffix in KINDS}
        for name in sorted(wanted - there):
            yield Fault(module, 0, f"{name} is not recorded", mend)
        for name in sorted(there - wanted):
            file = module.parent / name
            yield Fault(file, 0, f"{module.name} no longer makes this file", mend)
    for path in sorted((project.root / "snippets").glob("*/*.*")):
        if path.suffix in KINDS and not (path.parent / f"{path.name.split('.')[0]}.py").exists():
            file = path.relative_to(project.root)
            yield Fault(file, 0, "the module that made this file is gone", "delete the file")


def _recorded_names(project: Project, module: Path) -> set[str] | None:
    """The files that recording the module writes; None if it cannot be read."""
    try:
        tree = ast.parse(project.text(module))
    except SyntaxError:
        return None  # the check `snippet-imports` reports it
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    names = set()
    if "main" in functions:
        names.add(f"{module.stem}.out")
    if "worked_example" in functions:
        names.add(f"{module.stem}.json")
    for function in functions:
        if function.startswith("draw_"):
            figure = function.removeprefix("draw_")
            names |= {f"{module.stem}.{figure}.{language}.svg" for language in LANGUAGES}
    return names
