"""Sources: read, checked, shown."""

import re

import pytest

from handbook.bibliography import Source, entry_html, problems, read, render
from handbook.pages import PageError
from handbook.paths import LANGUAGES
from tests.handbook.project import Project

GOOD = "author = {Adams, Ada},\n  title = {T},\n  date = {2020},\n  url = {https://example.org},\n"


def entry(project: Project, text: str) -> Source:
    project.write("docs/references.bib", f"@online{{key,\n  {text}}}\n")
    return read()["key"]


def test_entry_is_read_with_its_line(project: Project) -> None:
    source = read()["baker2021second"]
    assert (source.kind, source.line, source.authors) == ("online", 8, ("Baker Lab",))
    assert source.year == "2021"
    assert list(read()) == ["adams2020first", "baker2021second", "chen2022third"]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("Adams, Ada Bea", ("Adams, A. B.",)),
        ("Ada Adams and Brown, Bo", ("Adams, A.", "Brown, B.")),
        ("van der Aa, Jean-Luc", ("van der Aa, J.-L.",)),
        ("{Baker Lab} and others", ("Baker Lab", "others")),
        ("张, 三", ("张, 三.",)),
    ],
)
def test_names(project: Project, names: str, shown: tuple[str, ...]) -> None:
    assert entry(project, f"author = {{{names}}}, title = {{T}}").authors == shown


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("doi = {10.1/a_b}, url = {https://x.org}", "https://doi.org/10.1/a_b"),
        ("eprint = {2001.00001}, eprinttype = {arxiv}", "https://arxiv.org/abs/2001.00001"),
        ("url = {https://x.org/~ada/a--b_c%20d}", "https://x.org/~ada/a--b_c%20d"),
        ("isbn = {978-0-00-000000-2}", ""),
    ],
)
def test_address_is_the_doi_then_arxiv_then_the_web_page_as_written(
    project: Project, fields: str, url: str
) -> None:
    assert entry(project, f"title = {{T}}, {fields}").url == url


def test_titles_are_plain_text(project: Project) -> None:
    source = entry(project, r"title = {{GPT}-4 \& the 5~\% -- a {T}est}")
    assert source.fields["title"] == "GPT-4 & the 5 % – a Test"


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("author = {Adams, Ada},\n  ", "names nobody. To mend it: add author"),
        ("title = {T},\n  ", "has no title"),
        ("date = {2020},\n  ", "has no date. To mend it: add date = {YYYY-MM-DD}"),
        ("url = {https://example.org},\n", "cannot be found by a reader. To mend it: add doi"),
    ],
)
def test_what_is_missing_is_named_with_file_and_line(
    project: Project, gone: str, words: str
) -> None:
    entry(project, GOOD)
    assert problems(read()["key"]) == []
    entry(project, "\n  " + GOOD.replace(gone, ""))
    (fault,) = [fault for fault in project.faults("bibliography") if "cites" not in fault]
    assert fault.startswith("docs/references.bib:1: key ")
    assert words in fault


def cited_nowhere(project: Project) -> list[str]:
    """What the check says about sources that a language does not cite."""
    return [
        fault.partition(". To mend it: ")[0].removeprefix("docs/references.bib:")
        for fault in project.faults("bibliography")
        if "cites" in fault
    ]


def test_a_source_is_to_be_cited_in_both_languages(project: Project) -> None:
    project.page("一 [@adams2020first]，二 [@chen2022third]。\n", "zh")
    project.page("One [@adams2020first]; two [@baker2021second].\n", "en")
    assert cited_nowhere(project) == [
        "8: no page in docs/zh cites baker2021second",
        "15: no page in docs/en cites chen2022third",
    ]


def test_a_source_of_the_data_is_cited_in_both_languages(project: Project) -> None:
    project.write("docs/errata.yml", "- id: E01\n  sources: ['adams2020first, sec. 2']\n")
    project.write("snippets/part/data.toml", 'source = "baker2021second"\n')
    assert cited_nowhere(project) == [
        "15: no page in docs/en cites chen2022third",
        "15: no page in docs/zh cites chen2022third",
    ]


def test_half_an_arxiv_number_is_named(project: Project) -> None:
    entry(project, f"{GOOD}  eprint = {{2001.00001}}")
    assert problems(read()["key"])[0][1] == "give both eprint and eprinttype"
    entry(project, GOOD.replace("url = {https://example.org}", "eprinttype = {arxiv}"))
    assert ("key has half of an arXiv number", "give both eprint and eprinttype") in problems(
        read()["key"]
    )


@pytest.mark.parametrize("field", ["publisher", "institution", "organization", "editor"])
def test_an_institution_stands_for_an_author(project: Project, field: str) -> None:
    entry(project, GOOD.replace("author", field))
    assert problems(read()["key"]) == []


def test_a_key_that_stands_twice_stops(project: Project) -> None:
    project.write("docs/references.bib", f"@online{{key,\n  {GOOD}}}\n" * 2)
    with pytest.raises(PageError, match=r"docs/references\.bib:7: .*key stands twice"):
        read()


def test_braces_that_do_not_close_stop(project: Project) -> None:
    project.write(
        "docs/references.bib", "@online{key,\n  title = {T,\n}\n\n@online{b, title = {U}}\n"
    )
    with pytest.raises(PageError, match=r"docs/references\.bib:1: .*close its braces"):
        read()


def test_entry_in_both_languages(project: Project) -> None:
    source = read()["chen2022third"]
    for language in LANGUAGES:
        html = entry_html(source, language)
        assert html.startswith("陈氏研究所 (2022). ")
        assert '<cite lang="zh">第三份报告</cite> [The third report].' in html
    web = read()["baker2021second"]
    assert "read 2026-11-23." in entry_html(web, "en")
    assert "查阅于 2026-11-23." in entry_html(web, "zh")


def test_many_authors_are_cut_and_markup_is_escaped(project: Project) -> None:
    names = " and ".join(f"Name{letter}, X" for letter in "ABCDE")
    source = entry(project, f"author = {{{names}}}, title = {{a <b> c}}, date = {{2020}}")
    html = entry_html(source, "en")
    assert "NameD, X. et al." in html
    assert "NameE" not in html
    assert "a &lt;b&gt; c" in html


def test_volume_number_pages_and_isbn_are_shown(project: Project) -> None:
    fields = (
        "journaltitle = {J}, volume = {3}, number = {4}, pages = {5--6}, isbn = {97}, note = {N}"
    )
    html = entry_html(entry(project, f"{GOOD.strip()} {fields}"), "en")
    assert "<i>J 3(4), 5–6</i>. ISBN 97." in html
    assert html.endswith("N.")


def test_edition_is_shown_in_the_pages_language(project: Project) -> None:
    source = entry(project, f"{GOOD.strip()} edition = {{2}}")
    assert "</cite>. 2nd ed." in entry_html(source, "en")
    assert "</cite>. 第 2 版." in entry_html(source, "zh")


def test_a_title_that_asks_has_no_full_stop(project: Project) -> None:
    source = entry(project, "author = {A, B}, title = {Who?}, date = {2020}")
    assert entry_html(source, "en").endswith("Who?</cite>")


def test_an_undated_page_is_whole_with_the_day_of_reading(project: Project) -> None:
    source = entry(project, GOOD.replace("date = {2020}", "urldate = {2026-11-23}"))
    assert problems(source) == []
    assert "(n.d.)" in entry_html(source, "en")
    assert "(无日期)" in entry_html(source, "zh")


def test_a_printed_book_needs_no_address(project: Project) -> None:
    project.write(
        "docs/references.bib",
        "@book{key, author = {A, B}, title = {T}, date = {1982}, publisher = {P}}\n",
    )
    assert problems(read()["key"]) == []


def test_an_entry_without_a_title_is_shown_by_its_key(project: Project) -> None:
    assert "<cite" in entry_html(entry(project, "date = {2020}"), "en")


def test_whole_list_is_sorted_by_name(project: Project) -> None:
    keys = re.findall(r'<li id="([\w-]+)">', render("", "en"))
    assert keys == ["adams2020first", "baker2021second", "chen2022third"]
