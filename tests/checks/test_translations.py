"""A section that changed since it was read is named, with the difference and what to type."""

from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.paths import inside
from handbook.translation_record import confirm
from tests.checks.two_halves import EN, ZH


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for language, text in (("zh", ZH), ("en", EN)):
        (tmp_path / "docs" / language).mkdir(parents=True)
        (tmp_path / "docs" / language / "page.md").write_text(text, "utf-8")
    (tmp_path / "snippets" / "part").mkdir(parents=True)
    (tmp_path / "snippets" / "part" / "run.json").write_text('{"value": 1000}', "utf-8")
    with inside(tmp_path):
        confirm("page.md")
    return tmp_path


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


def faults(root: Path, changed: frozenset[Path] | None = None) -> list[str]:
    check = checks()["translations"]
    return [fault.report(check.name) for fault in check.faults(Project(root, changed))]


def test_a_confirmed_page_passes(root: Path) -> None:
    assert faults(root) == []


@pytest.mark.parametrize(
    ("moved", "old", "new", "behind", "names"),
    [
        ("zh", "- 二", "- 三", "en", ("Chinese", "English")),
        ("en", "- two", "- three", "zh", ("English", "Chinese")),
    ],
)
def test_the_half_that_is_behind_is_named(
    root: Path, moved: str, old: str, new: str, behind: str, names: tuple[str, str]
) -> None:
    edit(root, f"docs/{moved}/page.md", old, new)
    (one,) = faults(root)
    line = {"zh": ZH, "en": EN}[behind].splitlines().index
    heading = line({"zh": "## 部分 { #parts }", "en": "## Parts { #parts }"}[behind]) + 1
    assert one.splitlines() == [
        f"docs/{behind}/page.md:{heading}: section #parts has changed in {names[0]} since both "
        f"were read against each other, and not in {names[1]}. To mend it: bring "
        f"docs/{behind}/page.md to say the same, then type `make translated PAGE=page#parts` "
        "[translations]",
        f"    {moved}:",
        f"      - {old}",
        f"      + {new}",
    ]


def test_both_halves_changed(root: Path) -> None:
    edit(root, "docs/zh/page.md", "第一段", "这一段")
    edit(root, "docs/en/page.md", "First [", "This [")
    (one,) = faults(root)
    assert "docs/zh/page.md:5: section #title has changed in both languages since they were" in one
    assert "To mend it: read them against each other, then type `make translated PAGE=pag" in one
    assert "\n      - 第一段" in one and "\n      + This [" in one


def test_what_both_show_changed(root: Path) -> None:
    edit(root, "snippets/part/run.json", "1000", "2000")
    title, parts = sorted(faults(root), key=lambda fault: "#parts" in fault)
    assert "#title shows something else since it was confirmed: [[part/run.value:.1f]]" in title
    assert "\n    [[part/run.value:.1f]]:\n      - 1000.0\n      + 2000.0" in title
    assert "#parts shows something else since it was confirmed: snippets/part/run" in parts


def test_never_read_and_gone(root: Path) -> None:
    for language in ("zh", "en"):
        edit(root, f"docs/{language}/page.md", "#parts }", "#pieces }")
    new, gone = sorted(faults(root), key=lambda fault: "#parts" in fault)
    assert "section #pieces has never been read against its other half" in new
    assert "`make translated PAGE=page#pieces`" in new
    assert "section #parts has a record and is no longer there" in gone
    assert gone.startswith("docs/zh/page.md: ") and "`make translated PAGE=page`" in gone


def test_a_half_that_is_gone(root: Path) -> None:
    (root / "docs" / "zh" / "page.md").unlink()
    (root / "docs" / "translations" / "page.yml").unlink()
    (one,) = faults(root)
    assert one.startswith("docs/zh/page.md: the two halves")


def test_each_page_is_looked_at(root: Path) -> None:
    for language, text in (("zh", ZH), ("en", EN)):
        for name in ("a", "b", "z"):
            (root / "docs" / language / f"{name}.md").write_text(text, "utf-8")
    (root / "docs" / "translations" / "a.yml").write_text("title: [\n", "utf-8")
    with inside(root):
        confirm("z.md")
    for name in ("page", "z"):
        edit(root, f"docs/zh/{name}.md", "- 二", "- 三")
    assert [fault.partition(": ")[0] for fault in faults(root)] == [
        "docs/en/page.md:9",
        "docs/en/z.md:9",
        "docs/translations/a.yml:2",
        "docs/zh/b.md:5",
    ]


def test_a_page_without_a_record_is_one_fault(root: Path) -> None:
    (root / "docs" / "translations" / "page.yml").unlink()
    edit(root, "docs/zh/page.md", "# 标题", "\n# 标题")
    (one,) = faults(root)
    assert one.startswith("docs/zh/page.md:6: the two halves of the page have never been read")
    assert "read docs/zh/page.md and docs/en/page.md, then type `make translated PAGE=page`" in one


@pytest.mark.parametrize(("lines", "end"), [(50, 22), (29, 1), (28, 0)])
def test_a_long_difference_is_cut(root: Path, lines: int, end: int) -> None:
    edit(root, "docs/zh/page.md", "- 二", "\n".join(f"- 第 {n} 项" for n in range(lines)))
    (one,) = faults(root)
    assert len(one.splitlines()) == (32 if end else 31)
    last = f"… and {end} more lines" if end else "      + - 第27项"
    assert one.splitlines()[-1].endswith(last)


def test_a_record_without_its_page(root: Path) -> None:
    for language in ("zh", "en"):
        (root / "docs" / language / "page.md").rename(root / "docs" / language / "other.md")
    said = faults(root)
    assert any(
        "docs/translations/page.yml: this is the record of a page that does not exist. To mend it: "
        "type `git rm docs/translations/page.yml`" in each
        for each in said
    )


def test_an_unreadable_record(root: Path) -> None:
    (root / "docs" / "translations" / "page.yml").write_text("<<<<<<< HEAD\ntitle: [\n", "utf-8")
    (one,) = faults(root)
    assert one.startswith("docs/translations/page.yml:")
    assert "the record cannot be read" in one and "`make translated PAGE=page`" in one


def test_only_what_changed_is_looked_at(root: Path) -> None:
    edit(root, "docs/zh/page.md", "- 二", "- 三")
    assert faults(root, frozenset()) == []
    for changed in ("docs/zh/page.md", "docs/en/page.md", "docs/translations/page.yml"):
        assert len(faults(root, frozenset({Path(changed)}))) == 1
