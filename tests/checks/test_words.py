"""Spelling, and what is mended by itself."""

from pathlib import Path

import pytest

from handbook.checks.british_spelling import british
from handbook.checks.own_words import own_words
from handbook.checks.project import Project
from handbook.checks.prose import prose
from handbook.checks.registry import checks
from handbook.paths import inside

PAGE = """\
---
title: 标题
description: "描述,API"
keywords: [甲, 乙]
---

# 标题 { #title }

正文,API

```python
x = "中文,文"
```

```mermaid
flowchart LR
    accTitle: 图,文
    a["标,签"] --> b
```

$$
\\text{中,文}
$$
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    def write(name: str, text: str) -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    write("docs/zh/page.md", PAGE)
    write("docs/en/page.md", "Organize “this” on 2026-08-05, `color “x” 2026-08-05`.\n")
    write(
        "docs/errata.yml",
        "- id: E01\n  quote: 原,文\n  why:\n    zh: >-\n      原,因\n    en: color\n",
    )
    write("snippets/part/data.toml", 'label = { zh = "标,签", en = "color" }\n')
    write("snippets/part/module.py", 'LABEL = {"zh": "标,签", "en": "color"}\n')
    write("snippets/templates/plan.zh.md", "计,划\n")
    write("README.zh.md", "说,明\n")
    write("README.md", "A color.\n")
    return Project(tmp_path)


def test_prose_is_found_where_it_stands(project: Project) -> None:
    found = {(str(piece.file), piece.line, piece.start, piece.text) for piece in prose(project)}
    chinese = {
        ("docs/zh/page.md", 2, 7, "标题"),
        ("docs/zh/page.md", 3, 14, "描述,API"),
        ("docs/zh/page.md", 7, 0, "# 标题 { #title }"),
        ("docs/zh/page.md", 9, 0, "正文,API"),
        ("docs/zh/page.md", 17, 14, "图,文"),
        ("docs/zh/page.md", 18, 7, "标,签"),
        ("docs/errata.yml", 5, 6, "原,因"),
        ("snippets/part/data.toml", 1, 16, "标,签"),
        ("snippets/part/module.py", 1, 16, "标,签"),
        ("snippets/templates/plan.zh.md", 1, 0, "计,划"),
        ("README.zh.md", 1, 0, "说,明"),
    }
    assert chinese <= found
    assert {text for *_, text in found - chinese} == {
        "color",
        "A color.",
        "Organize “this” on 2026-08-05, `color “x” 2026-08-05`.",
    }


def test_what_changed_is_looked_at(project: Project) -> None:
    changed = Project(project.root, frozenset([Path("README.md")]))
    assert [piece.text for piece in prose(changed)] == ["A color."]


def test_fix_mends_everything_but_python(project: Project) -> None:
    with inside(project.root):
        for name in ("typography", "british-spelling"):
            check = checks()[name]
            assert check.fix
            list(check.fix(Project(project.root)))
            again = Project(project.root)
            left = {fault.file.suffix for fault in check.faults(again)}
            assert left <= {".py"}
    read = {
        name: (project.root / name).read_text("utf-8")
        for name in ("docs/zh/page.md", "docs/en/page.md")
    }
    assert read["docs/zh/page.md"] == (
        PAGE.replace("描述,", "描述，")
        .replace("正文,", "正文，")
        .replace("图,", "图，")
        .replace("标,", "标，")
    )
    assert read["docs/en/page.md"] == 'Organise "this" on 5 August 2026, `color “x” 2026-08-05`.\n'
    assert '"标，签", en = "colour"' in (project.root / "snippets/part/data.toml").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("name", "text", "better"),
    [
        ("README.md", "On 2026-01-02.\n", "On 2 January 2026.\n"),
        ("README.md", "On 2026-12-31.\n", "On 31 December 2026.\n"),
        ("README.md", "On 2026-00-01 and 2026-13-01.\n", ""),
        ("README.md", "Written “中文，” there.\n", ""),
        ("snippets/part/data.toml", 'label = { zh = "一", en = "so “called”" }\n', ""),
    ],
)
def test_english_typography(project: Project, name: str, text: str, better: str) -> None:
    (project.root / name).write_text(text, "utf-8")
    with inside(project.root):
        fix = checks()["typography"].fix
        assert fix
        changed = list(fix(Project(project.root, frozenset([Path(name)]))))
    assert (project.root / name).read_text("utf-8") == (better or text)
    assert changed == ([Path(name)] if better else [])


@pytest.mark.parametrize(
    ("word", "better"),
    [
        ("organized", "organised"),
        ("Visualization", "Visualisation"),
        ("analyze", "analyse"),
        ("behavioral", "behavioural"),
        ("colors", "colours"),
        ("modeling", "modelling"),
        ("Center", "Centre"),
        ("size", "size"),
        ("resize", "resize"),
        ("prized", "prized"),
        ("maize", "maize"),
        ("error", "error"),
        ("OpenColor", "OpenColor"),
    ],
)
def test_spelling(word: str, better: str) -> None:
    assert british(word) == better


def test_own_words_leave_out_what_others_wrote() -> None:
    line = 'We say color; "color", `color`, *Color and Light*, [a](color.md), **color**.'
    assert own_words(line).count("color") == 2
    assert len(own_words(line)) == len(line)
