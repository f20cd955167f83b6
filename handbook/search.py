"""The search index of one language, in the form that the theme's search worker takes.

`search/search_index.json` is small and loaded with each page: it says how to read words and where
the entries are. `search/entries.json` is loaded when a reader begins to type: see
docs/assets/js/search.js. Each entry is a page or a section of one. Chinese is cut into words here,
once for each text.

Besides the title and the text that the list of results shows, an entry has fields that are searched
but not shown: `name` (the page's short name in the navigation, words inside its title's long
words), `keywords` (front matter, the description, what a page with a form is called, words inside a
heading's long words), `parts` (words inside the text's long words) and `code` (words in code blocks
and their output).
"""

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from handbook.cache import cached
from handbook.sections import Section, sections
from handbook.segment import dictionary_version, parts, segmented

_MAKER = 10  # raise it when an entry comes out differently from the same page
Entry = dict[str, Any]  # location, title, name, keywords, text, parts, code; boost

_FORM, _FORM_WORDS = 'class="decision-form"', ("计算器", "calculator")  # what readers call a form
_SHOWN = ("location", "title", "text")  # the theme reads these of every entry
_FIELDS = ("title", "name", "keywords", "text", "parts", "code")
_WIDE_SIGNS = r"\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f\u2010-\u2027·×→"
_SIGNS = rf"[\s\u200b{_WIDE_SIGNS}\-_.,:;!?=<>()\[\]{{}}\"'`\\|+*~^&%#]"
_SEPARATOR = _SIGNS + r"+|/(?!\w\b)"  # A/B stays whole, TAM/SAM does not
SETTINGS: dict[str, Any] = {
    # English for both languages: its stemmer leaves Chinese alone, and Chinese pages hold English.
    "lang": ["en"],
    "separator": _SEPARATOR,
    "pipeline": ["stopWordFilter", "stemmer"],
    # What the theme's worker finds matches in. What a match counts: docs/assets/js/search.js.
    "fields": {field: {"boost": 1} for field in _FIELDS},
}


@dataclass(frozen=True)
class PageText:
    """What the index takes of a page; `location` is its address from the language's root."""

    location: str
    html: str
    title: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    boost: float = 1.0


def _entry(page: PageText, section: Section) -> Entry:
    title = section.title or page.title
    blocks = section.blocks
    if section.anchor is None and not blocks:
        blocks = [escape(page.description)]
    text = "\n".join(blocks)
    names, keywords = [], []
    if section.anchor is None:
        names = [segmented(page.title)] * (page.title != title) + parts(title)
        words = (page.description, *page.keywords, *(_FORM_WORDS if _FORM in page.html else ()))
        keywords = [segmented(word) for word in words]
    else:
        keywords = parts(title)
    entry: Entry = {
        "location": page.location + (f"#{section.anchor}" if section.anchor else ""),
        "title": segmented(title),
        "text": segmented("".join(f"<p>{block}</p>" for block in blocks)),
        "name": names,
        "keywords": keywords,
        "parts": " ".join(parts(text)),
        "code": " ".join(sorted(section.code)),
    }
    if page.boost != 1:
        entry["boost"] = page.boost
    return {name: value for name, value in entry.items() if value or name in _SHOWN}


def entries(page: PageText) -> list[Entry]:
    """Return a page's entries, the page first, then its sections; made once for each content."""

    def make() -> str:
        found = [_entry(page, section) for section in sections(page.html)]
        return json.dumps(found, ensure_ascii=False)

    version = f"{_MAKER} {dictionary_version()}"
    return list(json.loads(cached("search", version, repr(page), make)))


def index(entries_address: str) -> str:
    """Return search_index.json: settings, no entries, and where these are from the site's root."""
    settings = SETTINGS | {"entries": entries_address}
    return json.dumps({"config": settings, "docs": []}, ensure_ascii=False)


def entries_file(found: list[Entry]) -> str:
    """Return entries.json."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
