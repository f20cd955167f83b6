"""Both halves of a section have tables of the same shape: rows, columns, alignment."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.checks.same_structure import Item, differences
from handbook.page_source import Section, without_code

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")


def _cells(row: str) -> int:
    return len(_BAR.split(without_code(row).strip().strip("|")))


def _alignment(rule: str) -> str:
    signs = {(True, True): "centre", (True, False): "left", (False, True): "right"}
    cells = [cell.strip() for cell in rule.strip().strip("|").split("|")]
    ends = [(cell.startswith(":"), cell.endswith(":")) for cell in cells]
    return ", ".join(signs.get(end, "-") for end in ends)


def _tables(section: Section) -> list[Item]:
    found = []
    lines = section.prose
    for index, line in enumerate(lines):
        if "|" not in line.text or not _RULE.match(line.text):
            continue
        rows = []
        for row in lines[index + 1 :]:
            if "|" not in row.text:
                break
            rows.append(_cells(row.text))
        header = lines[max(index - 1, 0)]
        widths = sorted({*rows, _cells(header.text), _cells(line.text)})
        cells = " or ".join(map(str, widths))
        name = f"{len(rows)} rows of {cells} cells, aligned {_alignment(line.text)}"
        found.append(Item(header.number, name))
    return found


def check(project: Project) -> Iterator[Fault]:
    """Find tables of one half only, or of another shape."""
    yield from differences(project, "a table", _tables, ordered=True)
