"""The search finds what readers ask for, as they see it: in a browser, in each language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from handbook.bench_search import answers, ask, open_search, questions, share, table
from handbook.paths import DOCS, LANGUAGES
from handbook.segment import MARK

INDEX = {"zh": "/search/entries.json", "en": "/en/search/entries.json"}


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """The paths that the page and its worker ask for."""
    paths: list[str] = []
    page.context.on("request", lambda request: paths.append(urlsplit(request.url).path))
    yield paths


def titles(language: str) -> dict[str, str]:
    found = {}
    for file in (DOCS / language).rglob("*.md"):
        heading = re.search(r"^# (.+?) \{", file.read_text("utf-8"), re.MULTILINE)
        assert heading, file
        found[file.relative_to(DOCS / language).with_suffix("").as_posix()] = heading[1]
    return found


def headings(language: str) -> str:
    texts = [file.read_text("utf-8") for file in (DOCS / language).rglob("*.md")]
    return "\n".join(re.findall(r"^(?:#+|title:) (.+)$", "\n".join(texts), re.MULTILINE)).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_many_and_half_are_in_no_heading(language: str) -> None:
    found = questions(language)
    assert len({question.query for question in found}) == len(found) >= 40
    assert all((DOCS / language / f"{question.page}.md").is_file() for question in found)
    elsewhere = [question for question in found if question.query.lower() not in headings(language)]
    assert len(elsewhere) >= len(found) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_page_comes_first(page: Page, address: str, language: str) -> None:
    given = answers(page, address, language)
    print(table(language, given))
    assert share(given, 1) >= 0.9
    assert share(given, 5) >= 0.98


def test_words_from_the_middle_of_a_title_are_found(page: Page, address: str, site: Path) -> None:
    entries = json.loads((site / "search" / "entries.json").read_text("utf-8"))
    open_search(page, address, "zh")
    missed = []
    for path, _ in titles("zh").items():
        location = f"{path.removesuffix('index').rstrip('/')}/".lstrip("/")
        (title,) = [entry["title"] for entry in entries if entry["location"] == location]
        words = [word for word in title.split(MARK) if re.fullmatch(r"[\u4e00-\u9fff]{2}", word)]
        for word in words[1:-1]:
            if path not in ask(page, word, "zh"):
                missed.append((word, title.replace(MARK, "")))
    assert not missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_loads_its_own_index_when_typing_begins(
    page: Page, address: str, asked: list[str], language: str
) -> None:
    open_search(page, address, language, at="decisions/capacity/")
    page.wait_for_load_state("networkidle")
    assert not set(INDEX.values()) & set(asked)
    ask(page, "token", language)
    assert set(INDEX.values()) & set(asked) == {INDEX[language]}


def test_results_follow_the_typing(page: Page, address: str) -> None:
    open_search(page, address, "en")
    for typed in ("capac", "capacit", "capacity", "capacitys"):
        assert "decisions/capacity" in ask(page, typed, "en")[:3], typed
    assert ask(page, "zzzzzz", "en") == []
    assert ask(page, 'what + "if" ~ ^ : * (', "en") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_leads_to_its_page(page: Page, address: str, language: str) -> None:
    open_search(page, address, language, at="article/faq/")
    assert ask(page, "kappa", language)[0] == "decisions/judge_agreement"
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/judge_agreement/**")
    assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_does_not_exist_is_searched_in_its_language(
    page: Page, address: str, language: str
) -> None:
    open_search(page, address, language, at="nowhere/")
    assert ask(page, "kappa", language)[0] == "decisions/judge_agreement"
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/judge_agreement/**")
    assert page.evaluate("document.documentElement.lang") == language


def test_letters_are_answered_as_they_are_typed_and_marked(page: Page, address: str) -> None:
    open_search(page, address, "en")
    page.locator("input.md-search__input").press_sequentially("kappa", delay=20)
    page.wait_for_selector(".md-search-result__item mark:text-is('kappa')", state="attached")
    open_search(page, address, "zh")
    ask(page, "毛利率", "zh")
    mark = page.locator(".md-search-result__item mark").first
    assert mark.text_content() == "毛利率"


def test_words_that_no_key_typed_are_searched(page: Page, address: str) -> None:
    """They are pasted, spoken or written by hand."""
    open_search(page, address, "zh")
    page.keyboard.insert_text("毛利率")
    page.wait_for_selector(".md-search-result__item mark:text-is('毛利率')", state="attached")
