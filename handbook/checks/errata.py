"""Each erratum is complete, in order, proved by a test that exists, and linked both ways."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from handbook.bibliography import read
from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.errata_data import ErrataError, Erratum, load
from handbook.pages import PageError
from handbook.paths import LANGUAGES

_FILE = Path("docs/errata.yml")
_HEADING_ID = re.compile(r"^#{1,6} .*\{[^}]*#([\w-]+)[^}]*\} *$", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]\n]*)\]\((?P<page>[^)\s#]*errata\.md)?#(?P<anchor>e\d+)\)")


def check(project: Project) -> Iterator[Fault]:
    """Find errata that are incomplete or at odds with the pages, tests and sources."""
    if not project.exists(_FILE):
        return
    try:
        errata = load(project.root / _FILE)
    except ErrataError as error:
        yield from (Fault(_FILE, line, what, mend) for line, what, mend in error.faults)
        return
    for erratum in errata:
        yield from _place(project, erratum)
        yield from _proof(project, erratum)
        yield from _sources(erratum)
    yield from _links_to_entries(project, errata)
    yield from _links_from_places(project, errata)


def _fault(erratum: Erratum, what: str, mend: str) -> Fault:
    return Fault(_FILE, erratum.line, f"{erratum.id}: {what}", mend)


def _place(project: Project, erratum: Erratum) -> Iterator[Fault]:
    page, _, anchor = erratum.place.partition("#")
    for language in LANGUAGES:
        file = Path("docs", language, page)
        if not project.exists(file):
            yield _fault(erratum, f"its place {file.as_posix()} does not exist", "correct the path")
        elif anchor and anchor not in _HEADING_ID.findall(project.text(file)):
            what = f"{file.as_posix()} has no heading with the id {anchor}"
            yield _fault(erratum, what, f"name one it has, or give a heading {{ #{anchor} }}")


def _proof(project: Project, erratum: Erratum) -> Iterator[Fault]:
    for node_id in erratum.tests:
        path, *names = node_id.partition("[")[0].split("::")
        if not project.exists(path):
            yield _fault(erratum, f"its test {path} does not exist", "correct the path")
        elif (defined := _defines(project.text(path), names)) is None:
            yield _fault(erratum, f"its test {path} is not Python", "correct the syntax there")
        elif not defined:
            mend = "name the test that proves the correction now"
            yield _fault(erratum, f"its test {'::'.join(names)} is not in {path}", mend)


def _sources(erratum: Erratum) -> Iterator[Fault]:
    try:
        known = read()
    except PageError:
        return  # the check `bibliography` reports it
    for source in erratum.sources:
        key = source.partition(",")[0].strip()
        if key not in known:
            mend = "add it to docs/references.bib, or correct the key"
            yield _fault(erratum, f"no source has the key {key!r}", mend)


def _links_to_entries(project: Project, errata: Sequence[Erratum]) -> Iterator[Fault]:
    anchors = {erratum.anchor for erratum in errata}
    for file, _ in project.halves():
        for line, link in _links(project, file):
            wanted = link["anchor"].upper()
            if link["anchor"] not in anchors:
                mend = "add the entry, or correct the link"
                yield Fault(file, line, f"docs/errata.yml has no entry {wanted}", mend)
            elif re.fullmatch(r"E\d+", link["text"]) and link["text"] != wanted:
                what = f"the link says {link['text']} and leads to {wanted}"
                yield Fault(file, line, what, f"write [{wanted}](…#{link['anchor']})")


def _links_from_places(project: Project, errata: Sequence[Erratum]) -> Iterator[Fault]:
    for language in LANGUAGES:
        for erratum in errata:
            page = erratum.place.partition("#")[0]
            file = Path("docs", language, page)
            if not project.exists(file):
                continue
            if erratum.anchor not in {link["anchor"] for _, link in _links(project, file)}:
                target = "../" * page.count("/") + f"errata.md#{erratum.anchor}"
                mend = f"where the text corrects it, add [{erratum.id}]({target}){{ .erratum }}"
                yield Fault(file, 0, f"no link leads to the erratum {erratum.id}", mend)


def _defines(source: str, names: Sequence[str]) -> bool | None:
    """Whether `source` defines the function, inside the classes before it; None: no Python."""
    try:
        scope: Sequence[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    for name in names:
        found = [
            node
            for node in scope
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and node.name == name
        ]
        if not found:
            return False
        scope = found[0].body
    return True


def _links(project: Project, file: Path) -> Iterator[tuple[int, re.Match[str]]]:
    """Line number and match of each link of a page that leads to an erratum."""
    for number, line in enumerate(project.lines(file), 1):
        for link in _LINK.finditer(line):
            target = file.parent / link["page"] if link["page"] else file
            if target.name == "errata.md":
                yield number, link
