"""A snippet runs on a reader's machine: it imports nothing of the handbook's machinery or tests."""

import ast
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.record import modules


def check(project: Project) -> Iterator[Fault]:
    """Find modules under snippets/ that import `handbook` or `tests`, or that do not parse."""
    for path in modules():
        file = path.relative_to(project.root)
        try:
            tree = ast.parse(project.text(file))
        except SyntaxError as error:
            what = f"this is not Python: {error.msg}"
            yield Fault(file, error.lineno or 0, what, "correct the syntax there")
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                if name.partition(".")[0] in ("handbook", "tests"):
                    assert isinstance(node, ast.Import | ast.ImportFrom)
                    what = f"the snippet imports {name}, which a reader does not have"
                    mend = "write what it needs into the snippet, or into a module beside it"
                    yield Fault(file, node.lineno, what, mend)
