"""The errata are complete, proved and linked both ways; each fault is seen to be found."""

import re
from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks
from handbook.errata import entries_markdown, render
from handbook.errata_data import KINDS, ErrataError, load
from handbook.paths import LANGUAGES, ROOT, inside

# A repository with two errata in which nothing is wrong.
GOOD = {
    "docs/errata.yml": """\
- id: E01
  kind: code
  article_section: "4.3"
  quote: "`a1.T`"
  why:
    zh: 这是局部变量。
    en: It is local.
  now:
    zh: 作为参数传入。
    en: It is an argument.
  place: article/code.md#backward
  tests:
    - tests/test_code.py::test_backward

- id: E02
  kind: facts
  article_section: appendix
  quote: 大模型
  gloss_en: large models
  why:
    zh: 说法不实。
    en: Not true.
  now:
    zh: 已改。
    en: Changed.
  place: article/facts.md
  sources: ["brown2020language, sec. 4"]
""",
    "docs/zh/errata.md": "# 勘误 { #errata }\n\n见 [E01](#e01)。\n",
    "docs/en/errata.md": "# Errata { #errata }\n\nSee [E01](#e01).\n",
    "docs/zh/article/code.md": "# 代码 { #code }\n\n## 反向 { #backward }\n\n"
    "改了。[E01](../errata.md#e01){ .erratum }\n",
    "docs/en/article/code.md": "# Code { #code }\n\n## Backward { #backward }\n\n"
    "Changed. [E01](../errata.md#e01){ .erratum }\n",
    "docs/zh/article/facts.md": "# 事实 { #facts }\n\n[E02](../errata.md#e02){ .erratum }\n",
    "docs/en/article/facts.md": "# Facts { #facts }\n\n[E02](../errata.md#e02){ .erratum }\n",
    "docs/references.bib": "@inproceedings{brown2020language,\n  title = {…},\n}\n",
    "tests/test_code.py": "def test_backward():\n    pass\n",
}


def repository(tmp_path: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the good repository into ``tmp_path``, with ``old`` replaced in one file."""
    for name, text in GOOD.items():
        if name == file:
            assert old in text, f"the fault '{old}' cannot be put into {name}"
            text = text.replace(old, new)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def all_problems(root: Path) -> list[str]:
    """Return what the check finds."""
    return [str(fault) for fault in checks()["errata"].faults(Project(root))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_shows_every_entry_once(language: str) -> None:
    page = (ROOT / "docs" / language / "errata.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^::: errata (\w+)$", page, re.MULTILINE)
    shown = "".join(render(block, language) for block in blocks)
    assert re.findall(r'<article class="erratum-entry" id="(e\d+)"', shown) == [
        e.anchor for kind in KINDS for e in load() if e.kind == kind
    ]


# Each fault that the check is there for.


def test_repository_without_faults_passes(tmp_path: Path) -> None:
    assert all_problems(repository(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- id: E02", "- id: E03", r":15: E03: entry 2 is not E02\. To mend it: number"),
        ("- id: E02", "- id: E01", r":15: E01: entry 2 is not E02"),
        ("kind: facts", "kind: fact", r":15: E02: kind 'fact' is not known.* use code, math"),
        ("    en: Not true.\n", "", r":15: E02: 'why' has no en text"),
        ("    zh: 已改。\n", "", r":15: E02: 'now' has no zh text"),
        ("zh: 已改。", "zh: Changed.", r":15: E02: 'now' is not Chinese under zh"),
        (
            "    zh: 已改。",
            "    fr: Changé.\n    zh: 已改。",
            r":15: E02: 'now' has 'fr', which is not",
        ),
        ("  gloss_en: large models\n", "", r":15: E02: the quote is in Chinese.* add gloss_en"),
        ("large models", "大模型", r":15: E02: 'gloss_en' contains Chinese"),
        ('quote: "`a1.T`"', 'quote: "`a1.T`"\n  gloss_en: a1.T', r":1: E01: .*remove 'gloss_en'"),
        ('"4.3"', "4.3", r":1: E01: article_section 4\.3 .* write its own number"),
        ("appendix", "annex", r":15: E02: article_section 'annex'"),
        ("article/facts.md", "article/facts", r":15: E02: place 'article/facts'"),
        ("  tests:\n    - tests/test_code.py::test_backward\n", "", r":1: E01: kind code needs"),
        ("::test_backward", "", r":1: E01: test 'tests/test_code\.py' .*write one like"),
        ('["brown2020language, sec. 4"]', "brown2020language", r":15: E02: 'sources' is no list"),
        ("  place: article/facts.md\n", "", r":15: E02: 'place' is missing"),
        ("sources:", "source:", r":15: E02: 'source' is not known"),
        ("kind: facts", "kind: facts\n  kind: code", r":15: .*'kind' stands twice in one entry"),
        ("kind: facts", "kind: [", r":\d+: not readable as YAML"),
        ("- id", "  id", r":\d+: "),
    ],
)
def test_incomplete_entry_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = repository(tmp_path, "docs/errata.yml", old, new)
    with pytest.raises(ErrataError, match=r"errata\.yml" + message):
        load(root / "docs" / "errata.yml")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "docs/errata.yml",
            "article/facts.md",
            "article/none.md",
            "docs/errata.yml:15: E02: its place docs/en/article/none.md does not exist. "
            "To mend it: correct the path",
        ),
        (
            "docs/en/article/code.md",
            "#backward",
            "#back",
            "docs/errata.yml:1: E01: docs/en/article/code.md has no heading with the id backward",
        ),
        (
            "docs/errata.yml",
            "tests/test_code.py",
            "tests/test_none.py",
            "docs/errata.yml:1: E01: its test tests/test_none.py does not exist. "
            "To mend it: correct the path",
        ),
        (
            "tests/test_code.py",
            "test_backward",
            "test_forward",
            "docs/errata.yml:1: E01: its test test_backward is not in tests/test_code.py",
        ),
        (
            "docs/references.bib",
            "brown2020language",
            "brown2020models",
            "docs/errata.yml:15: E02: no source has the key 'brown2020language'. "
            "To mend it: add it to docs/references.bib, or correct the key",
        ),
        (
            "docs/zh/article/code.md",
            "[E01](../errata.md#e01)",
            "[E01](../errata.md#e01) [E09](../errata.md#e09)",
            "docs/zh/article/code.md:5: docs/errata.yml has no entry E09. "
            "To mend it: add the entry, or correct the link",
        ),
        (
            "docs/en/errata.md",
            "[E01](#e01)",
            "[E02](#e01)",
            "docs/en/errata.md:3: the link says E02 and leads to E01",
        ),
        (
            "docs/en/article/facts.md",
            "[E02](../errata.md#e02){ .erratum }",
            "",
            "docs/en/article/facts.md: no link leads to the erratum E02. To mend it: where",
        ),
    ],
)
def test_entry_at_odds_with_the_repository_is_reported(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    problems = all_problems(repository(tmp_path, file, old, new))
    assert any(problem.startswith(message) for problem in problems), problems


@pytest.mark.parametrize(
    ("test", "defined"),
    [
        ("test_backward[large-float32]", True),
        ("TestCode::test_method", True),
        ("TestCode::TestInner::test_inner[1]", True),
        ("TestCode::test_backward", False),
        ("test_method", False),
        ("TestCode::test_inner", False),
    ],
)
def test_a_test_is_looked_for_in_its_class(tmp_path: Path, test: str, defined: bool) -> None:
    root = repository(tmp_path, "docs/errata.yml", "::test_backward", f"::{test}")
    (root / "tests/test_code.py").write_text(
        "def test_backward():\n    pass\n\n\n"
        "class TestCode:\n    def test_method(self):\n        pass\n\n"
        "    class TestInner:\n        async def test_inner(self):\n            pass\n",
        encoding="utf-8",
    )
    what = f"docs/errata.yml:1: E01: its test {test} is not in tests/test_code.py. To mend it: "
    mend = "name the test that proves the correction now"
    assert all_problems(root) == ([] if defined else [what + mend])


def test_a_place_that_is_gone_does_not_hide_the_next_one(tmp_path: Path) -> None:
    root = repository(tmp_path, "docs/en/article/facts.md", "[E02](../errata.md#e02)", "")
    (root / "docs/en/article/code.md").unlink()
    said = [problem.partition(". To mend it: ")[0] for problem in all_problems(root)]
    assert said == [
        "docs/en/article/facts.md: no link leads to the erratum E02",
        "docs/errata.yml:1: E01: its place docs/en/article/code.md does not exist",
    ]


# What the page shows.


def test_entry_is_an_element_with_its_id_and_a_link_to_its_place(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with inside(root):
        english, chinese = (entries_markdown(load(), language) for language in ("en", "zh"))
    assert '<article class="erratum-entry" id="e01" data-kind="code"' in english
    assert "[→\u00a0Code · Backward](article/code.md#backward)" in english
    assert "[→\u00a0Facts](article/facts.md)" in english
    assert '"large models" (<span lang="zh-CN">大模型</span>)' in english
    assert "[@brown2020language, sec. 4]" in english
    assert "“大模型”" in chinese
    assert "[→\u00a0代码 · 反向](article/code.md#backward)" in chinese


def test_test_is_text_unless_the_repository_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    test = load()[0].tests[0]
    monkeypatch.delenv("HANDBOOK_REPO_URL", raising=False)
    shown = render("code", "en").replace("<wbr>", "")
    assert f'<dd class="erratum-test"><code>{test}</code></dd>' in shown
    monkeypatch.setenv("HANDBOOK_REPO_URL", "https://example.org/handbook/")
    shown = render("code", "en").replace("<wbr>", "")
    path = test.partition("::")[0]
    url = f"https://example.org/handbook/blob/main/{path}"
    assert f'<dd class="erratum-test"><a href="{url}"><code>{test}</code></a></dd>' in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_those_of_the_entries(language: str) -> None:
    counts = render("counts", language)
    choice = render("filter", language)
    for kind in KINDS:
        number = sum(e.kind == kind for e in load())
        assert number > 0
        assert re.search(rf"\(#{kind}\) \| {number} \|", counts)
        assert re.search(rf'value="{kind}".*[（(]{number}[）)]</label>', choice)


@pytest.mark.parametrize("kind", KINDS)
def test_style_sheet_knows_every_choice(kind: str) -> None:
    css = (ROOT / "docs" / "assets" / "css" / "errata.css").read_text(encoding="utf-8")
    assert f"#errata-kind-{kind}:checked" in css
    assert f'.errata-group:not([data-kind="{kind}"]' in css


def test_unknown_kind_and_language_are_refused() -> None:
    with pytest.raises(LookupError, match=r"no such kind of errata: 'codes'.*code, mathematics"):
        render("codes", "en")
    with pytest.raises(LookupError, match="no labels for language 'fr'"):
        render("code", "fr")
