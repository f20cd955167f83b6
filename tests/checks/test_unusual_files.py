"""Files as other editors and systems leave them: byte-order marks, line ends, locks, comments."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.check import fix, run
from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.paths import inside
from handbook.translation_record import changes
from tests.guards.planting import copy

ZH = "docs/zh/part/double.md"
EN = "docs/en/part/double.md"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """The small project, confirmed."""
    root = copy(tmp_path)
    with inside(root):
        yield root


def faults(root: Path) -> list[str]:
    return run(Project(root), list(checks().values()))


def edit(root: Path, name: str, old: bytes, new: bytes) -> None:
    file = root / name
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(root: Path) -> None:
    for name in (ZH, EN):
        edit(root, name, b"\n", b"\r\n")
        (root / name).write_bytes(BOM + (root / name).read_bytes())
    assert faults(root) == []
    assert changes("part/double.md") == []


def test_front_matter_behind_a_byte_order_mark_is_not_mended_as_prose(root: Path) -> None:
    (root / ZH).write_bytes(BOM + (root / ZH).read_bytes())
    edit(root, ZH, "，见".encode(), ", 见".encode())
    assert fix(Project(root), list(checks().values())) == [ZH]
    assert (root / ZH).read_text("utf-8").startswith("---\ndescription: 这")


def test_what_an_editor_leaves_beside_a_page_is_no_page(root: Path) -> None:
    (root / "docs/zh/part/.#double.md").symlink_to("someone@machine")
    (root / "docs/zh/part/.double.md").write_text("# Draft\n", "utf-8")
    assert faults(root) == []


def test_a_comment_of_several_lines_is_read_by_nobody(root: Path) -> None:
    comment = "\n<!--\n## Draft { #draft }\n[a](nowhere.md) 草稿 $x=1$\n-->\n"
    with (root / EN).open("a", encoding="utf-8") as page:
        page.write(comment)
    assert faults(root) == []
    assert changes("part/double.md") == []


def test_while_a_file_is_unreadable_only_that_is_said(root: Path) -> None:
    (root / "docs/references.bib").write_bytes(b"\xb9\xfe")
    (root / ZH).write_text("", "utf-8")
    (fault,) = faults(root)
    assert fault.startswith("docs/references.bib:1: this is not UTF-8")
    assert fault.endswith("[readable]")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("docs/references.bib", None, "docs/references.bib: the list of sources is missing"),
        ("mkdocs.yml", "", "mkdocs.yml:1: the navigation does not list index.md"),
        ("mkdocs.yml", "- a\n", "mkdocs.yml:1: the navigation does not list index.md"),
        ("mkdocs.yml", "plugins: {i18n: {}}\n", "the navigation does not list index.md"),
        ("snippets/decisions/toy.py", "x\n", "toy.py fails when it is imported: NameError"),
        ("snippets/decisions/toy.py", "raise SystemExit(3)\n", "SystemExit: 3"),
        ("snippets/decisions/toy.toml", "inputs = ['x']\n", "inputs is no list of tables"),
        ("snippets/decisions/toy.toml", "", "toy.toml: it describes no input"),
        ("snippets/part/double.json", "[1]", "double.json:1: this is not a JSON object"),
        ("snippets/part/double.line.en.svg", "<g/>", "svg:1: this is not a drawing in SVG"),
        ("docs/translations/index.yml", "home: {zh: 1, en: b}\n", "the record cannot be read"),
        ("docs/translations/index.yml", "home: {shows: [a]}\n", "the record cannot be read"),
        ("docs/translations/index.yml", "home: {zh: {a: b}}\n", "the record cannot be read"),
    ],
)
def test_data_that_cannot_be_used_is_named(
    root: Path, name: str, content: str | None, said: str
) -> None:
    if content is None:
        (root / name).unlink()
    else:
        (root / name).write_text(content, "utf-8")
    found = faults(root)
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tolerance = 0", 'tolerance = "0"', "tolerance '0'"),
        ("expect = 8", 'expect = "8"', "expect '8'"),
        ('call = "double(4)"', "call = 4", "call 4"),
        ('call = "double(4)"', 'call = "double(4) / 0"', "division by zero"),
        ("values = { x = 10 }", "values = [10]", "its values are no table"),
        ("step = 1", 'step = "1"', "step is no number"),
    ],
)
def test_values_of_another_kind_in_a_data_file_are_named(
    root: Path, old: str, new: str, said: str
) -> None:
    edit(root, "snippets/decisions/toy.toml", old.encode(), new.encode())
    found = faults(root)
    assert any(said in fault for fault in found), found
