"""Both halves of a section show the same code, outputs and templates, run in the same way."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section

_MARK = re.compile(r"<!--\s*(pytest[\w.:-]*)")
# A template for readers stands beside its other half: product_brief.zh.md, product_brief.en.md.
_HALF = re.compile(r"\.(zh|en)\.(?=\w+\")")


def _fences(section: Section) -> list[Item]:
    texts = {line.number: line.text for line in section.lines}
    found = []
    for fence in section.fences:
        info = fence[0].text.strip(" >`~") or "no language"
        if info.startswith("mermaid"):
            continue
        mark = _MARK.search(texts.get(fence[0].number - 1, ""))
        found.append(Item(fence[0].number, f"{info} ({mark[1]})" if mark else info))
        found += [
            Item(line.number, _HALF.sub(".<language>.", line.text.strip()))
            for line in fence[1:]
            if line.text.strip()
        ]
    return found


def check(project: Project) -> Iterator[Fault]:
    """Find fences of one half only, or in another order."""
    yield from differences(project, "a line of code", _fences, ordered=True)
