"""Every picture has an alternative text, on pages and in guides: who cannot see it reads that."""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_MARKDOWN = re.compile(r"!\[\s*\](?:\((?P<address>[^)\s]+)|\[(?P<name>[^\]]*)\])")
_HTML = re.compile(r"<img\b[^>]*>")
_ALTERNATIVE = re.compile(r"\balt=(?:\"[^\"]*\S[^\"]*\"|'[^']*\S[^']*')")
_CODE_SPAN = re.compile(r"`[^`]*`")


def check(project: Project) -> Iterator[Fault]:
    """Find pictures without an alternative text (recorded figures: see the check `figures`)."""
    for file in [file for file, _ in project.halves()] + project.guides:
        for number, line in enumerate(project.lines(file), 1):
            text = _CODE_SPAN.sub("code", line)
            for picture in _MARKDOWN.finditer(text):
                address = picture["address"] or picture["name"]
                if not address.startswith("figure:"):
                    mend = f"say in words what it shows: ![what it shows]({address})"
                    yield Fault(file, number, f"{address} has no alternative text", mend)
            for picture in _HTML.finditer(text):
                if not _ALTERNATIVE.search(picture[0]):
                    what = f"{picture[0]} has no alternative text"
                    yield Fault(file, number, what, 'add alt="what it shows"')
