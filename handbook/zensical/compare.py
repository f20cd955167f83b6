"""Where two builds of the same pages differ, page by page, and whether that is known.

Compared is what the pages say: headings, text, links, formulas, drawings, code, a form's data.
What surrounds it (header, navigation, search, footer) is each engine's own.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from handbook.paths import LANGUAGES, relative

SIDES = ("mkdocs", "zensical")
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_TARGET = re.compile(r'<a id="__skip"[^>]*></a>')  # where Zensical's "skip to content" leads
_CONTENT = "article.md-content__inner"
_EXTRAS = "a.headerlink, .md-content__button, .md-source-file"

Parts = dict[str, list[str]]


@dataclass(frozen=True, order=True)
class Difference:
    """Something that one build shows and the other does not."""

    page: str
    part: str
    side: str
    """The build that shows it."""
    what: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.page}: {self.part}, only {self.side}: {self.what[:200]}"


@dataclass(frozen=True)
class Known:
    """A kind of difference whose cause is known; pages, part and side are patterns (`labs/*`)."""

    name: str
    pages: str
    part: str
    side: str
    what: re.Pattern[str]
    sometimes: bool
    """Whether it may be absent."""

    def covers(self, found: Difference) -> bool:
        """Whether a difference is of this kind."""
        pairs = ((found.page, self.pages), (found.part, self.part), (found.side, self.side))
        return all(fnmatch(text, pattern) for text, pattern in pairs) and bool(
            self.what.search(found.what)
        )


def read_known(file: Path) -> list[Known]:
    """Return the known differences of a file.

    Raises:
        ValueError: an entry lacks something; names the file and the entry.
    """
    found = []
    for number, entry in enumerate(tomllib.loads(file.read_text("utf-8"))["difference"], 1):
        missing = [key for key in ("name", "pages", "part", "side", "what") if key not in entry]
        missing += [f"cause.{each}" for each in LANGUAGES if each not in entry.get("cause", {})]
        if missing:
            place = f"{relative(file)}: entry {number}, {entry.get('name', 'without a name')}"
            raise ValueError(f"{place}: write {', '.join(missing)}")
        found.append(
            Known(
                name=entry["name"],
                pages=entry["pages"],
                part=entry["part"],
                side=entry["side"],
                what=re.compile(entry["what"]),
                sometimes=entry.get("sometimes", False),
            )
        )
    return found


@dataclass(frozen=True)
class Verdict:
    """Differences, sorted out by what is known."""

    known: dict[str, int]
    """How many there are of each known kind."""
    unknown: list[Difference]
    gone: list[str]
    """Known kinds that there are none of any more."""


def judge(found: Iterable[Difference], known: list[Known]) -> Verdict:
    """Sort differences out by what is known."""
    counts = {kind.name: 0 for kind in known}
    unknown = []
    for difference in found:
        covering = [kind for kind in known if kind.covers(difference)]
        for kind in covering:
            counts[kind.name] += 1
        if not covering:
            unknown.append(difference)
    gone = [kind.name for kind in known if not counts[kind.name] and not kind.sometimes]
    return Verdict(counts, unknown, gone)


def parts(html: str) -> Parts:
    """Return what a page's content shows, part by part, each in the page's order.

    Raises:
        ValueError: the page has no content.
    """
    content = BeautifulSoup(html, "html.parser").select_one(_CONTENT)
    if content is None:
        raise ValueError(f"there is no {_CONTENT}")
    for extra in content.select(_EXTRAS):
        extra.decompose()
    data = _taken(content, "script", str)
    formulas = _taken(content, "span.katex, span.arithmatex, div.arithmatex", _tex)
    drawings = _taken(content, "svg, pre.mermaid, code.mermaid", str)
    code = _taken(content, "pre", Tag.get_text)
    links = [f"{_words(link)} → {link['href']}" for link in content.select("a[href]")]
    links += [f"{image.get('alt', '')} → {image['src']}" for image in content.select("img")]
    headings = _taken(content, "h1, h2, h3, h4, h5, h6", _heading)
    text = [" ".join(line.split()) for line in content.get_text("\n").splitlines()]
    return {
        "headings": headings,
        "text": [line for line in text if line],
        "links": links,
        "formulas": formulas,
        "drawings": drawings,
        "code": code,
        "data": data,
    }


def _taken(content: Tag, selector: str, described: Callable[[Tag], str]) -> list[str]:
    """Describe the elements that a selector selects and take them out of the content."""
    found = []
    while tag := content.select_one(selector):  # an outer one goes with those in it
        found.append(described(tag))
        tag.decompose()
    return found


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _tex(tag: Tag) -> str:
    source = tag.select_one("annotation")
    return _words(source or tag)


def _heading(tag: Tag) -> str:
    return f"{tag.name} #{tag.get('id', '')} {_words(tag)}"


def differences(mkdocs: Path, zensical: Path) -> Iterator[Difference]:
    """Yield where two built sites differ."""
    pages = {side: _pages(site) for side, site in zip(SIDES, (mkdocs, zensical), strict=True)}
    for page in sorted(pages["mkdocs"] | pages["zensical"]):
        sides = [side for side in SIDES if page in pages[side]]
        if len(sides) == 1:
            yield Difference(page, "page", sides[0], "the page")
        else:
            texts = ((site / page).read_text("utf-8") for site in (mkdocs, zensical))
            yield from _of_page(page, *texts)


def _pages(site: Path) -> set[str]:
    found = (file.relative_to(site) for file in site.rglob("*.html"))
    return {file.as_posix() for file in found if "assets" not in file.parts}


def _content(html: str) -> str:
    article = _ARTICLE.search(html)
    return " ".join(_TARGET.sub("", article[0]).split()) if article else ""


def _of_page(page: str, mkdocs: str, zensical: str) -> Iterator[Difference]:
    contents = [_content(html) for html in (mkdocs, zensical)]
    if contents[0] and contents[0] == contents[1]:
        return  # parsing a page takes half a second
    here, there = parts(mkdocs), parts(zensical)
    for part in here:
        only_here = Counter(here[part]) - Counter(there[part])
        only_there = Counter(there[part]) - Counter(here[part])
        for side, only in zip(SIDES, (only_here, only_there), strict=True):
            for what in only.elements():
                yield Difference(page, part, side, what)
        if here[part] != there[part] and not only_here and not only_there:
            yield Difference(page, part, "zensical", "the same in another order")
