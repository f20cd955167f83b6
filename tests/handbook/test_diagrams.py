"""Diagrams are drawn at build time in the page's colours, or left to the browser."""

import logging
import re

import pytest

from handbook import diagrams
from handbook.diagrams import draw, for_browser
from handbook.pages import PageError
from tests.handbook.project import Project

ALTERNATIVE = "accTitle: 标题\naccDescr: What it shows\n"
KINDS = {
    "flowchart": "flowchart TD\n{}A[输入] -->|yes| B{{{{y}}}}\nsubgraph G\nB -.-> C\nend",
    "sequence": "sequenceDiagram\n{}A->>B: hi\nNote over A: note\nB-->>A: yes",
    "state": "stateDiagram-v2\n{}[*] --> A\nA --> [*]",
    "quadrant": "quadrantChart\n{}title t\nx-axis a --> b\ny-axis c --> d\nP: [0.3, 0.6]",
    "pie": 'pie title t\n{}"a" : 30\n"b" : 70',
}
needs_renderer = pytest.mark.skipif(
    diagrams.merman is None, reason="merman has no wheel for this machine"
)


def fenced(source: str) -> str:
    return f"One.\n\n```mermaid\n{source}\n```\n"


@needs_renderer
@pytest.mark.parametrize("kind", KINDS)
def test_drawing_is_coloured_by_the_page_alone(kind: str) -> None:
    figure = draw(KINDS[kind].format(ALTERNATIVE))
    assert figure.startswith('<figure class="diagram"')
    assert not re.findall(r"#0[1-9a]0[1-9a]0[1-9a]", figure)
    assert not re.findall(r"rgba?\((\d|10), ?\1, ?\1\b(?! / )", figure.replace("rgba(0,0,0,", ""))
    assert not re.search(r"\bhsl\(", figure)
    assert "var(--diagram-text)" in figure


@needs_renderer
def test_text_alternative_and_labels_are_in_the_drawing() -> None:
    figure = draw(KINDS["flowchart"].format(ALTERNATIVE))
    assert re.search(r"<title[^>]*>标题</title>", figure)
    assert re.search(r"<desc[^>]*>What it shows</desc>", figure)
    assert 'role="img"' in figure
    assert "输入" in figure
    assert "foreignObject" not in figure


@needs_renderer
def test_two_drawings_share_no_id() -> None:
    one, two = (
        set(re.findall(r'\bid="([^"]+)"', draw(KINDS["flowchart"].format(ALTERNATIVE + more))))
        for more in ("", "D --> A\n")
    )
    assert one
    assert not one & two


@needs_renderer
def test_page_with_drawings_names_no_library(project: Project) -> None:
    html = project.convert(fenced(KINDS["flowchart"].format(ALTERNATIVE)))
    assert "<svg" in html
    assert "mermaid" not in html.lower()


@needs_renderer
def test_a_diagram_is_drawn_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    text = fenced(KINDS["pie"].format(ALTERNATIVE))
    first = project.convert(text)

    def refuse(_: str) -> str:
        raise AssertionError("drawn again")

    monkeypatch.setattr(diagrams, "draw", refuse)
    assert project.convert(text) == first


@pytest.mark.parametrize("missing", ["accTitle", "accDescr"])
def test_text_alternative_is_needed(project: Project, missing: str) -> None:
    alternative = re.sub(rf"{missing}.*\n", "", ALTERNATIVE)
    with pytest.raises(PageError) as caught:
        project.convert(fenced(f"flowchart TD\n{alternative}A --> B"))
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:4: this diagram has no text alternative")
    assert f"`{missing}: …`" in message


@needs_renderer
def test_a_description_may_be_a_block(project: Project) -> None:
    source = "flowchart TD\naccTitle: a\naccDescr {\n  one\n  two\n}\nA --> B"
    assert "one" in project.convert(fenced(source))


def test_an_empty_text_alternative_is_none(project: Project) -> None:
    with pytest.raises(PageError, match="no text alternative"):
        project.convert(fenced("flowchart TD\naccTitle:\naccDescr: b\nA --> B"))


@needs_renderer
@pytest.mark.parametrize("source", ["flowchrt TD\n{}A --> B", "flowchart TD\n{}A[open --> B"])
def test_wrong_diagram_stops_with_line_and_advice(project: Project, source: str) -> None:
    with pytest.raises(
        PageError, match=r"^docs/en/page\.md:4: this diagram does not parse: .*correct"
    ):
        project.convert(fenced(source.format(ALTERNATIVE)))


@needs_renderer
def test_of_two_diagrams_the_wrong_one_is_named(project: Project) -> None:
    good = fenced(f"flowchart TD\n{ALTERNATIVE}A --> B")
    with pytest.raises(PageError, match=r"^docs/en/page\.md:13: "):
        project.convert(f"{good}\n{good.replace('A -->', 'A[ -->')}")


@needs_renderer
def test_a_kind_that_the_renderer_does_not_know_is_left_to_the_browser(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Renderer:
        """Knows no diagram."""

        def render_svg(self, *_: str) -> str:
            """Refuse."""
            raise NotImplementedError("UNSUPPORTED: newDiagram")

    monkeypatch.setattr(diagrams, "_renderer", Renderer)
    with caplog.at_level(logging.INFO, "mkdocs.handbook.diagrams"):
        html = project.convert(fenced(f"flowchart TD\n{ALTERNATIVE}A --> B"))
    assert '<pre><code class="mermaid">flowchart TD' in html
    assert "left to the browser" in caplog.text


def test_without_the_renderer_one_line_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(diagrams, "merman", None)
    diagrams._say_fallback.cache_clear()
    with caplog.at_level(logging.INFO, "mkdocs.handbook.diagrams"):
        for _ in range(2):
            html = project.convert(fenced(f"flowchart TD\n{ALTERNATIVE}A --> B") * 2)
    assert html.count('<code class="mermaid">') == 2
    assert caplog.text.count("merman has no wheel") == 1


def test_source_for_the_browser_is_escaped() -> None:
    assert for_browser("A --> B<br>") == (
        '<pre><code class="mermaid">A --&gt; B&lt;br&gt;</code></pre>'
    )
