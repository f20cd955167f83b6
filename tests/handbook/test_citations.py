"""Citations are numbered as a reader meets them and listed at the page's end."""

import re
from pathlib import Path

import pytest

from handbook.checks.project import Project as Checked
from handbook.checks.registry import checks
from handbook.pages import PageError
from tests.handbook.project import Project


def numbers(html: str) -> list[tuple[str, str]]:
    return re.findall(r'href="#ref-([\w-]+)"[^>]*>(\d+)</a>', html)


def listed(html: str) -> list[str]:
    return re.findall(r'<li id="ref-([\w-]+)">', html)


def test_numbers_follow_the_reader_through_tables_and_lists(project: Project) -> None:
    html = project.convert(
        "| a |\n|---|\n| x [@chen2022third] |\n\nThen [@baker2021second].\n\n"
        "- one [@adams2020first]\n- two [@chen2022third]\n"
    )
    order = ["chen2022third", "baker2021second", "adams2020first"]
    assert numbers(html) == [*zip(order, "123", strict=True), ("chen2022third", "1")]
    assert listed(html) == order


def test_two_sources_with_locators_share_a_bracket(project: Project) -> None:
    html = project.convert("So [@adams2020first, Table 3; @baker2021second，第 2 节].")
    plain = re.sub(r"<[^>]+>", "", html.partition("</p>")[0])
    assert plain == "So [1, Table 3; 2, 第 2 节]."


def test_the_first_place_is_where_the_list_leads_back(project: Project) -> None:
    html = project.convert("One [@adams2020first], two [@adams2020first].")
    assert html.count('id="cite-adams2020first"') == 1
    assert html.index('id="cite-adams2020first"') < html.index("two")
    assert 'href="#cite-adams2020first"' in html
    assert 'aria-label="Back to the text 1"' in html


@pytest.mark.parametrize(
    ("language", "heading"), [("zh", "本页文献"), ("en", "Sources of this page")]
)
def test_list_has_a_heading_in_the_pages_language(
    project: Project, language: str, heading: str
) -> None:
    assert f'<h2 id="sources">{heading}' in project.convert("A [@adams2020first].", language)


def test_page_without_citations_has_no_list(project: Project) -> None:
    html = project.convert(
        "Mail a@b.example or `[@adams2020first]`; [@handle](https://example.org)."
    )
    assert "sources" not in html
    assert "citation" not in html


def test_entry_in_the_list_is_the_full_source(project: Project) -> None:
    html = project.convert("A [@baker2021second].")
    assert '<cite lang="en">The Second Page</cite>' in html
    assert '<a href="https://example.org/second" class="source">' in html


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("[@adams2020firs]", ["no source has the key 'adams2020firs'", "docs/references.bib"]),
        ("[@adams2020first; @gone]", ["no source has the key 'gone'"]),
        ("[@adams2020first Table 3]", ["cannot read the citation", "[@key, Table 3]"]),
        ("[@adams2020first; baker2021second]", ["cannot read the citation"]),
    ],
)
def test_wrong_citation_stops_with_line_and_advice(
    project: Project, citation: str, words: list[str]
) -> None:
    with pytest.raises(PageError) as caught:
        project.convert(f"Right [@adams2020first].\n\nWrong {citation}.\n")
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:3: ")
    for word in words:
        assert word in message


def test_a_source_that_is_taken_out_is_missed_on_every_page(project: Project) -> None:
    project.page("\nSee [@gone2020first; @adams2020first], not `[@gone2020second]`.\n")
    changed = Checked(project.root, frozenset([Path("docs/references.bib")]))
    (fault,) = checks()["citations"].faults(changed)
    assert str(fault).startswith("docs/en/page.md:2: no source has the key 'gone2020first'")
    assert "docs/references.bib" in fault.mend
