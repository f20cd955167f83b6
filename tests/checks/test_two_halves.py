"""Whatever one half has and the other lacks is found by one check, which says where and what."""

from pathlib import Path

import pytest

from tests.checks.two_halves import CONFIG, EN, ZH, faults


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_halves_that_agree_pass(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "check", "found", "in_zh"),
    [
        ("\n- two", "\ntwo", "same-lists", "a list item", "- 二"),
        ("    - one", "- one", "same-lists", "a list item", "    - 一之一"),
        ("} = 1", "} = 2", "same-formulas", "a displayed formula", "$$"),
        ("a+b=1", "a-b=1", "same-formulas", "a formula", "a+b=1"),
        ("| 1 | 2 |\n", "", "same-tables", "a table", "| 甲"),
        ("---:|", "---|", "same-tables", "a table", "| 甲"),
        ("| First ", "| First | Third ", "same-tables", "a table", "| 甲"),
        ("!!! note", "!!! tip", "same-admonitions", "a box", "!!! note"),
        ("run.curve", "run.map", "same-figures", "a figure", "run.curve"),
        ("run.py:one", "run.py:two", "same-code", "a line of code", "run.py:one"),
        ("brief.en.md", "other.en.md", "same-code", "a line of code", "brief.zh.md"),
        ("<!--pytest-codeblocks:cont-->", "", "same-code", "a line of code", "```python"),
        ('a["', 'c["', "same-diagrams", "a line of a diagram", 'a["甲"]'),
        ("-- to -->", "-.->", "same-diagrams", "a line of a diagram", 'a["甲"]'),
        ("::: form", "::: published", "same-values", "a generated block", "::: form"),
        ("run.value", "run.other", "same-values", "a recorded value", "run.value"),
        ("lab.loss", "lab.gain", "same-values", "a recorded value", "lab.loss"),
        ("@adams2020first, ", "@baker2021second, ", "same-citations", "a citation", "@adams"),
        ("Art. 24", "Art. 25", "same-citations", "a citation", "@adams"),
        ("](#parts)", "](#title)", "same-links", "a link", "](#parts)"),
    ],
)
def test_what_a_section_lacks_is_named(
    tmp_path: Path, old: str, new: str, check: str, found: str, in_zh: str
) -> None:
    said = faults(tmp_path, en=EN.replace(old, new))
    assert {line.rpartition("[")[2] for line in said} == {f"{check}]"}
    line = line_of(ZH, in_zh)
    (one,) = [each for each in said if each.startswith("docs/en")]
    section = "parts" if line > line_of(ZH, "{ #parts }") else "title"
    place = f"docs/en/page.md:{line_of(EN, '{ #' + section)}"
    assert one.startswith(f"{place}: section #{section} lacks {found} that docs/zh/page.md:{line} ")
    assert (
        f". To mend it: write it in this section too, or take it out of docs/zh/page.md:{line} "
        in one
    )


def test_order_counts_where_words_do_not_decide_it(tmp_path: Path) -> None:
    def moved(text: str) -> str:
        code = text[text.index("<!--pytest") : text.index("```text")]
        return text.replace(code, "") + "\n" + code

    (fault,) = faults(tmp_path, en=moved(EN))
    assert fault.startswith(f"docs/zh/page.md:{line_of(ZH, '```python')}: section #parts has ")
    assert fault.endswith("bring both halves into the same order [same-code]")


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("{ #parts }", "", "## ", "the heading has no id"),
        ("{ #parts }", "{ #Some_Parts }", "## ", "not in lower case with hyphens"),
        ("{ #parts }", "{ #title }", "## ", "the id #title stands twice on the page"),
    ],
)
def test_headings_have_ids(tmp_path: Path, old: str, new: str, line: str, found: str) -> None:
    said = faults(tmp_path, ZH.replace(old, new), EN.replace(old, new))
    en, zh = [each for each in said if each.endswith("[headings]")]
    assert zh.startswith(f"docs/zh/page.md:{line_of(ZH, line)}: ") and found in zh
    assert en.startswith(f"docs/en/page.md:{line_of(EN, line)}: ") and found in en


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        ("### Parts { #parts }", "## #parts here, ### #parts in docs/en/page.md:"),
        ("## Parts { #pieces }", "## #parts here, ## #pieces in docs/en/page.md:"),
        ("Parts", "## #parts here, nothing in docs/en/page.md:"),
        (
            "## New { #new }\n\n## Parts { #parts }",
            "nothing here, ## #new in docs/en/page.md:",
        ),
    ],
)
def test_headings_are_the_same(tmp_path: Path, new: str, shown: str) -> None:
    said = faults(tmp_path, en=EN.replace("## Parts { #parts }", new))
    (one,) = [each for each in said if each.endswith("[headings]")]
    assert f"the headings differ: {shown}" in one


def test_comments_of_code_are_no_headings(tmp_path: Path) -> None:
    code = "\n```bash\n# no heading\n```\n"
    assert faults(tmp_path, ZH + code, EN + code) == []


def test_a_page_stands_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "docs" / "en" / "more.md").write_text(EN, "utf-8")
    config = CONFIG.replace("page.md", "page.md\n      - more.md")
    (one,) = faults(tmp_path, config=config)
    assert one.startswith("docs/zh/more.md: the page is missing, and docs/en/more.md exists")
    assert one.endswith("[same-pages]")


def test_a_page_has_a_description(tmp_path: Path) -> None:
    (one,) = faults(tmp_path, en=EN.replace("description:", "summary:"))
    assert one.startswith("docs/en/page.md:1: the page has no description")
    assert "`description: one sentence`" in one and one.endswith("[descriptions]")


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (CONFIG.replace("部分: Part", "其他: Other"), "the navigation's title 部分 has no English"),
        (CONFIG.replace("部分: Part", "部分: 部分"), "nav_translations has `部分: 部分`"),
        (CONFIG + "            其他: Other\n", "nav_translations has `其他: Other`"),
    ],
)
def test_titles_of_the_navigation_are_translated(tmp_path: Path, config: str, found: str) -> None:
    said = faults(tmp_path, config=config)
    assert {line.rpartition("[")[2] for line in said} == {"navigation-titles]"}
    assert any(line.startswith("mkdocs.yml:") and found in line for line in said)


CHINESE, ENGLISH = "一段中文", "A sentence that nobody has translated so far"


@pytest.mark.parametrize(
    ("zh", "en", "half"),
    [
        ("", f"{CHINESE} stayed here.", "en"),
        ("", f'![{CHINESE}](figure:part/run.curve "caption")', "en"),
        ("", f'![A curve](figure:part/run.curve "{CHINESE}")', "en"),
        ("", f"| cell | {CHINESE} |", "en"),
        (f"{ENGLISH}.", "", "zh"),
        (f"- **好：** {ENGLISH}", "", "zh"),
        (f"![{ENGLISH}](figure:part/run.curve)", "", "zh"),
        (f"[{ENGLISH}](page.md)", "", "zh"),
        (f"{CHINESE * 20}。{ENGLISH}。", "", "zh"),
    ],
)
def test_a_line_in_the_wrong_language_is_found(tmp_path: Path, zh: str, en: str, half: str) -> None:
    halves = {"zh": ZH + zh, "en": EN + en}
    said = [each for each in faults(tmp_path, **halves) if each.endswith("[page-language]")]
    (one,) = said
    line = len(halves[half].splitlines())
    assert one.startswith(
        f"docs/{half}/page.md:{line}: {'Chinese' if half == 'en' else 'English'} on a"
    )
    assert "<span lang=" in one


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("## Results { #results }", "a heading without Chinese on a Chinese page: Results"),
        (
            "## 结果 { #results }\n" + "\n| One | Two | Three |" * 4,
            "section #results has more English words than Chinese characters",
        ),
    ],
)
def test_a_section_in_the_wrong_language_is_found(tmp_path: Path, section: str, found: str) -> None:
    said = faults(tmp_path, f"{ZH}\n{section}\n", f"{EN}\n{section}\n")
    ours = [each for each in said if each.startswith("docs/zh") and "[page-language]" in each]
    (one,) = ours
    assert one.startswith(f"docs/zh/page.md:{len(ZH.splitlines()) + 2}: {found}. To mend it: ")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("", f'The number is called <span lang="zh">{CHINESE}</span>.'),
        ("", f"`{CHINESE}`"),
        (f'<span lang="en">{ENGLISH}</span>', ""),
        (f"`{ENGLISH}`", ""),
        (f"“{ENGLISH}”是题目", ""),
        (f"《{ENGLISH}》是题目", ""),
        ("用 PyTorch、JAX、TensorFlow、Keras、NumPy 或者 SciPy 都行", ""),
        ("| OpenAI | Google DeepMind | Anthropic |", ""),
        (f"$x_{{\\text{{{ENGLISH}}}}}$ 是", ""),
        (f"见[{ENGLISH}](https://example.org/a)", ""),
        (f"《题目》（{ENGLISH}）", ""),
        (f"论文是 *{ENGLISH}*", ""),
    ],
)
def test_marked_text_names_and_titles_are_left_alone(tmp_path: Path, zh: str, en: str) -> None:
    said = faults(tmp_path, ZH + zh, EN + en)
    assert not [each for each in said if each.endswith("[page-language]")]


def test_a_section_whose_lines_are_told_is_not_told_too(tmp_path: Path) -> None:
    section = f"\n## 结果 {{ #results }}\n\n{ENGLISH}, nor any of those around it.\n"
    said = faults(tmp_path, ZH + section, EN)
    (one,) = [each for each in said if each.endswith("[page-language]")]
    assert ": English on a Chinese page: A sentence that nobody has" in one


def test_a_first_line_that_is_no_heading_may_be_a_name(tmp_path: Path) -> None:
    said = faults(tmp_path, "OpenAI\n", "OpenAI\n")
    assert not [each for each in said if each.endswith("[page-language]")]


def test_the_words_of_diagrams_are_in_the_pages_language(tmp_path: Path) -> None:
    said = faults(tmp_path, ZH.replace("accDescr: 说明", f"accDescr: {ENGLISH}"))
    assert [each.rpartition("[")[2] for each in said] == ["page-language]"]
