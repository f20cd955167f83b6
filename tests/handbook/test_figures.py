"""Recorded figures are inlined with ids of their own, an alternative text and a caption."""

import re

import pytest

from handbook.figures import figure_markup
from handbook.pages import PageError
from tests.handbook.project import Project

SVG = (
    '<svg viewBox="0 0 9 9">\n <defs><path id="m1"/><clipPath id="p2"><rect/></clipPath></defs>\n'
    ' <g clip-path="url(#p2)"><use xlink:href="#m1"/><text>a</text></g>\n</svg>\n'
)


@pytest.fixture
def drawn(project: Project) -> Project:
    for language in ("zh", "en"):
        project.write(
            f"snippets/part/run.curve.{language}.svg", SVG.replace(">a<", f">{language}<")
        )
    project.write("snippets/part/run.json", '{"share": 0.25}')
    return project


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_gets_the_figure_of_its_language(drawn: Project, language: str) -> None:
    html = drawn.convert('![what it shows](figure:part/run.curve "Caption")', language)
    assert '<figure class="recorded" style="--ratio:1.000"><svg role="img" aria-label="what' in html
    assert f"<text>{language}</text>" in html
    assert html.endswith("<figcaption>Caption</figcaption></figure>")


def test_ids_and_what_refers_to_them_get_the_figures_name(drawn: Project) -> None:
    html = drawn.convert("![x](figure:part/run.curve)")
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert ids == {"fig-part-run-curve-m1", "fig-part-run-curve-p2"}
    assert set(re.findall(r"#([\w-]+)", html)) == ids


def test_two_figures_share_no_id() -> None:
    one, two = (
        set(re.findall(r' id="([^"]+)"', figure_markup(f"a/b.{name}", SVG, "x", "")))
        for name in "cd"
    )
    assert one
    assert not one & two


def test_values_are_filled_in_and_markup_is_escaped(drawn: Project) -> None:
    html = drawn.convert(
        '![a [[part/run.share:.0%]] <b](figure:part/run.curve "c [[part/run.share]] & d")'
    )
    assert 'aria-label="a 25% &lt;b"' in html
    assert "<figcaption>c 0.25 &amp; d</figcaption>" in html


def test_no_caption_is_no_element(drawn: Project) -> None:
    assert "figcaption" not in drawn.convert("![x](figure:part/run.curve)")


@pytest.mark.parametrize(
    "frame", ["- {}", "> {}", "!!! note\n    {}"], ids=["list", "quote", "note"]
)
def test_a_figure_alone_in_a_block_is_inlined(drawn: Project, frame: str) -> None:
    html = drawn.convert(frame.format("![x](figure:part/run.curve)"))
    assert '<figure class="recorded"' in html
    assert "<p><figure" not in html


def test_an_ordinary_picture_is_left_alone(drawn: Project) -> None:
    assert '<img alt="x" src="x.png" />' in drawn.convert("![x](x.png) in a sentence")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "![x](figure:part/run.gone)",
            ["snippets/part/run.gone.en.svg", "make record MODULE=part/run"],
        ),
        ("![](figure:part/run.curve)", ["no alternative text", "![what the figure shows]"]),
        ("![[[part/run.size]]](figure:part/run.curve)", ["no value 'size'"]),
        ('![x](figure:part/run.curve "[[part/run.size]]")', ["no value 'size'"]),
        ("See ![x](figure:part/run.curve)", ["stands inside a paragraph", "empty line"]),
        ("![x](figure:part/run.curve) beside", ["stands inside a paragraph"]),
        ("[![x](figure:part/run.curve)](#a)", ["stands inside a paragraph"]),
        (
            '![x](figure:part/run.curve "as [@adams2020first] shows")',
            ["[@adams2020first]", "sentence"],
        ),
        ('![x](figure:part/run.curve "so $a$ is")', ["plain text"]),
    ],
)
def test_wrong_figure_stops_with_line_and_advice(
    drawn: Project, text: str, words: list[str]
) -> None:
    with pytest.raises(PageError) as caught:
        drawn.convert(f"One.\n\n{text}\n")
    message = str(caught.value)
    assert message.startswith("docs/en/page.md:3: ")
    for word in words:
        assert word in message
