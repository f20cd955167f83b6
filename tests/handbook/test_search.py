"""The search index: what it takes of a page, how Chinese is cut, and what the built site serves."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import search
from handbook.paths import DOCS, LANGUAGES
from handbook.search import PageText, entries
from handbook.sections import sections
from handbook.segment import MARK, own_words, parts, segmented

FOLDERS = {"zh": "", "en": "en/"}
HTML = """
<h1 id="title">Title<a class="headerlink" href="#title" title="Permanent link">&para;</a></h1>
<p>First <em>words</em> &amp; more<span class="citation">[<a href="#r">12</a>, Table 3]</span>.</p>
<p>So <span class="arithmatex"><span class="katex"><span class="katex-mathml"><math><mi>xyz</mi>
<annotation>\\frac</annotation></math></span>
<span class="katex-html"><span>xyz</span><svg><path/></svg></span></span></span> follows.</p>
<figure><svg><text>axis</text></svg><figcaption>A caption</figcaption></figure>
<h2 id="next">The <code>next</code> one<a class="headerlink" href="#next">&para;</a></h2>
<table><tr><th>Price</th><td>10</td></tr><tr><td>Cost</td><td>5</td></tr></table>
<pre><span></span><code><span class="k">def</span> break_even(price): ...</code></pre>
<ul><li>one</li><li>two<p>three</p></li></ul><script>no()</script>
<h3>Without an id</h3>
<p>Last.</p>
"""


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "cached", lambda *arguments: arguments[-1]())


def test_a_page_is_read_by_its_headings() -> None:
    first, second = sections(HTML)
    assert (first.anchor, first.title) == (None, "Title")
    assert (second.anchor, second.title) == ("next", "The next one")


def test_prose_is_taken_and_mathematics_drawings_scripts_and_citations_are_not() -> None:
    first, second = sections(HTML)
    assert first.blocks == ["First words &amp; more.", "So follows.", "A caption"]
    assert second.blocks == ["Price 10", "Cost 5", "one", "two", "three", "Without an id", "Last."]


def test_a_page_that_begins_with_a_heading_shows_its_description() -> None:
    html = '<h1 id="a">A</h1><h2 id="b">B</h2><p>Text.</p>'
    first, second = entries(PageText("a/", html, "A", "What is < all."))
    assert (first["text"], second["text"]) == ("<p>What is &lt; all.</p>", "<p>Text.</p>")


def test_code_gives_its_words_only() -> None:
    assert sections(HTML)[1].code == {"def", "break", "even", "price"}


def test_text_before_the_first_heading_belongs_to_the_page() -> None:
    (section,) = sections('<p>Before.</p><h1 id="late">Late</h1>')
    assert (section.anchor, section.title, section.blocks) == (None, "Late", ["Before."])


def test_what_generated_blocks_repeat_is_left_out() -> None:
    form = """<section class="decision-form"><p class="form-title form-more">More inputs</p>
<dl class="form-fields"><div><dt>Mean wait</dt><dd class="form-value">60 s</dd>
<dd class="form-help"><span>Seconds.</span></dd>
<dd class="form-source"><span class="citation">[1]</span>our example</dd></div></dl>
<p class="form-sentence">The answer <data value="a">once</data> more.</p>
<table><tr><td>Slots needed</td></tr></table></section>"""
    lab = """<div class="lab-output"><span class="filename">Output</span><pre>0.5</pre></div>
<details class="lab-code">
<summary>The code of the figure</summary><pre>plot(boundary)</pre></details>
<details><summary>Written by hand</summary></details>"""
    sources = """<h2 id="sources">Sources<a class="headerlink" href="#sources">&para;</a></h2>
<ol class="sources"><li>Erlang, A. K. (1917).</li></ol>"""
    (section,) = sections(f'<h1 id="a">A</h1>{form}{lab}{sources}')
    assert section.blocks == ["Mean wait", "60 s", "Seconds.", "Slots needed", "Written by hand"]
    assert section.code == {"plot", "boundary"}


def test_a_section_that_its_author_calls_sources_is_kept() -> None:
    html = '<h1 id="a">A</h1><h2 id="sources">Sources</h2><p>Data.</p><ol><li>One</li></ol>'
    assert [section.title for section in sections(html)] == ["A", "Sources"]


def test_a_page_with_a_form_is_a_calculator() -> None:
    form = '<h1 id="a">A</h1><section class="decision-form"><p>Input</p></section>'
    (with_form,) = entries(PageText("a/", form, "A"))
    assert "calculator" in with_form["keywords"]
    assert "计算器" in [word.strip(MARK) for word in with_form["keywords"]]
    (without,) = entries(PageText("a/", '<h1 id="a">A</h1><p>Text.</p>', "A"))
    assert "calculator" not in without.get("keywords", [])


def test_own_words_stay_whole_and_their_parts_are_found() -> None:
    assert f"{MARK}盈亏平衡点{MARK}" in segmented("月用量的盈亏平衡点在哪里")
    assert {"盈亏", "平衡", "平衡点"} <= set(parts("盈亏平衡点"))


def test_latin_words_beside_chinese_ones_are_left_alone() -> None:
    assert segmented("KV 缓存与 pass@k").replace(MARK, "|") == "KV |缓存||与| pass@k".replace(
        "||", "|"
    )
    assert segmented("no Chinese, no mark") == "no Chinese, no mark"


@given(st.text(st.sampled_from("大模型的词元成本与毛利率在哪里，A/B KV。 "), max_size=40))
def test_cutting_changes_nothing_that_can_be_seen(text: str) -> None:
    assert segmented(text).replace(MARK, "") == text


def test_own_words_are_chinese_and_named_once() -> None:
    assert len(set(own_words())) == len(own_words())
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,}", word) for word in own_words())


def test_a_page_gives_an_entry_for_itself_and_one_for_each_section() -> None:
    text = PageText("a/b/", HTML, "Short", "What it says.", ("reader's word",), boost=0.5)
    first, second = entries(text)
    assert (first["location"], second["location"]) == ("a/b/", "a/b/#next")
    assert (first["name"], first["boost"]) == (["Short"], 0.5)
    assert {"What it says.", "reader's word"} <= set(first["keywords"])
    assert "name" not in second
    assert second["text"].startswith("<p>Price 10</p><p>Cost 5</p>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KV 缓存", ["KV", "缓存"]),
        ("A/B 测试", ["A/B", "测试"]),
        ("TAM/SAM/SOM", ["TAM", "SAM", "SOM"]),
        ("pass@k", ["pass@k"]),
        ("break_even（盈亏）：10%", ["break", "even", "盈亏", "10"]),
    ],
)
def test_words_are_separated_as_readers_type_them(text: str, words: list[str]) -> None:
    assert [word for word in re.split(search.SETTINGS["separator"], text) if word] == words


def served(site: Path, language: str) -> list[search.Entry]:
    settings = json.loads(
        (site / FOLDERS[language] / "search" / "search_index.json").read_text("utf-8")
    )
    assert settings["docs"] == []
    found: list[search.Entry] = json.loads(
        (site / settings["config"]["entries"]).read_text("utf-8")
    )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_all_of_its_own_pages_and_no_other(site: Path, language: str) -> None:
    found = {entry["location"].split("#")[0] for entry in served(site, language)}
    folder = DOCS / language
    paths = [file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.md")]
    addresses = {f"{path.removesuffix('index').rstrip('/')}/".lstrip("/") for path in paths}
    assert found == addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_lead_to_headings_and_hold_no_markup(site: Path, language: str) -> None:
    for entry in served(site, language):
        address, _, anchor = entry["location"].partition("#")
        html = (site / FOLDERS[language] / address / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html, entry["location"]
        assert entry["title"], entry["location"]
        assert not re.search(r"katex|&para;|</?(?!p>)\w+[ >]", entry["text"]), entry["location"]


@pytest.mark.parametrize(
    ("language", "file"),
    [
        *((language, "index.html") for language in LANGUAGES),
        *((language, "decisions/capacity/index.html") for language in LANGUAGES),
        ("zh", "404.html"),  # one page answers for both languages
    ],
)
def test_a_page_reads_the_index_of_its_language(site: Path, language: str, file: str) -> None:
    address = f"http://site/{FOLDERS[language]}{file.removesuffix('index.html')}"
    html = (site / FOLDERS[language] / file).read_text("utf-8")
    config = json.loads(
        html.split('<script id="__config" type="application/json">')[1].split("</script>")[0]
    )
    root = urljoin(address, config["base"])
    assert (
        urljoin(root, "search/search_index.json")
        == f"http://site/{FOLDERS[language]}search/search_index.json"
    )
    worker = urljoin(address, config["search"].split("#")[0]).removeprefix("http://site/")
    themes = urljoin(f"/{worker}", config["search"].split("#")[1]).lstrip("/")
    assert (site / worker).is_file()
    assert (site / themes).is_file()
