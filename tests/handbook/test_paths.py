"""Paths are named as a contributor writes them."""

from pathlib import Path

from handbook.paths import DOCS, ROOT, SNIPPETS, inside, relative, root


def test_relative_is_from_the_repository_with_slashes() -> None:
    assert relative(ROOT / "docs" / "zh" / "index.md") == "docs/zh/index.md"


def test_a_path_outside_stays_whole(tmp_path: Path) -> None:
    assert relative(tmp_path / "page.md") == (tmp_path / "page.md").as_posix()


def test_places_exist() -> None:
    assert (ROOT / "mkdocs.yml").is_file()
    assert DOCS.is_dir()
    assert SNIPPETS.is_dir()


def test_another_project_is_the_root_inside_the_block_only(tmp_path: Path) -> None:
    with inside(tmp_path):
        assert root() == tmp_path
        assert relative(tmp_path / "docs" / "zh" / "index.md") == "docs/zh/index.md"
    assert root() == ROOT
