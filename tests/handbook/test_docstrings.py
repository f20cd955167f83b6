"""Every module, public class and public function of the machinery says what it is for."""

import ast
from pathlib import Path

import pytest

from handbook.paths import ROOT, relative

MODULES = sorted((ROOT / "handbook").rglob("*.py"))
_WITH_DOCSTRING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def without_docstring(tree: ast.Module) -> list[str]:
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        if isinstance(node, _WITH_DOCSTRING) and not node.name.startswith("_"):
            public = [node]
            if isinstance(node, ast.ClassDef):
                public += [
                    inner
                    for inner in node.body
                    if isinstance(inner, _WITH_DOCSTRING) and not inner.name.startswith("_")
                ]
            missing += [f"{item.name}:{item.lineno}" for item in public if not _documented(item)]
    return missing


def _documented(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    return len(ast.get_docstring(node) or "") >= 10


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_everything_public_has_a_docstring(module: Path) -> None:
    missing = without_docstring(ast.parse(module.read_text("utf-8")))
    assert not missing, f"{relative(module)}: write a docstring for {', '.join(missing)}"


def test_a_missing_docstring_is_named() -> None:
    tree = ast.parse(
        '"""M."""\nclass A:\n    """A class of ours."""\n    def b(self): ...\ndef _c(): ...'
    )
    assert without_docstring(tree) == ["b:4"]
