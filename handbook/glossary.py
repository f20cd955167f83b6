"""Markdown for the generated blocks of the glossary page: ``::: glossary <subject>``.

Each term is an entry of a definition list, with the term's id as its anchor, sorted by pinyin on
the Chinese page and by letters on the English one.
"""

import re

from handbook.glossary_data import SUBJECTS, Term, load
from handbook.pages import uses
from handbook.paths import LANGUAGES, root

_ALSO = {"zh": "也作：{names}。", "en": "Also {names}."}
_MORE = {"zh": "详见：[{title}]({page})。", "en": "More in [{title}]({page})."}
_BETWEEN = {"zh": ("、", ""), "en": (", ", " ")}  # names, sentences
_TITLE = re.compile(r"^(?:title: (?P<short>.+)|# (?P<heading>.+?)(?: \{.*\})?)$", re.MULTILINE)


def render(argument: str, language: str) -> str:
    """Return the Markdown of one subject's terms.

    Raises:
        ValueError: there is no such subject.
        GlossaryError: the glossary's data are wrong.
    """
    if argument not in SUBJECTS:
        raise ValueError(f"there is no subject {argument!r}", f"write one of {', '.join(SUBJECTS)}")
    terms = [term for term in load() if term.subject == argument]
    terms.sort(key=lambda term: (term.words[language].sort, term.id))
    return "\n\n".join(_entry(term, language) for term in terms)


def _entry(term: Term, language: str) -> str:
    other = next(each for each in LANGUAGES if each != language)
    words, foreign = term.words[language], term.words[other].term
    name = words.term
    if foreign.casefold() != name.casefold():
        name += f' <span class="foreign" lang="{other}">{foreign}</span>'
    between_names, between_sentences = _BETWEEN[language]
    sentences = [words.means]
    if words.also:
        sentences.append(_ALSO[language].format(names=between_names.join(words.also)))
    title = _title(term.page, language)
    sentences.append(_MORE[language].format(title=title, page=term.page))
    text = between_sentences.join(sentences)
    return f"{name} {{ #{term.id} }}\n:   {text}"


def _title(page: str, language: str) -> str:
    """The short title of a page of docs/<language>/."""
    file = root() / "docs" / language / page.partition("#")[0]
    uses(file)
    match = _TITLE.search(file.read_text("utf-8"))
    return (match["short"] or match["heading"]) if match else page
