"""`make translated` confirms what was read, says what it confirmed, and refuses the rest."""

import pytest

from handbook.translated import main
from handbook.translation_record import changes
from tests.handbook.project import Project

ZH = "# 标题 { #title }\n\n第一句。\n\n## 部分 { #part }\n\n第二句。\n"
EN = "# Title { #title }\n\nThe first.\n\n## Part { #part }\n\nThe second.\n"


@pytest.fixture
def pair(project: Project) -> Project:
    project.page(ZH, "zh")
    project.page(EN, "en")
    return project


def test_without_a_page_it_lists_what_is_to_be_read(
    pair: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "page#title is recorded for the first time" in said
    assert "2 sections to be read in both languages. Then type `make translated PAGE=" in said
    main(["page"])
    pair.page(ZH.replace("第二句", "第三句"), "zh")
    capsys.readouterr()
    assert main([]) == 1
    said = capsys.readouterr().out
    assert (
        "page#part has changed: the Chinese\n    zh:\n      - 第二句。\n      + 第三句。\n" in said
    )
    main(["page#part"])
    capsys.readouterr()
    assert main([]) == 0
    assert "Every section has been read" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["page", "page.md", "zh/page.md", "docs/en/page.md"])
def test_a_page_may_be_named_as_one_likes(
    pair: Project, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name]) == 0
    said = capsys.readouterr().out
    assert "page#part is recorded for the first time" in said
    assert "Confirmed in docs/translations/page.yml" in said
    assert changes("page.md") == []
    assert main([name]) == 0
    assert "was confirmed before, and has not changed" in capsys.readouterr().out


def test_one_section(pair: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["page#part"]) == 0
    assert "page#title" not in capsys.readouterr().out
    assert [change.id for change in changes("page.md")] == ["title"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "there is no page docs/zh/nowhere.md or docs/en/nowhere.md. To mend it: type"),
        ("page#nowhere", "page.md has no section #nowhere. To mend it: name one of #title, #part"),
    ],
)
def test_what_does_not_exist(
    pair: Project, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name]) == 1
    assert said in capsys.readouterr().err


def test_halves_with_other_sections_cannot_say_the_same(
    pair: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.page(EN.replace("#part", "#piece"), "en")
    assert main(["page"]) == 1
    assert "docs/zh/page.md:5: the headings differ" in capsys.readouterr().err
    assert not (pair.root / "docs" / "translations").exists()


def test_all_is_a_claim_to_be_made_on_purpose(
    pair: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["all"]) == 1
    said = capsys.readouterr().out
    assert "page: #title, #part" in said
    assert "is to say that you have read each of them in both languages" in said
    assert "make translated PAGE=all READ=yes" in said
    assert len(changes("page.md")) == 2
    assert main(["all", "--read"]) == 0
    assert "Confirmed as read in both languages: 2 sections of 1 page." in capsys.readouterr().out
    assert changes("page.md") == []


def test_what_is_still_to_be_written_cannot_be_confirmed(
    pair: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    pair.page(EN.replace("The second.", "✎ The second."), "en")
    assert main(["page"]) == 1
    assert "docs/en/page.md:7: this is still to be written: ✎ The second. To mend" in (
        capsys.readouterr().err
    )
    assert not (pair.root / "docs" / "translations").exists()


@pytest.mark.parametrize("arguments", [[], ["page"], ["all", "--read"]])
def test_nothing_is_confirmed_while_a_source_cannot_be_read(
    pair: Project, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (pair.root / "docs" / "references.bib").write_bytes(b"\xb9\xfe")
    assert main(arguments) == 1
    assert "docs/references.bib:1: this is not UTF-8" in capsys.readouterr().err
    assert not (pair.root / "docs" / "translations").exists()
