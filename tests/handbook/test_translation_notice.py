"""A reader is told where the two languages may not agree, and only there."""

import re

import pytest

from handbook.translation_notice import notice
from handbook.translation_record import Change, Reading, confirm
from tests.handbook.project import Project

ZH = "# 标题 { #title }\n\n第一句。\n\n## 部分 { #part }\n\n第二句。\n"
EN = "# Title { #title }\n\nThe first.\n\n## Part { #part }\n\nThe second.\n"


@pytest.fixture
def confirmed(project: Project) -> Project:
    project.page(ZH, "zh")
    project.page(EN, "en")
    confirm("page.md")
    return project


def test_confirmed_pages_say_nothing(confirmed: Project) -> None:
    assert "translation-notice" not in confirmed.convert(ZH, "zh") + confirmed.convert(EN, "en")


def test_the_changed_section_says_so_in_both_languages(confirmed: Project) -> None:
    zh = confirmed.convert(ZH.replace("第二句", "第三句"), "zh")
    en = confirmed.convert(EN, "en")
    for html, words, link in (
        (zh, "本节中文有改动，还没有与英文核对。", '<a href="../en/page/#part" hreflang="en">'),
        (
            en,
            "The Chinese of this section has changed",
            '<a href="../../page/#part" hreflang="zh">',
        ),
    ):
        (found,) = re.findall(
            r"</h2>\s*(<p class=\"translation-notice\" role=\"note\">.*?</p>)", html
        )
        assert words in found and link in found
        assert html.count("translation-notice") == 1


def test_a_page_that_nobody_read_says_so_on_every_section(confirmed: Project) -> None:
    (confirmed.root / "docs" / "translations" / "page.yml").unlink()
    assert confirmed.convert(EN, "en").count("its two languages have not been compared") == 2


def test_a_project_without_records_has_no_notices(project: Project) -> None:
    project.page(ZH, "zh")
    assert "translation-notice" not in project.convert(EN, "en")


@pytest.mark.parametrize(
    ("language", "path", "address"),
    [
        ("zh", "index.md", "en/#x"),
        ("en", "index.md", "../#x"),
        ("zh", "about.md", "../en/about/#x"),
        ("en", "about.md", "../../about/#x"),
        ("zh", "article/index.md", "../en/article/#x"),
        ("en", "article/index.md", "../../article/#x"),
        ("zh", "article/concepts.md", "../../en/article/concepts/#x"),
        ("en", "article/concepts.md", "../../../article/concepts/#x"),
        ("zh", "article/main-index.md", "../../en/article/main-index/#x"),
    ],
)
def test_the_link_leads_to_the_same_section(language: str, path: str, address: str) -> None:
    change = Change("x", Reading(zh="a"), Reading(zh="b"))
    assert f'<a href="{address}"' in notice(change, language, path)


@pytest.mark.parametrize(
    ("now", "zh", "en"),
    [
        (Reading("b", "a"), "中文有改动，还没有与英文核对", "the English has not followed"),
        (Reading("a", "b"), "英文有改动，中文还没有跟上", "has not been read against the Chinese"),
        (Reading("b", "b"), "还没有互相核对", "have not been compared"),
        (Reading("a", "a", {"x": "y"}), "还没有互相核对", "have not been compared"),
    ],
)
def test_the_notice_says_which_side_is_newer(now: Reading, zh: str, en: str) -> None:
    change = Change("x", Reading("a", "a"), now)
    assert zh in notice(change, "zh", "page.md")
    assert en in notice(change, "en", "page.md")
