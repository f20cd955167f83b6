"""The Chinese half is Chinese and the English half English, line by line: nothing is left over.

Code, formulas, values, citations, addresses and quoted titles do not count. What is meant to stand
in the other language is marked as such, which also tells a screen reader how to speak it:
`<span lang="zh">上线编号</span>`, `<span lang="en">…</span>`.
"""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.page_source import Line, Section, sections, without_code

LONGEST_NAME = 4
"""Latin words in a row on a Chinese page; five are a sentence, or a title to be quoted."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile(
    rf"[A-Za-z][\w'’.-]*(?:[ ,;:()]+[A-Za-z][\w'’.-]*){{{LONGEST_NAME},}}", re.ASCII
)
_ASIDE = re.compile(
    r"<(?P<tag>\w+)[^>]*\blang=[^>]*>.*?</(?P=tag)>"  # marked as another language
    r"|<[^>]*>|\{[^{}]*\}"  # tags and attributes
    r"|(?<!\\)\$(?!\s)(?:\\.|[^\\$])+?(?<!\s)\$"  # formulas
    r"|\[\[[^\]]*\]\]|\[@[^\]]*\]"  # values and citations
    r"|(?<=\])\(\s*[^\s)]+"  # where a link leads; a caption after it stays
    r"|https?://\S+"
    r"|^(?::::|keywords:).*"
)
_LATIN_TITLE = re.compile(
    r"“[^”\u3400-\u9fff]*”|(?<!\*)\*[^*\u3400-\u9fff]+\*(?!\*)|《[^》\u3400-\u9fff]*》"
    r"|(?<=》)（[^）\u3400-\u9fff]*）"  # the original beside its translation
    r"|(?<!!)\[[^\]\u3400-\u9fff]*\](?=\(\s*<?https?:)"
)


def _texts(section: Section) -> Iterator[Line]:
    """The lines that a reader reads: prose, and the words that stand for a diagram."""
    yield from section.prose
    for fence in section.fences:
        if fence[0].text.strip(" >`~").startswith("mermaid"):
            yield from (line for line in fence if line.text.lstrip().startswith("acc"))


def check(project: Project) -> Iterator[Fault]:
    """Find Chinese on English pages, and English sentences on Chinese pages."""
    for file, language in project.halves():
        for section in sections(project.text(file)):
            for line in _texts(section):
                text = _ASIDE.sub(" ", _LATIN_TITLE.sub("[]", without_code(line.text)))
                if language == "en" and (han := _HAN.findall(text)):
                    yield Fault(
                        file,
                        line.number,
                        f"Chinese on an English page: {''.join(han)[:20]}",
                        'translate it, or mark it if it is meant: <span lang="zh">…</span>',
                    )
                elif language == "zh" and (words := _SENTENCE.search(text)):
                    yield Fault(
                        file,
                        line.number,
                        f"English on a Chinese page: {words[0][:60]}",
                        'translate it, or mark it if it is meant: <span lang="en">…</span>',
                    )
