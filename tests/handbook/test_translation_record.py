"""A record holds what was read and tells what has changed since."""

import subprocess

import pytest

from handbook.pages import PageError, collecting_uses
from handbook.translation_record import changes, confirm, recorded
from tests.handbook.project import Project

ZH = "# 标题 { #title }\n\n第一句。第二句。\n\n## 部分 { #part }\n\n[[part/run.value]] 次。\n"
EN = "# Title { #title }\n\nThe first. The second.\n\n## Part { #part }\n\n[[part/run.value]].\n"


@pytest.fixture
def confirmed(project: Project) -> Project:
    project.write("snippets/part/run.json", '{"value": 3}')
    project.page(ZH, "zh")
    project.page(EN, "en")
    assert [change.id for change in confirm("page.md")] == ["title", "part"]
    return project


def test_nothing_has_changed_once_confirmed(confirmed: Project) -> None:
    assert changes("page.md") == []
    assert confirm("page.md") == []


def test_the_record_can_be_read_by_people(confirmed: Project) -> None:
    text = (confirmed.root / "docs" / "translations" / "page.yml").read_text("utf-8")
    assert "`make translated PAGE=page`" in text
    assert "\ntitle:\n  zh: |-\n    标题\n    第一句。\n    第二句。\n  en: |-\n    Title\n" in text
    assert "\n  shows:\n    '[[part/run.value]]': '3'\n" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_either_side_may_change_first(confirmed: Project, language: str) -> None:
    old, new = {"zh": ("第二句", "第三句"), "en": ("second", "third")}[language]
    confirmed.page({"zh": ZH, "en": EN}[language].replace(old, new), language)
    (change,) = changes("page.md")
    assert (change.id, change.changed, change.shown) == ("title", (language,), ())
    ends = {"zh": "{}。", "en": "The {}."}[language]
    assert change.difference() == [
        f"{language}:",
        f"  - {ends.format(old)}",
        f"  + {ends.format(new)}",
    ]


def test_white_space_and_wrapping_change_nothing(confirmed: Project) -> None:
    confirmed.page(ZH.replace("第一句。", "第一句。\n"), "zh")
    confirmed.page(EN.replace("The first. ", "The\nfirst.\n\n"), "en")
    assert changes("page.md") == []


def test_a_changed_value_counts_for_both_sides(confirmed: Project) -> None:
    confirmed.write("snippets/part/run.json", '{"value": 4}')
    (change,) = changes("page.md")
    assert (change.id, change.changed, change.shown) == ("part", (), ("[[part/run.value]]",))
    assert change.difference() == ["[[part/run.value]]:", "  - 3", "  + 4"]


def test_confirming_one_section_leaves_the_others(confirmed: Project) -> None:
    confirmed.page(ZH.replace("第二句", "第三句").replace("次", "回"), "zh")
    assert [change.id for change in confirm("page.md", "part")] == ["part"]
    assert [change.id for change in changes("page.md")] == ["title"]
    assert recorded("page.md")["title"].zh.endswith("第二句。")
    assert recorded("page.md")["part"].zh.endswith("回。")


def test_sections_come_and_go(confirmed: Project) -> None:
    confirmed.page(ZH.replace("#part", "#piece"), "zh")
    confirmed.page(EN.replace("#part", "#piece"), "en")
    new, gone = changes("page.md")
    assert (new.id, new.before) == ("piece", None)
    assert (gone.id, gone.now) == ("part", None)
    confirm("page.md")
    assert list(recorded("page.md")) == ["title", "piece"]


def test_a_half_that_is_not_there_yet(project: Project) -> None:
    project.page(ZH, "zh")
    assert [change.id for change in changes("page.md")] == ["title", "part"]


@pytest.mark.parametrize(("text", "line"), [("title: |\n- x", 2), ("title: text", 1), ("- x", 1)])
def test_a_record_that_cannot_be_read_is_named(confirmed: Project, text: str, line: int) -> None:
    confirmed.write("docs/translations/page.yml", text)
    with pytest.raises(PageError, match="type `make translated PAGE=page`") as caught:
        changes("page.md")
    assert caught.value.check == "translations"
    assert str(caught.value).startswith(f"docs/translations/page.yml:{line}: ")


def test_a_page_depends_on_both_halves_and_the_record(confirmed: Project) -> None:
    with collecting_uses() as used:
        changes("page.md")
    names = {file.relative_to(confirmed.root.resolve()).as_posix() for file in used}
    assert names == {
        "docs/zh/page.md",
        "docs/en/page.md",
        "docs/translations/page.yml",
        "snippets/part/run.json",
    }


def test_two_people_confirm_different_sections_without_a_conflict(confirmed: Project) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=confirmed.root, check=True)

    def edit(branch: str, zh: tuple[str, str], en: tuple[str, str], section: str) -> None:
        git("checkout", "--quiet", "-b", branch, "main")
        confirmed.page(ZH.replace(*zh), "zh")
        confirmed.page(EN.replace(*en), "en")
        confirm("page.md", section)
        git("commit", "--quiet", "--all", "--message", branch)

    git("init", "--quiet", "--initial-branch", "main")
    git("add", "docs")
    git("commit", "--quiet", "--message", "all")
    edit("one", ("第二句", "第三句"), ("second", "third"), "title")
    edit("two", ("部分", "一部分"), ("Part", "One part"), "part")
    git("merge", "--quiet", "--no-edit", "one")
    assert changes("page.md") == []
    assert recorded("page.md")["title"].en.endswith("The third.")
