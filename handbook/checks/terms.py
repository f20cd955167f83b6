"""Terms are called what docs/glossary.yml calls them: one word for one meaning.

Quotations, titles of works, code and the corrected article's words are not ours and stay.
"""

import re
from collections.abc import Iterator

from handbook.checks.fault import Fault
from handbook.checks.own_words import own_words
from handbook.checks.project import Project
from handbook.checks.prose import prose
from handbook.glossary_data import GlossaryError, Term, load
from handbook.paths import LANGUAGES


class _Avoided:
    """Finds a language's words to avoid."""

    def __init__(self, terms: tuple[Term, ...], language: str) -> None:
        self._language = language
        self._owners: dict[str, Term | None] = {}
        for term in terms:
            words = term.words[language]
            self._owners.update({word.lower(): None for word in words.unless})
            self._owners.update({word.lower(): term for word in words.avoid})
        longest_first = sorted(self._owners, key=len, reverse=True)
        patterns = map(_whole_word, longest_first)
        self._pattern = re.compile("|".join(patterns) or "(?!)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Each word that stands there, the word to use, and why."""
        for match in self._pattern.finditer(own_words(text)):
            if term := self._owners[match[0].lower()]:
                words = term.words[self._language]
                reasons = {word.lower(): why for word, why in words.avoid.items()}
                yield match[0], words.term, reasons[match[0].lower()]


def _whole_word(word: str) -> str:
    literal = re.escape(word)
    return rf"(?<![\w-]){literal}(?![\w-])" if word.isascii() else literal


def check(project: Project) -> Iterator[Fault]:
    """Find words that the glossary says to avoid."""
    try:
        terms = load()
    except GlossaryError:
        return  # the check glossary-data reports it
    avoided = {language: _Avoided(terms, language) for language in LANGUAGES}
    for piece in prose(project):
        for word, term, why in avoided[piece.language].find(piece.text):
            what = f"'{word}' is not the handbook's word ({why})"
            mend = f"write {term}, or set it in quotation marks if it is quoted"
            yield Fault(piece.file, piece.line, what, mend)
