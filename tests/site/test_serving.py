"""An edit is served in both languages, with everything that depends on it, and nothing else is old.

One server for all: each test edits the same small project. The last one compares all that is served
by then with a fresh build of the same files.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbook.serving import Served, served
from tests.site import small_site

CODE = """\
from helper import factor


# --8<-- [start:scaled]
def scaled(x: float) -> float:
    return factor() * x
# --8<-- [end:scaled]
"""
HELPER = "def factor() -> float:\n    return 2.0\n"
DATA = """\
[[published]]
call = "scaled(10)"
label = { zh = "值甲", en = "Value A" }
expect = 20
tolerance = 0.1
kind = "rel"
source = "brown2020language"
"""
MODEL = """\
```python
--8<-- "snippets/part/model.py:scaled"
```

```text
--8<-- "snippets/part/model.out"
```

The value is [[part/model.answer]] [@brown2020language].

::: published part/model

![what it shows](figure:part/model.curve "caption")

See [the first page](index.md#title).
"""
FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
    "<text>{}</text></svg>"
)
REFERENCES = "::: bibliography"
LANGUAGES = ("", "en/")


@dataclass(frozen=True)
class Serving:
    """The project and its server."""

    folder: Path
    site: Served

    def write(self, name: str, text: str) -> None:
        """Save a file of the project."""
        small_site.write(self.folder, name, text)

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a file of the project."""
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def shows(self, text: str, *paths: str) -> None:
        """Assert that every path comes to show a text."""
        self.site.wait_for(text, *paths)

    def both_show(self, text: str, path: str) -> None:
        """Assert that a page comes to show a text in both languages."""
        self.shows(text, *(language + path for language in LANGUAGES))

    def found(self, language: str) -> str:
        """What the search of a language knows, without the marks between words."""
        return self.site.read(f"{language}search/entries.json").replace("\u200b", "")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("served")
    project = folder / "project"
    project.mkdir()
    small_site.make(project, nav=("index.md", "model.md", "references.md"))
    bibliography = (project / "docs" / "references.bib").read_text("utf-8")
    start = bibliography.index("@", bibliography.index("brown2020language") - 20)
    entry = bibliography[start : bibliography.index("\n}\n", start) + 3]
    small_site.write(project, "docs/references.bib", entry)
    for language, title in (("zh", "标题"), ("en", "Title")):
        for name, body in (("index", "Text."), ("model", MODEL), ("references", REFERENCES)):
            page = small_site.page(f"{title} {name}", body)
            small_site.write(project, f"docs/{language}/{name}.md", page)
        figure = FIGURE.format(f"drawn in {language}")
        small_site.write(project, f"snippets/part/model.curve.{language}.svg", figure)
    small_site.write(project, "snippets/part/model.py", CODE)
    small_site.write(project, "snippets/part/helper.py", HELPER)
    small_site.write(project, "snippets/part/model.toml", DATA)
    small_site.write(project, "snippets/part/model.json", '{"answer": 41}')
    small_site.write(project, "snippets/part/model.out", '--8<-- "snippets/part/more.out"\n')
    small_site.write(project, "snippets/part/more.out", "printed before\n")
    with served(project, folder / "log") as site:
        yield Serving(project, site)


def test_a_page_is_served_in_its_language_only(serving: Serving) -> None:
    serving.replace("docs/zh/index.md", "Text.", "改过的正文。")
    serving.shows("改过的正文。", "")
    assert "改过的正文。" in serving.found("")
    assert "Text." in serving.site.read("en/")
    assert "改过的正文" not in serving.found("en/")
    assert "Title" not in serving.found("")


def test_a_snippet_is_served_on_both_pages(serving: Serving) -> None:
    serving.replace("snippets/part/model.py", "[end:scaled]", "[end:scaled]\n# below")
    serving.replace("snippets/part/model.py", "    return", "    # a new remark\n    return")
    serving.both_show("# a new remark", "model/")


def test_what_an_included_file_includes_is_served(serving: Serving) -> None:
    serving.write("snippets/part/more.out", "printed after\n")
    serving.both_show("printed after", "model/")


def test_a_module_that_the_model_imports_changes_the_computed_value(serving: Serving) -> None:
    assert "<td>20</td>\n<td>20</td>" in serving.site.read("model/")
    serving.replace("snippets/part/helper.py", "2.0", "7.0")
    serving.both_show("<td>20</td>\n<td>70</td>", "model/")


def test_recorded_values_data_and_figures_are_served(serving: Serving) -> None:
    serving.write("snippets/part/model.json", '{"answer": 43}')
    serving.both_show(">43</data>", "model/")
    serving.replace("snippets/part/model.toml", "Value A", "Value B")
    serving.shows("Value B", "en/model/")
    serving.write("snippets/part/model.curve.zh.svg", FIGURE.format("drawn anew"))
    serving.shows("drawn anew", "model/")
    assert "drawn in en" in serving.site.read("en/model/")


def test_a_source_changes_the_bibliography(serving: Serving) -> None:
    serving.replace("docs/references.bib", "Few-Shot", "Few-Shot-and-More")
    serving.both_show("Few-Shot-and-More", "references/")


def test_a_new_title_stands_in_every_page_and_on_its_card(serving: Serving) -> None:
    before = serving.site.read("en/model/")
    serving.replace("docs/en/model.md", "# Title model", "# Another title")
    serving.shows("Another title", "en/", "en/model/", "en/references/")
    card = serving.site.read("en/model/").partition("assets/cards/")[2].partition('"')[0]
    assert card not in before


def test_an_anchor_that_goes_is_warned_of_though_the_page_that_links_is_unchanged(
    serving: Serving,
) -> None:
    serving.replace("docs/en/index.md", "#title", "#renamed")
    serving.shows('id="renamed"', "en/")
    assert "model.md' contains a link 'index.md#title'" in serving.site.log.read_text("utf-8")
    serving.replace("docs/en/index.md", "#renamed", "#title")
    serving.shows('id="title"', "en/")


def test_a_broken_page_stops_nothing_for_good(serving: Serving) -> None:
    serving.replace("docs/en/model.md", "part/model.answer", "part/model.nothing")
    serving.site.wait(
        lambda: "docs/en/model.md:15" in serving.site.log.read_text("utf-8"), "the fault's line"
    )
    serving.replace("docs/en/model.md", "part/model.nothing", "part/model.answer")
    serving.write("docs/zh/index.md", small_site.page("标题", "又改过。"))
    serving.shows("又改过。", "")


def test_a_page_that_goes_is_no_longer_served(serving: Serving) -> None:
    for language in ("zh", "en"):
        serving.write(f"docs/{language}/new.md", small_site.page("New", "A new page."))
    serving.replace("mkdocs.yml", "  - model.md\n", "  - model.md\n  - new.md\n")
    serving.both_show("A new page.", "new/")
    serving.both_show('href="../new/"', "model/")
    for language in ("zh", "en"):
        (serving.folder / "docs" / language / "new.md").unlink()
    serving.replace("mkdocs.yml", "  - new.md\n", "")
    serving.site.wait(lambda: not serving.site.read("new/"), "no page where there is none")
    assert not serving.site.read("en/new/")
    assert "new/" not in serving.site.read("model/")


def test_a_template_changes_every_page(serving: Serving) -> None:
    serving.replace("overrides/partials/palette.html", "</div>", "<!-- other --></div>")
    serving.both_show("<!-- other -->", "model/")


def test_changed_machinery_is_loaded(serving: Serving) -> None:
    serving.replace("handbook/values.py", '"class": "value"', '"class": "value other"')
    serving.both_show('class="value other"', "model/")


def test_own_words_of_the_search_are_read_again(serving: Serving) -> None:
    word = "又改过"
    assert word not in serving.site.read("search/entries.json")
    (serving.folder / "docs" / "search_terms.yml").write_text(f"zh: [{word}]\n", "utf-8")
    serving.shows(word, "search/entries.json")


def test_all_that_is_served_is_what_a_fresh_build_makes(serving: Serving) -> None:
    fresh = serving.folder / "fresh"
    (serving.folder / ".cache").rename(serving.folder / ".cache.old")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(fresh)],
        cwd=serving.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "HANDBOOK_SITE_URL": serving.site.address},
        check=True,
        capture_output=True,
    )
    pages = sorted(fresh.rglob("*.html")) + sorted(fresh.rglob("*.json"))
    assert len(pages) >= 11
    for page in pages:
        text = page.read_text("utf-8")
        path = page.relative_to(fresh).as_posix()
        if page.name != "404.html":  # the server answers it with that status, without its text
            assert _without_reload(serving.site.read(path)) == text, path


def _without_reload(html: str) -> str:
    start = html.find("<script>\nvar livereload")
    end = html.find("</script>", start) + len("</script>")
    return html if start < 0 else html[:start] + html[end:]
