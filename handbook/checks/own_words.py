"""The words of a piece of prose that are its author's own: no code, address, quotation or title."""

import re

from handbook.page_source import INLINE_FORMULA

_FOREIGN = re.compile(
    r"(`+).+?\1"  # code
    r"|\]\([^()\s]*(?: \".*?\")?\)|\{[ :#.][^{}]*\}|<[^<>]+>|https?://\S+"  # marks and addresses
    rf"|\[\[.+?\]\]|\[@[^\]]+\]|{INLINE_FORMULA}"  # values, citations, formulas
    r"|“[^”]*”|\"[^\"]*\"|《[^》]*》|(?<![*\w])\*[^*\s][^*]*\*(?!\*)"  # quotations and titles
)


def own_words(text: str) -> str:
    """Return the text with everything else blanked, so that places stay where they are."""
    return _FOREIGN.sub(lambda match: "\0" * len(match[0]), text)
