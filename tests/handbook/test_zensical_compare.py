"""Where two builds differ is found, told in one line, and set against what is known."""

import re
from pathlib import Path

import pytest

from handbook.zensical import compare
from handbook.zensical.__main__ import KNOWN, report
from handbook.zensical.compare import Difference, Known, Verdict, differences, judge, read_known

PAGE = (
    '<html><body><nav>{nav}</nav><article class="md-content__inner md-typeset">{target}'
    '<h1 id="one">One<a class="headerlink" href="#one">¶</a></h1><p>First text.</p>'
    '<p><a href="two/">A link</a> <span class="katex"><annotation>a^2</annotation>a²</span></p>'
    "<figure><svg><text>drawn</text></svg></figure><pre><code>print(1)</code></pre>"
    "</article></body></html>"
)
MKDOCS = PAGE.format(nav="one engine's", target="")
ZENSICAL = PAGE.format(nav="the other's", target='<a id="__skip" tabindex="-1"></a>')
CHANGES = {
    "headings": ('id="one"', 'id="first"', ["h1 #one One"], ["h1 #first One"]),
    "text": ("First text.", "Other text.", ["First text."], ["Other text."]),
    "links": ('href="two/"', 'href="three/"', ["A link → two/"], ["A link → three/"]),
    "formulas": ("a^2", "a^3", ["a^2"], ["a^3"]),
    "code": ("print(1)", "print(2)", ["print(1)"], ["print(2)"]),
}


def sites(folder: Path, mkdocs: dict[str, str], zensical: dict[str, str]) -> tuple[Path, Path]:
    for name, pages in (("mkdocs", mkdocs), ("zensical", zensical)):
        for page, html in pages.items():
            file = folder / name / page
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, "utf-8")
    return folder / "mkdocs", folder / "zensical"


def found(folder: Path, mkdocs: str, zensical: str) -> list[Difference]:
    return list(differences(*sites(folder, {"index.html": mkdocs}, {"index.html": zensical})))


def test_what_surrounds_the_content_is_each_engines_own(tmp_path: Path) -> None:
    assert found(tmp_path, MKDOCS, ZENSICAL) == []


def test_equal_pages_are_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "BeautifulSoup", None)
    assert found(tmp_path, MKDOCS, ZENSICAL) == []


@pytest.mark.parametrize("part", CHANGES)
def test_each_part_is_compared(tmp_path: Path, part: str) -> None:
    old, new, here, there = CHANGES[part]
    wanted = [Difference("index.html", part, "mkdocs", what) for what in here]
    wanted += [Difference("index.html", part, "zensical", what) for what in there]
    assert found(tmp_path, MKDOCS, ZENSICAL.replace(old, new)) == wanted


def test_drawings_are_compared_as_drawn(tmp_path: Path) -> None:
    changed = found(tmp_path, MKDOCS, ZENSICAL.replace("drawn", "drawn otherwise"))
    assert [each.part for each in changed] == ["drawings", "drawings"]


def test_a_part_that_is_missing_is_told_from_one_side_only(tmp_path: Path) -> None:
    (only,) = found(tmp_path, MKDOCS, ZENSICAL.replace("<pre><code>print(1)</code></pre>", ""))
    assert str(only) == "index.html: code, only mkdocs: print(1)"


def test_another_order_is_a_difference(tmp_path: Path) -> None:
    more = "<p>Second text.</p>"
    first = MKDOCS.replace("<p>First", f"{more}<p>First")
    last = ZENSICAL.replace("text.</p>", f"text.</p>{more}")
    (only,) = found(tmp_path, first, last)
    assert (only.part, only.what) == ("text", "the same in another order")


def test_pages_of_one_build_only_are_told(tmp_path: Path) -> None:
    folders = sites(
        tmp_path, {"index.html": MKDOCS, "a/index.html": MKDOCS}, {"index.html": ZENSICAL}
    )
    assert list(differences(*folders)) == [Difference("a/index.html", "page", "mkdocs", "the page")]


def test_a_page_without_content_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="md-content__inner"):
        found(tmp_path, MKDOCS, "<html></html>")


def known(**changes: object) -> Known:
    fields = {"name": "kind", "pages": "labs/*", "part": "links", "side": "*", "sometimes": False}
    return Known(**{**fields, "what": re.compile("ipynb$"), **changes})  # type: ignore[arg-type]


COVERED = Difference("labs/a/index.html", "links", "mkdocs", "notebook → a.ipynb")


@pytest.mark.parametrize(
    "other",
    [
        Difference("b/index.html", "links", "mkdocs", "notebook → a.ipynb"),
        Difference("labs/a/index.html", "text", "mkdocs", "notebook → a.ipynb"),
        Difference("labs/a/index.html", "links", "mkdocs", "script → a.py"),
    ],
)
def test_only_its_own_kind_is_known(other: Difference) -> None:
    verdict = judge([COVERED, other], [known()])
    assert verdict == Verdict({"kind": 1}, [other], [])


def test_known_kinds_that_are_gone_are_told() -> None:
    assert judge([], [known()]).gone == ["kind"]
    assert judge([], [known(sometimes=True)]).gone == []
    assert judge([COVERED], [known(side="zensical")]) == Verdict({"kind": 0}, [COVERED], ["kind"])


@pytest.mark.parametrize(
    ("verdict", "status", "says"),
    [
        (Verdict({"kind": 3}, [], []), 0, "known: kind: 3"),
        (Verdict({}, [COVERED], []), 1, "NOT KNOWN: labs/a/index.html: links, only mkdocs"),
        (Verdict({"kind": 0}, [], ["kind"]), 1, "GONE: kind: take it out of handbook/zensical/"),
    ],
)
def test_status_and_what_is_said(
    capsys: pytest.CaptureFixture[str], verdict: Verdict, status: int, says: str
) -> None:
    assert report(verdict) == status
    assert says in capsys.readouterr().out


def test_an_entry_that_lacks_something_is_named(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_text('[[difference]]\nname = "kind"\npages = "*"\ncause = { zh = "因" }\n', "utf-8")
    message = r"known\.toml: entry 1, kind: write part, side, what, cause\.en$"
    with pytest.raises(ValueError, match=message):
        read_known(file)


def test_each_known_difference_is_told_to_maintainers() -> None:
    names = [each.name for each in read_known(KNOWN)]
    assert len(names) == len(set(names)) > 0
    root = KNOWN.parents[2]
    for guide in ("MAINTAINING.md", "MAINTAINING.zh.md"):
        text = (root / guide).read_text("utf-8")
        assert [name for name in names if f"`{name}`" not in text] == [], guide
