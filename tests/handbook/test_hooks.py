"""What MkDocs tells the machinery, and what it hears when a page is wrong."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files
from pymdownx.snippets import SnippetMissingError

from handbook import hooks, pages
from handbook.pages import PageError, converting, current
from tests.handbook.project import Project

TEXT = '<h1 id="title">Title</h1>\n<p>Text</p>'


def config(project: Project, language: str = "zh") -> Any:
    i18n = SimpleNamespace(is_default_language_build=language == "zh", current_language=language)
    return SimpleNamespace(
        docs_dir=str(project.root / "docs"),
        site_dir=str(project.root / "site"),
        site_name="手册",
        plugins={"i18n": i18n},
    )


def begun(project: Project, language: str = "zh") -> Any:
    settings = config(project, language)
    hooks.on_files(Files([]), settings)
    return settings


def page(title: str = "Title", url: str = "page/") -> Any:
    file = SimpleNamespace(src_uri="en/page.md")
    return SimpleNamespace(file=file, title=title, url=url, meta={})


def test_extensions_learn_which_page_comes_next(project: Project) -> None:
    before = current()
    assert hooks.on_page_markdown("# Text", page(), config(project)) == "# Text"
    assert current().file == project.root / "docs" / "en" / "page.md"
    assert current().language == "en"
    pages._current.set(before)


def test_a_page_error_is_one_line_for_the_reader_of_the_log() -> None:
    with pytest.raises(BuildError, match=r"^docs/en/page\.md:3: mend it$") as caught:
        hooks.on_build_error(PageError("docs/en/page.md:3: mend it"))
    assert caught.value.__suppress_context__


def test_a_missing_snippet_is_located(project: Project) -> None:
    file = project.page('one\n\n--8<-- "snippets/gone.py"\n')
    with converting(file), pytest.raises(BuildError, match=r"^docs/en/page\.md:3: .*gone\.py"):
        hooks.on_build_error(SnippetMissingError("Snippet at path 'snippets/gone.py' ..."))


def test_other_errors_keep_their_traceback() -> None:
    assert hooks.on_build_error(KeyError("unexpected")) is None


@pytest.mark.parametrize(
    "error", [ValueError("of a codec"), UnicodeDecodeError("utf-8", b"", 0, 1, "")]
)
def test_a_source_that_cannot_be_read_is_one_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(hooks, "ROOT", project.root)
    project.write("docs/search_terms.yml", "zh: [a\n")
    with pytest.raises(
        BuildError, match=r"^docs/search_terms\.yml:2: this is not YAML: .+ mend it"
    ):
        hooks.on_build_error(error)


def test_what_the_set_up_installs_is_installed_by_it() -> None:
    error = FileNotFoundError(2, "No such file or directory", str(hooks.VENDOR / "katex"))
    with pytest.raises(BuildError, match=r"^docs/assets/vendor/katex: .*type `make setup`$"):
        hooks.on_build_error(error)


def test_a_file_in_the_way_is_one_line_with_what_to_do(project: Project) -> None:
    error = FileNotFoundError(2, "No such file or directory", str(project.root / "site" / "page"))
    with pytest.raises(BuildError, match=r"^site/page: No such file .* another build is running"):
        hooks.on_build_error(error)


def test_each_page_gets_its_card_once(project: Project) -> None:
    settings = begun(project)
    first, second = page("一"), page("一")
    for each in (first, second):
        hooks.on_page_content(TEXT, each, settings)
    assert first.meta["card"] == second.meta["card"]
    (file,) = (project.root / "site" / "assets" / "cards").iterdir()
    assert first.meta["card"] == f"assets/cards/{file.name}"


@pytest.mark.parametrize(("language", "url"), [("zh", "./"), ("en", "en/")])
def test_a_home_page_shows_the_books_name(
    project: Project, monkeypatch: pytest.MonkeyPatch, language: str, url: str
) -> None:
    shown: list[str] = []
    real = hooks.card

    def record(title: str, site_name: str) -> Path:
        shown.append(title)
        return real(title, site_name)

    monkeypatch.setattr(hooks, "card", record)
    settings = begun(project, language)
    hooks.on_page_content(TEXT, page("首页", url), settings)
    hooks.on_page_content(TEXT, page("页"), settings)
    assert shown == ["手册", "页"]


def test_missing_font_is_one_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> None:
        raise FileNotFoundError("the font is not installed: type `make setup`")

    monkeypatch.setattr(hooks, "card", fail)
    with pytest.raises(BuildError, match="make setup"):
        hooks.on_page_content(TEXT, page(), begun(project))


def test_snippets_machinery_and_templates_are_watched_while_serving() -> None:
    watched: list[str] = []
    server: Any = SimpleNamespace(watch=watched.append)
    assert hooks.on_serve(server) is server
    assert [path.rpartition("/")[2] for path in watched] == ["snippets", "handbook", "overrides"]
