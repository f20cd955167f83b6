"""What a section tells a reader: nothing that cannot alter its meaning, everything that can."""

import pytest

from handbook.generated import MAKERS
from handbook.page_source import Section, sections
from handbook.pages import converting
from handbook.translation_text import _BLOCKS, shown, words
from tests.handbook.project import Project


def section(text: str, heading: str = "# Title { #title }") -> Section:
    return sections(f"{heading}\n\n{text}\n")[0]


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("A sentence.  Another one.", "A sentence.\nAnother   one."),
        ("A sentence. Another one.", "A sentence.\n\nAnother one."),
        ("用 3 个 GPU 训练。", "用3个GPU训练。"),
        ("中文，\n换行", "中文，换行"),
        ("- one\n- two", "-   one\n\n-   two"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a   |  b |\n| :-- | --- |\n| 1 | 2 |"),
        ("Text.", "<!-- a comment -->\nText."),
        ("$$\na = b\n$$", "$$\na\n= b\n$$"),
        ("```python\nx = 1\n```", "<!--pytest-codeblocks:cont-->\n```python\nx = 1\n```"),
    ],
)
def test_what_does_not_count(one: str, same: str) -> None:
    assert words(section(one)) == words(section(same))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("some time", "sometime"),
        ("A sentence.", "A sentence!"),
        ("中文。", "中文！"),
        ("`a  b`", "`ab`"),
        ("**not** this", "not this"),
        ("see [it](a.md)", "see [it](b.md)"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 3 |"),
        ("$$\na = b\n$$", "$$\na = c\n$$"),
        ("```mermaid\nflowchart LR\n```", "```mermaid\nflowchart TB\n```"),
        ('```python\n--8<-- "a.py:one"\n```', '```python\n--8<-- "a.py:two"\n```'),
        ("[[part/run.value]]", "[[part/run.value:.1f]]"),
        ("!!! note\n    Text.", "!!! tip\n    Text."),
        ("Text.", "- Text."),
    ],
)
def test_what_counts(one: str, other: str) -> None:
    assert words(section(one)) != words(section(other))


def test_one_sentence_a_line() -> None:
    text = "第一句。“第二句！”第三句？（完。）\n\nOne is 1.5. Two, e.g. three! `Four`."
    assert words(section(text, "## 3 标题 { #title }")).splitlines() == [
        "3标题",
        "第一句。",
        "“第二句！”第三句？",
        "（完。）",
        "One is 1.5.",
        "Two, e.g. three!",
        "`Four`.",
    ]


def test_title_and_description_are_told_in_the_first_section() -> None:
    matter = "---\ndescription: >-\n  What it\n  is for.\nkeywords: [a]\n---\n\n"
    told = words(sections(matter + "# Title { #title }\n\nText.")[0])
    assert told == "description: What it is for.\nTitle\nText."


@pytest.fixture
def part(project: Project) -> Project:
    project.write(
        "snippets/part/run.py", "# --8<-- [start:one]\nx = 1\n# --8<-- [end:one]\ny = 2\n"
    )
    project.write("snippets/part/run.json", '{"value": 0.25}')
    for language in ("zh", "en"):
        project.write(f"snippets/part/run.curve.{language}.svg", "<svg>\n<path/>\n</svg>")
    project.write(
        "snippets/part/model.toml",
        '[form]\nmain = ["b"]\n[[inputs]]\nname = "a"\nhelp = "why"\nminimum = 1\n\n'
        '[[outputs]]\nname = "b"\n\n[[published]]\nnote = "where"\nexpect = 1\n',
    )
    project.write("snippets/part/model.json", '{"b": 0.3333333333333333, "c": "yes"}')
    project.write(
        "docs/errata.yml",
        "# all\n- id: E01\n  kind: code\n  why:\n    zh: 一\n    en: one\n"
        "  tests:\n    - tests/a.py::b\n- id: E02\n  kind: facts\n  why: two\n",
    )
    return project


SHOWS = """\
Text [@adams2020first, p. 3; @baker2021second], [[part/run.value:.0%]].

![What it shows](figure:part/run.curve "Caption")

```python
--8<-- "snippets/part/run.py:one"
```

::: errata code
::: published part/model
::: bibliography
"""


def test_everything_shown_is_named(part: Project) -> None:
    found = shown(section(SHOWS))
    assert set(found) == {
        "snippets/part/run.py:one",
        "@adams2020first",
        "@baker2021second",
        "[[part/run.value:.0%]]",
        "figure:part/run.curve",
        "docs/errata.yml E01",
        "snippets/part/model.toml published",
    }
    assert found["snippets/part/run.py:one"] == "x = 1"
    assert found["[[part/run.value:.0%]]"] == "25%"
    assert found["snippets/part/model.toml published"] == 'note = "where"\nexpect = 1'
    assert found["docs/errata.yml E01"].endswith("en: one")


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("snippets/part/run.py", "x = 1", "x = 2", "snippets/part/run.py:one"),
        ("snippets/part/run.py", "y = 2", "y = 3", None),
        ("snippets/part/run.json", "0.25", "0.26", "[[part/run.value:.0%]]"),
        ("snippets/part/run.json", "0.25", "0.2501", None),
        ("snippets/part/run.curve.zh.svg", "<path/>", "<g/>", "figure:part/run.curve"),
        ("snippets/part/run.curve.en.svg", "\n", "\n\n", None),
        ("docs/references.bib", "The First Paper", "The Last Paper", "@adams2020first"),
        ("docs/references.bib", "urldate = {2026-11-23}", "urldate = {2026-12-01}", None),
        ("docs/references.bib", "Third report", "Other report", None),
        ("docs/errata.yml", "en: one", "en: won", "docs/errata.yml E01"),
        ("docs/errata.yml", "a.py::b", "a.py::c", None),
        ("docs/errata.yml", "two", "three", None),
        ("snippets/part/model.toml", "where", "here", "snippets/part/model.toml published"),
        ("snippets/part/model.toml", "why", "how", None),
        ("snippets/part/model.toml", '"b"', '"c"', None),
    ],
)
def test_what_a_section_shows_counts(
    part: Project, file: str, old: str, new: str, changed: str | None
) -> None:
    before = shown(section(SHOWS))
    part.write(file, (part.root / file).read_text("utf-8").replace(old, new))
    now = shown(section(SHOWS))
    different = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    assert different == ({changed} if changed else set())


FORM = "::: form part/model\n::: glossary training\n"


def test_a_form_shows_its_data_and_its_results(part: Project) -> None:
    found = shown(section(FORM))
    assert found == {
        "snippets/part/model.toml form": 'main = ["b"]',
        "snippets/part/model.toml inputs": 'name = "a"\nhelp = "why"',
        "snippets/part/model.toml outputs": 'name = "b"',
        "snippets/part/model.json": "b: 0.333333\nc: yes",
    }


def test_a_glossary_shows_its_terms_without_the_notes_to_writers(part: Project) -> None:
    part.write(
        "docs/glossary.yml",
        "- id: token\n  subject: training\n  zh:\n    term: 词元\n    sort: ci yuan\n"
        "    avoid:\n      令牌: 不用\n    means: 片段。\n- id: price\n  subject: business\n",
    )
    assert shown(section(FORM))["docs/glossary.yml token"].splitlines() == [
        "- id: token",
        "  subject: training",
        "  zh:",
        "    term: 词元",
        "    means: 片段。",
    ]


def test_what_is_missing_is_left_to_the_build(project: Project) -> None:
    text = '[@nobody2000] [[part/gone.value]] ![x](figure:part/gone.x)\n\n--8<-- "snippets/gone.py"'
    assert shown(section(text)) == {}


def test_every_generated_block_is_known() -> None:
    """A block of another kind is to say in handbook/translation_text.py what it is made of."""
    assert set(MAKERS) == set(_BLOCKS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_shown_is_the_same_whatever_page_asks(project: Project, language: str) -> None:
    project.write("snippets/part/run.json", '{"large": 1875}')
    told = section("[[part/run.large:,.0f]]")
    with converting(project.page("", language)):
        assert shown(told) == {"[[part/run.large:,.0f]]": "1,875"}
