"""The Chinese half is Chinese and the English half English, line by line: nothing is left over.

On an English page no Chinese stands unmarked. On a Chinese page no five Latin words follow one
another, no heading is without Chinese, and no section has more Latin words than Chinese characters
(the lowest ratio measured is seven characters to a word).
Code, formulas, values, citations, addresses and quoted titles do not count. What is meant to stand
in the other language is marked as such, which also tells a screen reader how to speak it:
`<span lang="zh">上线编号</span>`, `<span lang="en">…</span>`.
"""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.page_source import INLINE_FORMULA, Line, Section, sections, without_code

LONGEST_NAME = 4
"""Latin words in a row on a Chinese page; five are a sentence, or a title to be quoted."""

FEWEST_WORDS = 10
"""Latin words from which on a Chinese section is not a mere list of names."""

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile(
    rf"[A-Za-z][\w'’.-]*(?:[ ,;:()]+[A-Za-z][\w'’.-]*){{{LONGEST_NAME},}}", re.ASCII
)
_ASIDE = re.compile(
    r"<(?P<tag>\w+)[^>]*\blang=[^>]*>.*?</(?P=tag)>"  # marked as another language
    r"|<[^>]*>|\{[^{}]*\}"  # tags and attributes
    rf"|{INLINE_FORMULA}"
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


def _told(line: Line) -> str:
    """What counts of a line."""
    return _ASIDE.sub(" ", _LATIN_TITLE.sub("[]", without_code(line.text)))


def _in_english(section: Section) -> Iterator[tuple[int, str]]:
    """Lines of an English section that hold Chinese, and what is wrong with them."""
    for line in _texts(section):
        if han := _HAN.findall(_told(line)):
            yield line.number, f"Chinese on an English page: {''.join(han)[:20]}"


def _in_chinese(section: Section) -> Iterator[tuple[int, str]]:
    """Lines of a Chinese section that are English; or the section, if most of it is."""
    texts = {line.number: _told(line) for line in _texts(section)}
    found = False
    for number, text in texts.items():
        if words := _SENTENCE.search(text):
            found = True
            yield number, f"English on a Chinese page: {words[0][:60]}"
    heading = texts[section.line] if section.level else ""
    if heading and not _HAN.search(heading):
        yield section.line, f"a heading without Chinese on a Chinese page: {heading.strip('# ')}"
    whole = " ".join(texts.values())
    words_in_all, han_in_all = len(_WORD.findall(whole)), len(_HAN.findall(whole))
    if not found and words_in_all >= FEWEST_WORDS and words_in_all > han_in_all:
        yield section.line, f"section #{section.id} has more English words than Chinese characters"


def check(project: Project) -> Iterator[Fault]:
    """Find Chinese on English pages, and English sentences and sections on Chinese pages."""
    for file, language in project.halves():
        other, find = ("zh", _in_english) if language == "en" else ("en", _in_chinese)
        for section in sections(project.text(file)):
            for line, what in find(section):
                mend = f'translate it, or mark it if it is meant: <span lang="{other}">…</span>'
                yield Fault(file, line, what, mend)
