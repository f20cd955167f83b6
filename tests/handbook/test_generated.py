"""Lines that stand for blocks made from data."""

import pytest

from handbook import generated
from handbook.pages import PageError
from tests.handbook.project import Project


@pytest.fixture
def echo(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    makers = {
        "echo": lambda argument, language: f"**{argument}** in {language} [@adams2020first]",
        "lookup": lambda argument, _: {}[argument],
        "text": lambda argument, _: (project.root / argument).read_text("utf-8"),
        "page": lambda *_: (_ for _ in ()).throw(PageError("data.yml:3: wrong")),
    }
    monkeypatch.setattr(generated, "MAKERS", makers)
    return project


def test_block_is_converted_with_the_page(echo: Project) -> None:
    html = echo.convert("One.\n::: echo two words  \nThree.\n", "zh")
    assert "<strong>two words</strong> in zh" in html
    assert html.index("<p>One.</p>") < html.index("two words") < html.index("<p>Three.</p>")
    assert 'href="#ref-adams2020first"' in html


def test_block_inside_a_fence_stays(echo: Project) -> None:
    assert "::: echo one" in echo.convert("```text\n::: echo one\n```\n")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("::: nonsense", ["there is no block 'nonsense'", "write one of echo, lookup"]),
        ("::: lookup gone", ["::: lookup gone: gone"]),
        ("::: text gone.txt", ["No such file", "gone.txt"]),
        (":::echo one", ["cannot read this block", "::: name argument"]),
        ("  ::: echo one", ["cannot read this block"]),
        ("::: Echo one", ["cannot read this block"]),
    ],
)
def test_wrong_block_stops_with_line_and_advice(echo: Project, line: str, words: list[str]) -> None:
    with pytest.raises(PageError) as caught:
        echo.convert(f"One.\n\n{line}\n")
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:3: ")
    for word in words:
        assert word in message


def test_an_error_that_names_its_own_place_is_kept(echo: Project) -> None:
    with pytest.raises(PageError, match=r"^data\.yml:3: wrong$"):
        echo.convert("::: page")
