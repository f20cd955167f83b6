"""A module or a row that cannot be read hides nothing that is wrong with the others."""

import shutil
from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks
from tests.guards.planting import SMALL

TOY = "snippets/decisions/toy.toml"
ROW = """
[[published]]
call = "double({0})"
expect = {1}
tolerance = {2}
kind = "{3}"
source = "a2020a"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project's snippets, with a module and a data file first that cannot be read."""
    shutil.copytree(SMALL / "snippets", tmp_path / "snippets")
    shutil.copytree(SMALL / "docs", tmp_path / "docs")
    (tmp_path / "snippets" / "decisions" / "a.py").write_text("def main(", "utf-8")
    (tmp_path / "snippets" / "decisions" / "a.toml").write_text("[[published", "utf-8")
    return tmp_path


def faults(root: Path, check: str) -> list[str]:
    return [
        str(fault).partition(". To mend it: ")[0] for fault in checks()[check].faults(Project(root))
    ]


def test_recordings_of_the_other_modules_are_looked_at(root: Path) -> None:
    assert faults(root, "recordings") == []
    (root / "snippets" / "part" / "double.json").unlink()
    (root / "snippets" / "part" / "double.out").unlink()
    (root / "snippets" / "part" / "double.map.zh.svg").write_text("<svg/>", "utf-8")
    (root / "snippets" / "part" / "gone.map.zh.svg").write_text("<svg/>", "utf-8")
    assert faults(root, "recordings") == [
        "snippets/part/double.map.zh.svg: double.py no longer makes this file",
        "snippets/part/double.py: double.json is not recorded",
        "snippets/part/double.py: double.out is not recorded",
        "snippets/part/gone.map.zh.svg: the module that made this file is gone",
    ]


def test_published_values_of_the_other_models_are_looked_at(root: Path) -> None:
    assert faults(root, "published-values") == []
    text = (root / TOY).read_text("utf-8")
    text = text.replace("expect = 8\n", "").replace('"abs"', '"abs"\nnote = { zh = "", en = "" }')
    text += ROW.format("'a', 2", 1, 0, "abs")  # fails
    text += ROW.format(5, 11, 1, "abs")  # is as near as allowed
    text += ROW.format(6, 10, 1, "abs")
    text += ROW.format(7, 10, 0.3, "rel")
    (root / TOY).write_text(text, "utf-8")
    failing, far, further = faults(root, "published-values")
    assert failing.startswith(f"{TOY}:") and "double('a', 2) fails: " in failing
    assert "double(6) = 12, and a2020a publishes 10" in far
    assert "double(7) = 14, and a2020a publishes 10" in further
    assert int(far.split(":")[1]) == text[: text.index("double(6)")].count("\n") + 1


def test_sections_of_the_other_modules_are_looked_at(root: Path) -> None:
    assert faults(root, "snippet-sections") == []
    module = root / "snippets" / "part" / "double.py"
    marks = "# -8<- [ stop : a ]\n    # --8<-- [start:b]\n# --8<-- [end:c]\n# --8<-- [start:use]\n"
    module.write_text(module.read_text("utf-8") + marks + "# --8<-- [start:d]\n", "utf-8")
    (root / "snippets" / "part" / "empty.py").write_text("# --8<-- [start:e]\n", "utf-8")
    assert [fault.partition(":")[2] for fault in faults(root, "snippet-sections")] == [
        "33: 'stop' is no side",
        "34: the mark of section 'b' is indented",
        "35: section 'c' ends and never began",
        "36: section 'use' begins twice",
        "36: section 'use' never ends",
        "37: section 'd' never ends",
        "1: section 'e' never ends",
    ]


def test_modules_are_used_by_pages_guides_modules_and_tests(root: Path) -> None:
    part = root / "snippets" / "part"
    for name in ("first", "second", "third", "fourth", "fifth", "six_th"):
        (part / f"{name}.py").write_text(f'"""{name}."""\n', "utf-8")
    (part / "first.py").write_text("import second\n\n\nimport first\n", "utf-8")
    (root / "README.md").write_text("`snippets/part/third.out`\n", "utf-8")
    (root / "tests").mkdir()
    (root / "tests" / "test_it.py").write_text(
        "def test():\n    from fourth import x\n    # import fifth\n    import six_thing\n", "utf-8"
    )
    said = [fault for fault in faults(root, "snippets-used") if "/part/" in fault]
    assert said == [
        f"snippets/part/{name}.py: no page, test or module uses this module"
        for name in ("fifth", "first", "six_th")
    ]
