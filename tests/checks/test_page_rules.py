"""What each page needs: where the line is drawn, and that every page and guide is looked at."""

from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.paths import inside

MARKET = "docs/en/opportunities/market.md"


def faults(root: Path, check: str, files: dict[str, str]) -> list[str]:
    """What a check says about a project of these files, without how to mend it."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with inside(root):
        return [
            str(fault).partition(". To mend it: ")[0]
            for fault in checks()[check].faults(Project(root))
        ]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("description: Fifteen letters", ""),
        ("title: A\ndescription: Fourteen chars", ":3: the description has 14 characters"),
        ("description: ''", ":1: the page has no description"),
        ("- description", ":1: the page has no description"),
        ("title: A\ndescription: [a", ":4: the front matter is not readable as YAML"),
        ("description: 2026", ":2: the description has 4 characters"),
    ],
)
def test_descriptions(tmp_path: Path, front: str, said: str) -> None:
    files = {
        "docs/en/a.md": f"---\n{front}\n---\n\n# A\n",
        "docs/en/b.md": "# No front matter\n",
    }
    found = faults(tmp_path, "descriptions", files)
    assert found.pop() == "docs/en/b.md:1: the page has no description"
    if said:
        assert found.pop().startswith(f"docs/en/a.md{said}")
    assert not found


@pytest.mark.parametrize(
    ("name", "front", "said"),
    [
        (MARKET, "title: A", ":1: the page does not say when its facts were checked"),
        (MARKET, "title: A\nchecked: 2026-11-23", ""),
        (MARKET, "checked: '2026-11-23'", ""),
        (MARKET, 'checked: "2026-11-23"', ""),
        (MARKET, "title: A\nchecked: 2026-02-30", ":3: '2026-02-30' is no day"),
        ("docs/en/article/a.md", "checked: soon", ":2: 'soon' is no day"),
        ("docs/en/article/a.md", "title: A", ""),
        ("docs/en/opportunities/index.md", "title: A", ""),
        ("docs/en/opportunities/ninety-days.md", "title: A", ""),
        (MARKET, "title: A\n---\nchecked: 2026-11-23", ":1: the page does not say when"),
    ],
)
def test_checked_dates(tmp_path: Path, name: str, front: str, said: str) -> None:
    files = {
        name: f"---\n{front}\n---\n\n# A\n",
        "docs/en/article/no.md": "# No date is needed here\n",
        "docs/en/opportunities/z.md": "---\nchecked: never\n---\n",
    }
    *found, last = faults(tmp_path, "checked-dates", files)
    assert last == "docs/en/opportunities/z.md:2: 'never' is no day"
    assert len(found) == bool(said)
    assert all(fault.startswith(f"{name}{said}") for fault in found)


def test_marks_of_work_to_do(tmp_path: Path) -> None:
    text = (
        "a\n\n✎ say why ✎ and this\nXXL, TODOS\nb TBD c\n>>>>>>> theirs\n=======\n"
        '✎ 结论。\n"✎ a why."\n'
    )
    said = "docs/zh/a.md:{}: this is still to be written: {}"
    assert faults(tmp_path, "unfinished", {"docs/zh/a.md": text}) == [
        said.format(3, "✎ say why"),
        said.format(5, "TBD"),
        said.format(6, ">>>>>>> theirs"),
        said.format(8, "✎ 结论"),
        said.format(9, "✎ a why"),
    ]


def test_pictures_have_alternative_texts(tmp_path: Path) -> None:
    text = (
        "![](figure:a/b.c) ![x](x.png) `![](y.png)` `<img src='y'>`\n"
        "<img alt='x' src='a'><img src=\"a\" alt=\"x\">![`x`](x.png)<img alt='`x`' src='a'>\n"
        '![ ](b.png "caption") ![](c.png) <img src="d"><img alt=\'\' src="e">\n'
    )
    said = [
        f":3: {name} has no alternative text"
        for name in ("<img alt='' src=\"e\">", '<img src="d">', "b.png", "c.png")
    ]
    files = {"docs/en/a.md": text, "README.md": text}
    assert faults(tmp_path, "alternative-texts", files) == [
        *(f"README.md{each}" for each in said),
        *(f"docs/en/a.md{each}" for each in said),
    ]


def test_includes_stand_in_fences(tmp_path: Path) -> None:
    include = '--8<-- "snippets/part/a.txt"\n'
    fence = f"```text\n{include}```\n"
    text = f"{fence}{include}\n> ```text\n> {include}> ```\n{include}{fence}  -8<- x\n"
    files = {"README.md": text, "snippets/part/a.txt": "a\n", "docs/en/a.md": fence}
    assert faults(tmp_path, "includes", files) == [
        f"README.md:{line}: this include stands outside a fence" for line in (4, 9, 13)
    ]


NAVIGATION = """\
site_name: A
theme: !made up
nav:
  - 首页: index.md
  - 部分:
      - part/a.md
      - 题目: part/b.md
"""


def test_the_navigation_lists_every_page_once(tmp_path: Path) -> None:
    names = ("index", "part/a", "part/b")
    files = {f"docs/zh/{name}.md": "# A\n" for name in names} | {"mkdocs.yml": NAVIGATION}
    assert faults(tmp_path, "navigation", files) == []
    more = NAVIGATION + "      - part/a.md\n      - part/gone.md\n"
    files = {"docs/en/new.md": "# A\n", "docs/en/newer.md": "# A\n", "mkdocs.yml": more}
    assert faults(tmp_path, "navigation", files) == [
        "mkdocs.yml:3: the navigation does not list new.md",
        "mkdocs.yml:3: the navigation does not list newer.md",
        "mkdocs.yml:6: the navigation lists part/a.md twice",
        "mkdocs.yml:9: the navigation lists part/gone.md, and there is no such page",
    ]


def test_titles_of_the_navigation_need_the_languages_plugin(tmp_path: Path) -> None:
    for plugins in ("", "plugins:\n  - search\n  - i18n: { languages: [{ locale: zh }] }\n"):
        assert faults(tmp_path, "navigation-titles", {"mkdocs.yml": NAVIGATION + plugins}) == [
            f"mkdocs.yml:{line}: the navigation's title {title} has no English"
            for line, title in ((4, "首页"), (5, "部分"), (7, "题目"))
        ]
    english = (
        "plugins:\n  - search\n  - i18n:\n      languages:\n"
        "        - { locale: zh, nav_translations: { 甲: 乙 } }\n        - locale: en\n"
        "          nav_translations:\n            首页: Home\n            题目: Title\n"
        "            部分: 部分\n            其他: Other\n"
    )
    assert faults(tmp_path, "navigation-titles", {"mkdocs.yml": NAVIGATION + english}) == [
        "mkdocs.yml:17: nav_translations has `部分: 部分`",
        "mkdocs.yml:18: nav_translations has `其他: Other`",
    ]
    english_missing, unused = checks()["navigation-titles"].faults(Project(tmp_path))
    assert english_missing.mend.startswith("write the English")
    assert unused.mend.startswith("take it out")
