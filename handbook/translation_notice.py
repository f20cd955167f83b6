"""Python-Markdown extension: says on a section that its two languages may not agree.

Only a section that changed since someone read both halves gets the notice, with a link to the same
section in the other language (docs/translations/ keeps what was read; `make translated`).
"""

from html import escape
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook.pages import Page, current
from handbook.paths import LANGUAGES, root
from handbook.translation_record import RECORDS, Change, changes

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_WORDS = {
    "zh": {
        ("zh",): "本节中文有改动，还没有与英文核对。",
        ("en",): "本节英文有改动，中文还没有跟上。",
        "other": "本节改动之后，中文与英文还没有互相核对。",
        "link": "看本节英文",
    },
    "en": {
        ("zh",): "The Chinese of this section has changed, and the English has not followed yet.",
        (
            "en",
        ): "The English of this section has changed and has not been read against the Chinese yet.",
        "other": "This section has changed, and its two languages have not been compared since.",
        "link": "This section in Chinese",
    },
}


def _address(language: str, path: str, section: str) -> str:
    """The same section in the other language, from the page's own address."""
    page = PurePosixPath(path)
    place = page.parent if page.stem == "index" else page.with_suffix("")
    url = "".join(f"{part}/" for part in place.parts)
    up = "../" * url.count("/")
    return f"{up}en/{url}#{section}" if language == "zh" else f"{up}../{url}#{section}"


def notice(change: Change, language: str, path: str) -> str:
    """The notice as HTML.

    Args:
        change: what happened to the section.
        language: the reader's.
        path: the page's, inside docs/zh/ and docs/en/.
    """
    words = _WORDS[language]
    text = words["other"] if change.before is None else words.get(change.changed, words["other"])
    other = next(each for each in LANGUAGES if each != language)
    href = escape(_address(language, path, change.id))
    return (
        f'<p class="translation-notice" role="note">{text} '
        f'<a href="{href}" hreflang="{other}">{words["link"]}</a></p>'
    )


class _Notices(Treeprocessor):
    def run(self, element: Element) -> None:
        page = current()
        path = _path_in_language(page)
        if path is None or not (root() / RECORDS).is_dir():
            return
        changed = {change.id: change for change in changes(path) if change.now}
        if not changed:
            return
        for parent in list(element.iter()):
            for index, child in reversed(list(enumerate(parent))):
                if child.tag in _HEADINGS and child.get("id") in changed:
                    text = notice(changed[child.get("id", "")], page.language, path)
                    place = Element("p")
                    place.text = self.md.htmlStash.store(text)
                    parent.insert(index + 1, place)


def _path_in_language(page: Page) -> str | None:
    """The page's path inside docs/zh/ or docs/en/; None for text that is no page of the site."""
    try:
        path = page.file.resolve().relative_to(root() / "docs")
    except ValueError:
        return None
    if len(path.parts) < 2 or path.parts[0] not in LANGUAGES:
        return None
    return path.relative_to(path.parts[0]).as_posix()


class TranslationNoticeExtension(Extension):
    """Registers the step after ids are on headings (8), before the contents are gathered (5)."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Notices(md), "handbook-translation-notice", 7)


def makeExtension(**kwargs: object) -> TranslationNoticeExtension:
    """Python-Markdown's entry point."""
    return TranslationNoticeExtension(**kwargs)
