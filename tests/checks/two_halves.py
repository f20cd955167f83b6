"""A project of one page in both languages, which no check of the two halves finds fault with."""

from pathlib import Path

from handbook.checks.project import Project
from handbook.checks.registry import checks

ZH = r"""---
description: 这一页用来试验两种语言的对照检查，没有别的用处。
---

# 标题 { #title }

第一段 [@adams2020first, 第二十四条]，见[第二节](#parts)和 [[part/run.value:.1f]]、[[lab.loss]]。

## 部分 { #parts }

- 一
    - 一之一
- 二

$$
x_{\text{模型}} = 1
$$

公式 $a+b=1$，符号 $w$。`$not + formula$`

| 甲 | 乙 |
|---|---:|
| 1 | 2 |

!!! note "说明"
    里面。

![图](figure:part/run.curve "图题")

<!--pytest-codeblocks:cont-->
```python
--8<-- "snippets/part/run.py:one"
```

```text
--8<-- "snippets/templates/brief.zh.md"
```

```mermaid
flowchart LR
    accTitle: 标题
    accDescr: 说明
    a["甲"] -- 到 --> b{"乙"}
```

::: form part/run
"""
EN = r"""---
description: This page is for trying the checks of the two halves, and for nothing else.
---

# Title { #title }

First [@adams2020first, Art. 24], [two](#parts): [[part/run.value / 1e3:.1f]], [[lab.loss:.2f]].

## Parts { #parts }

- one
    - one and one
- two

$$
x_{\text{model}} = 1
$$

The formula $a+b=1$, again $a+b=1$. `$not + formula$`

| First | Second |
|---|---:|
| 1 | 2 |

!!! note "Explained"
    Inside.

![A curve](figure:part/run.curve "Caption")

<!--pytest-codeblocks:cont-->
```python
--8<-- "snippets/part/run.py:one"
```

```text
--8<-- "snippets/templates/brief.en.md"
```

```mermaid
flowchart LR
    accTitle: Title
    accDescr: What it shows
    a["first"] -- to --> b{"second"}
```

::: form part/run
"""
CONFIG = """\
nav:
  - 部分:
      - page.md
plugins:
  - i18n:
      languages:
        - locale: zh
        - locale: en
          nav_translations:
            部分: Part
"""
NAMES = sorted(
    name
    for name in checks()
    if name.startswith(("same-", "navigation"))
    or name in ("headings", "descriptions", "page-language")
)


def faults(root: Path, zh: str = ZH, en: str = EN, config: str = CONFIG) -> list[str]:
    """What the checks of the two halves say about a project with these files."""
    files = {"docs/zh/page.md": zh, "docs/en/page.md": en, "mkdocs.yml": config}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    project = Project(root)
    return [f"{fault} [{name}]" for name in NAMES for fault in checks()[name].faults(project)]
