"""What counts as the same in both halves, and what is named where they differ."""

import re
from pathlib import Path

import pytest

from tests.checks.two_halves import EN, ZH, faults


def named(folder: Path, zh: str, en: str) -> list[tuple[str, str, str]]:
    """Half, check and name of everything that one half lacks, for this text at the pages' end."""
    said = faults(folder, f"{ZH}\n{zh}\n", f"{EN}\n{en}\n")
    pattern = r"docs/(..)/page\.md:.* has: (.*?)\. To mend it: .* \[same-([\w-]+)\]"
    found = [re.fullmatch(pattern, fault) for fault in said]
    return [(match[1], match[3], match[2]) for match in found if match]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("[@a2020a, 第十条]", "[@a2020a, Art. 10]"),
        ("[@a2020a, 第二十四条]", "[@a2020a, Art. 24]"),
        ("[@a2020a, 第一百条]", "[@a2020a, Art. 100]"),
        ("[@a2020a, 第一百零三条]", "[@a2020a, Art. 103]"),
        ("[@a2020a, 第一千零三十四条]", "[@a2020a, Art. 1034]"),
        ("[@a2020a，表 3；附录 B]", "[@a2020a, Table 3, appendix B]"),
        ("[@a2020a; @b2020b]", "[@b2020b] and [@a2020a]"),
        ("符号 $w$ 和 $x_{ij}^2$", "words alone"),
        (r"$a + \text{甲}=1$ 两次：$a +  \text{乙}=1$", r"once: $a + \text{one}=1$"),
        ("$a+b$ 和 $c+d$", "$c+d$ and $a+b$"),
        ("| 甲 |\n|:-:|\n| `a|b` |", "| One |\n|:---:|\n| one |"),
        ("甲 | 乙\n---|---\n1 | 2", "One | Two\n-|-\n1 | 2"),
        ("`[@a2020a]`、`$a+b$`、`[a](b.md)`、`[[part/a.b]]`", "none of these"),
        ("[[part/run.more:.1f]] 亿", "[[part/run.more / 1e9:.2f]] billion"),
        ("[[part/a.b]] 和 [[lab.c]]", "[[lab.c]] and [[part/a.b]]"),
        ("[甲](a.md) 和 [乙](b.md)", "[b](b.md) and [a](a.md)"),
        ("2. 甲\n3) 乙", "1. one\n1) two"),
        ("* 甲\n+ 乙", "- one\n- two"),
        ('!!! tip inline "甲"\n    乙', '!!! tip inline "a"\n    b'),
        ("```mermaid\npie\n  title 甲\n```", "```mermaid\npie\n  title One\n```"),
        ("```mermaid\na -- 甲 --> b\n```", "```mermaid\na -- one --> b\n```"),
        ("```mermaid\na -. 甲 .-> b\n```", "```mermaid\na -. one .-> b\n```"),
        ("```mermaid\na == 甲 ==> b\n```", "```mermaid\na == one ==> b\n```"),
        ("```mermaid\na -->|甲| b{乙}\n```", "```mermaid\na -->|one| b{two}\n```"),
    ],
)
def test_what_is_the_same(tmp_path: Path, zh: str, en: str) -> None:
    said = faults(tmp_path, f"{ZH}\n{zh}\n", f"{EN}\n{en}\n")
    assert [fault for fault in said if "[same-" in fault] == []


@pytest.mark.parametrize(
    ("zh", "check", "name"),
    [
        ("[@a2020a, 第十一条]", "citations", "[@a2020a, … 11 …]"),
        ("[@a2020a, 表 3，附录 B]", "citations", "[@a2020a, … 3 B …]"),
        ("[@a2020a, 引言]", "citations", "[@a2020a]"),
        ("$a - b$", "formulas", "$a - b$"),
        ("$$\na  -\nb\n$$", "formulas", "a - b"),
        (r"$\mathrm{甲} = 2$", "formulas", r"$\text{…} = 2$"),
        ("| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |", "tables", "1 rows of 2 cells, aligned centre, right"),
        (
            "| 甲 | 乙 |\n|:--|---|\n| 1 | 2 |\n| 3 |",
            "tables",
            "2 rows of 1 or 2 cells, aligned left, -",
        ),
        (r"| 甲\|乙 | `丙|丁` |" + "\n|---|---|", "tables", "0 rows of 2 cells, aligned -, -"),
        ("!!! tip inline end", "admonitions", "!!! tip inline end"),
        ('???+ note "甲"\n    乙', "admonitions", "???+ note"),
        ('<img src="a.svg" alt="甲">', "figures", "a.svg"),
        ("![甲](b.svg)", "figures", "b.svg"),
        ("[甲](a.md#b)", "links", "a.md#b"),
        ("<https://example.org/a>", "links", "https://example.org/a"),
        ('<a class="x" href="https://example.org/b">乙</a>', "links", "https://example.org/b"),
        ("- [x] 甲", "lists", "tick box of level 1"),
        ("    - 甲", "lists", "bullet of level 2"),
        ("\t3. 甲", "lists", "number of level 2"),
        ("::: published", "values", "::: published"),
        ("::: published part/more", "values", "::: published part/more"),
        ("[[ part/run.more:.1f ]]", "values", "[[part/run.more]]"),
        ("[[lab.share]]", "values", "[[lab.share]]"),
        ("```\n```", "code", "no language"),
        ('```text\n--8<-- "a/b.zh.md"\n\n```', "code", '--8<-- "a/b.<language>.md"'),
        ("<!-- pytest.mark.gpu -->\n```python\n```", "code", "python (pytest.mark.gpu)"),
        ("```mermaid\nclassDef a fill\n```", "diagrams", "classDefafill"),
        ("```mermaid\nquadrant-1 甲\n```", "diagrams", "quadrant-1"),
        ("```mermaid\na --> b\n```", "diagrams", "a-->b"),
    ],
)
def test_what_one_half_lacks_is_named(tmp_path: Path, zh: str, check: str, name: str) -> None:
    assert ("en", check, name) in named(tmp_path, zh, "")


@pytest.mark.parametrize(
    ("zh", "en", "check"),
    [
        ("- 甲\n\n1. 乙", "1. one\n\n- two", "same-lists"),
        ("!!! tip\n\n!!! note", "!!! note\n\n!!! tip", "same-admonitions"),
        ("![甲](a.svg)\n![乙](b.svg)", "![b](b.svg)\n![a](a.svg)", "same-figures"),
        ("::: a\n\n::: b", "::: b\n\n::: a", "same-values"),
        ("$$\na\n$$\n\n$$\nb\n$$", "$$\nb\n$$\n\n$$\na\n$$", "same-formulas"),
        ("| 甲 |\n|--|\n\n| 甲 |\n|:-|", "| A |\n|:-|\n\n| A |\n|--|", "same-tables"),
        (
            "```mermaid\na --> b\nb --> a\n```",
            "```mermaid\nb --> a\na --> b\n```",
            "same-diagrams",
        ),
    ],
)
def test_another_order_is_named_once(tmp_path: Path, zh: str, en: str, check: str) -> None:
    said = faults(tmp_path, f"{ZH}\n{zh}\n", f"{EN}\n{en}\n")
    (fault,) = [each for each in said if each.endswith(f"[{check}]")]
    assert int(fault.split(":")[1]) > len(ZH.splitlines())
    assert "bring both halves into the same order" in fault
