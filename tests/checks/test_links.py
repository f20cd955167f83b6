"""Links that lead somewhere pass; for those that do not, what is nearest is named."""

from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks

OTHER = "# Other { #other }\n\n## Part { #part .wide }\n\n[](){ #spot }\n"


def faults(root: Path, text: str) -> list[str]:
    """What the check says about docs/en/part/page.md with this text."""
    files = {
        "docs/en/part/page.md": f"# Page {{ #page }}\n\n{text}\n",
        "docs/en/part/other.md": OTHER,
        "docs/en/first/name.md": OTHER,
        "docs/en/second/name.md": OTHER,
        "docs/zh/part/other.md": OTHER,
        "docs/picture.svg": "<svg/>",
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return [str(fault) for fault in checks()["links"].faults(Project(root))]


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/none.md",
        "//example.org/none.md",
        "mailto:a@example.org",
        "other.md",
        "other.md#part",
        "other.md#spot",
        "#page",
        "../../picture.svg#any",
        "../first/name.md?plain=1#other",
    ],
)
def test_a_link_that_leads_somewhere_passes(tmp_path: Path, link: str) -> None:
    assert faults(tmp_path, f"[a]({link})") == []


def test_an_id_that_the_page_does_not_write_itself_is_found(tmp_path: Path) -> None:
    assert faults(tmp_path, '<p id="made">x</p>\n\n[a](#made)') == []


@pytest.mark.parametrize(
    ("link", "what", "mend"),
    [
        ("other.md#par", "docs/en/part/other.md has no heading", "its ids: other, part, spot"),
        ("#none", "docs/en/part/page.md has no heading with that id", "write one of its ids: page"),
        ("name.md", "leads to docs/en/part/name.md", "../first/name.md or ../second/name.md"),
        ("none.md", "leads to docs/en/part/none.md", "correct the path"),
        ("a%20b.md", "leads to docs/en/part/a b.md", "correct the path"),
        ("/part/other.md", "/part/other.md begins at the root", "write the path from this page"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(
    tmp_path: Path, link: str, what: str, mend: str
) -> None:
    (fault,) = faults(tmp_path, f"[a]({link}) and again [b]({link})")
    found, _, advice = fault.partition(". To mend it: ")
    assert found.startswith("docs/en/part/page.md:3: ") and what in found
    assert mend in advice


def test_each_link_of_a_page_and_of_a_guide_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "[a](docs/en) [b](https://example.org/x)\n[c](none.md#x) `[d](none.md)` [e](a%20b.md)\n",
        "utf-8",
    )
    said = faults(tmp_path, "[a](none.md)\n[b](other.md)\n[c](gone.md)")
    assert [fault.partition(". To mend it: ")[0] for fault in said] == [
        "README.md:2: the link leads to a b.md, which does not exist",
        "README.md:2: the link leads to none.md, which does not exist",
        "docs/en/part/page.md:3: the link leads to docs/en/part/none.md, which does not exist",
        "docs/en/part/page.md:5: the link leads to docs/en/part/gone.md, which does not exist",
    ]


def test_a_link_by_reference_is_found_where_its_address_stands(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "[a][b]\n\n[b]: none.md")
    assert fault.startswith("docs/en/part/page.md:5: the link leads to docs/en/part/none.md")


def test_a_guide_links_to_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("[a](docs/en) [b](#b) [c](docs/picture.svg)\n", "utf-8")
    assert faults(tmp_path, "") == []
