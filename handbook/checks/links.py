"""Every link inside the site leads to a page, a file and a heading that exist.

The build checks links too; this says it in seconds, with the line, and for the guides as well. What
a generated block links to is for the check of its data.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from handbook.checks.fault import Fault
from handbook.checks.own_words import own_words
from handbook.checks.project import Project
from handbook.page_source import sections
from handbook.paths import LANGUAGES

_ID = re.compile(r"<[^>]*?\s(?:id|name)=\"([^\"]+)\"")
# What is downloaded and what is in the other language are addresses of the built site.
_LINK = re.compile(
    r"<(?:a\b(?![^>]*\s(?:download|hreflang)\b)[^>]*?\shref|img\b[^>]*?\ssrc)=\"([^\"]+)\""
)
_REFERENCE = re.compile(r"(?<!\\)\[[^\[\]]+\]\[(?P<name>[^\[\]^]+)\]")
_DEFINED = re.compile(r"^ {0,3}\[(?P<name>[^\]]+)\]:", re.MULTILINE)
_IN_GUIDE = re.compile(r"\]\(([^)\s]+)\)")
_CODE_SPAN = re.compile(r"`[^`]*`")


def check(project: Project) -> Iterator[Fault]:
    """Find links that lead nowhere, or that only work if the site stands at a root."""
    ids: dict[Path, set[str]] = {}
    for file, _ in project.halves():
        for escaped in dict.fromkeys(_LINK.findall(project.converted(file).html)):
            address = unescape(escaped)
            line = project.line_of(file, f"({address}") or project.line_of(file, address)
            if line and (problem := _problem(project, file, address, ids)):
                yield Fault(file, line, *problem)
        yield from _undefined(project, file)
    for guide in project.guides:
        for number, text in enumerate(project.lines(guide), 1):
            for link in _IN_GUIDE.finditer(_CODE_SPAN.sub("", text)):
                path = unquote(urlsplit(link[1]).path)
                if not urlsplit(link[1]).scheme and path and not (project.root / path).exists():
                    what = f"the link leads to {path}, which does not exist"
                    yield Fault(guide, number, what, "correct the path")


def _undefined(project: Project, file: Path) -> Iterator[Fault]:
    """Links by name, `[text][name]`, whose name has no address."""
    defined = {name.casefold() for name in _DEFINED.findall(project.text(file))}
    for section in sections(project.text(file)):
        for line in section.prose:
            for link in _REFERENCE.finditer(own_words(line.text)):
                if link["name"].casefold() not in defined:
                    what = f"the link {link[0]} has no address"
                    yield Fault(file, line.number, what, "write it as [text](path.md)")


def _problem(
    project: Project, page: Path, address: str, ids: dict[Path, set[str]]
) -> tuple[str, str] | None:
    """What is wrong with a link and how to mend it; `ids` keeps those of pages read before."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        what = f"the link {address} begins at the root, which breaks where the site is in a folder"
        return what, "write the path from this page to the other .md file"
    target = Path(normpath((page.parent / path).as_posix())) if path else page
    if not project.exists(target):
        return f"the link leads to {target.as_posix()}, which does not exist", _nearest(
            project, page, target
        )
    anchor = unquote(parts.fragment)
    if not anchor or target.suffix != ".md" or _writes_id(project.text(target), anchor):
        return None
    other = project.converted(target)
    if target not in ids:
        ids[target] = set(_ID.findall(other.html))
    if other.error or anchor in ids[target]:
        return None
    what = f"the link leads to {address}, and {target.as_posix()} has no heading with that id"
    headings = sorted(set(re.findall(r"\{[^}\n]*#([\w-]+)", project.text(target))))
    return what, f"write one of its ids: {', '.join(headings[:12])}"


def _writes_id(text: str, anchor: str) -> bool:
    """Whether a page gives a heading (or anything else) that id itself; saves its conversion."""
    return re.search(rf"\{{[^}}\n]*#{re.escape(anchor)}[\s}}]", text) is not None


def _nearest(project: Project, page: Path, target: Path) -> str:
    """Where a page of that name stands, for the writer to choose."""
    language = page.parts[1] if page.parts[1] in LANGUAGES else LANGUAGES[0]
    same = [
        other.path for other in project.all_pages if PurePosixPath(other.path).name == target.name
    ]
    if not same:
        return "correct the path: it goes from this page to the other .md file"
    here = page.relative_to(Path("docs", language)).parent
    up = "../" * len(here.parts)
    return f"write {' or '.join(up + path for path in same)}"
