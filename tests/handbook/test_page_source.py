"""A page's source is cut into sections, fences and formulas where its author put them."""

import pytest

from handbook.page_source import sections, without_code

PAGE = """\
---
description: One sentence.
---

Before.

# Title { #title .wide }

Text with `code`. <!-- a comment -->

```bash
# no heading
$$
```

$$
a
= b
$$

> ````text
> ```
> ## no heading either
> ````

## Part

~~~
open
"""


def test_sections_begin_at_headings_outside_code() -> None:
    title, part = sections(PAGE)
    assert (title.id, title.level, title.line) == ("title", 1, 7)
    assert (part.id, part.level, part.line) == ("", 2, 26)
    assert [line.number for line in (*title.lines, *part.lines)] == list(
        range(1, len(PAGE.splitlines()) + 1)
    )


def test_fences_hold_the_line_that_begins_them_and_what_is_inside() -> None:
    title, part = sections(PAGE)
    assert [[line.text for line in fence] for fence in title.fences] == [
        ["```bash", "# no heading", "$$"],
        ["> ````text", "> ```", "> ## no heading either"],
    ]
    assert [[line.text for line in fence] for fence in part.fences] == [["~~~", "open"]]


def test_displayed_formulas() -> None:
    assert sections(PAGE)[0].displayed_formulas == [(16, "a = b")]


def test_prose_is_what_is_left_without_comments() -> None:
    (title, _) = sections(PAGE)
    words = [line.text.strip() for line in title.prose if line.text.strip()]
    assert words == [
        "---",
        "description: One sentence.",
        "---",
        "Before.",
        "# Title { #title .wide }",
        "Text with `code`.",
    ]


def test_a_page_without_headings_is_one_section() -> None:
    (only,) = sections("Text.\n")
    assert (only.id, only.level, only.line) == ("", 0, 1)
    assert sections("")[0].lines == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a `b` c", "a ` ` c"),
        ("a ``b ` c`` d", "a ` ` d"),
        ("a ` b", "a ` b"),
        ("`$x$` and $y$", "` ` and $y$"),
    ],
)
def test_inline_code_is_taken_out(text: str, kept: str) -> None:
    assert without_code(text) == kept


@pytest.mark.parametrize("end", ["---", "..."])
def test_front_matter_holds_no_headings_fences_or_formulas(end: str) -> None:
    (title,) = sections(f"---\n# a comment\n```\n$$\n{end}\n# Title {{ #title }}\n$$\na\n$$\n")
    assert (title.id, title.line, title.fences) == ("title", 6, [])
    assert title.displayed_formulas == [(7, "a")]
    assert [line.text for line in title.prose][1:4] == ["# a comment", "```", "$$"]


def test_front_matter_that_does_not_end_is_none() -> None:
    (section,) = sections("---\n# Title\n")
    assert (section.level, section.line) == (1, 2)


def test_an_empty_page_is_one_section() -> None:
    (section,) = sections("")
    assert (section.id, section.level, section.line, section.prose) == ("", 0, 1, [])
