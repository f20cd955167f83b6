"""docs/references.bib: reading, checking and formatting the sources."""

import html
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts

from handbook.pages import PageError, uses
from handbook.paths import root

_LABELS = {
    "zh": {"and": "、", "others": "等", "checked": "查阅于", "in": "载于", "no_date": "无日期"},
    "en": {"and": ", ", "others": "et al.", "checked": "read", "in": "In", "no_date": "n.d."},
}
_MAX_AUTHORS = 4
_ADDRESSES = ("doi", "eprint", "url")  # taken as they are: `--` and `~` mean themselves in them


def bibliography() -> Path:
    """The file of sources."""
    return root() / "docs" / "references.bib"


@dataclass(frozen=True)
class Source:
    """One entry; `fields` are plain text without TeX braces."""

    key: str
    kind: str
    line: int
    authors: tuple[str, ...]
    fields: dict[str, str]

    @property
    def year(self) -> str:
        """The year of publication, or an empty text."""
        return (self.fields.get("date") or self.fields.get("year", ""))[:4]

    @property
    def url(self) -> str:
        """Where the source can be read: DOI, arXiv or web address, in this order; empty if none."""
        if doi := self.fields.get("doi"):
            return f"https://doi.org/{doi}"
        if self.fields.get("eprinttype", "").lower() == "arxiv":
            return f"https://arxiv.org/abs/{self.fields.get('eprint', '')}"
        return self.fields.get("url", "")


def read(file: Path | None = None) -> dict[str, Source]:
    """Every source by its key, in the file's order.

    Raises:
        PageError: the file is missing or does not parse, or a key stands twice.
    """
    file = file or bibliography()
    uses(file)
    if not file.exists():
        what, mend = "the list of sources is missing", "take the file of main"
        raise PageError(what, mend, file=file, check="bibliography")
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, _modified: int) -> dict[str, Source]:
    library = parse_string(
        file.read_text("utf-8"), append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    for block in library.failed_blocks:
        raise PageError(
            f"this entry does not parse or its key stands twice ({type(block).__name__})",
            "close its braces, separate its fields by commas, or rename the key",
            file=file,
            line=(block.start_line or 0) + 1,
            check="bibliography",
        )
    sources = {}
    for entry in library.entries:
        fields = {field.key.lower(): field.value for field in entry.fields}
        names = fields.pop("author", [])
        sources[entry.key] = Source(
            key=entry.key,
            kind=entry.entry_type.lower(),
            line=(entry.start_line or 0) + 1,
            authors=tuple(_name(name) for name in names),
            fields={
                key: str(value).strip() if key in _ADDRESSES else _plain(str(value))
                for key, value in fields.items()
            },
        )
    return sources


def _plain(text: str) -> str:
    """TeX of the few kinds we write to plain text."""
    text = text.replace("--", "–").replace("~", " ")
    text = re.sub(r"\\([&%$#_])", r"\1", text)
    return " ".join(re.sub(r"[{}]", "", text).split())


def _name(name: NameParts) -> str:
    family = _plain(" ".join([*name.von, *name.last, *name.jr]))
    if not name.first:
        return family
    initials = " ".join(
        "-".join(f"{part[0]}." for part in _plain(first).split("-") if part) for first in name.first
    )
    return f"{family}, {initials}"


def problems(source: Source) -> list[tuple[str, str]]:
    """What is missing in an entry, and what to do about it."""
    found = []
    who = ("publisher", "institution", "organization", "editor")
    if not source.authors and not any(source.fields.get(field) for field in who):
        found.append(("names nobody", "add author, publisher or institution"))
    if not source.fields.get("title"):
        found.append(("has no title", "add title = {…}"))
    if not re.match(r"\d{4}", source.year) and not source.fields.get("urldate"):
        ways = "add date = {YYYY-MM-DD} or date = {YYYY}; of an undated page, urldate"
        found.append(("has no date", ways))
    for field in ("date", "urldate"):
        if (day := source.fields.get(field, "")) and not _is_date(day):
            mend = "write YYYY-MM-DD, YYYY-MM or YYYY"
            found.append((f"has a {field} that is none: {day}", mend))
    if (url := source.fields.get("url", "")) and not re.match(r"https?://[^\s/]+\.[^\s]+$", url):
        found.append((f"has an address that is none: {url}", "write it from https:// on"))
    printed = source.kind == "book" and source.fields.get("publisher")
    if not source.url and not source.fields.get("isbn") and not printed:
        ways = "add doi, eprint with eprinttype = {arxiv}, or url"
        found.append(("cannot be found by a reader", ways))
    if bool(source.fields.get("eprint")) != bool(source.fields.get("eprinttype")):
        found.append(("has half of an arXiv number", "give both eprint and eprinttype"))
    return [(f"{source.key} {what}", mend) for what, mend in found]


def _is_date(text: str) -> bool:
    """Whether it is a day, a month, a year, or two of them with a slash between."""
    try:
        for part in text.split("/"):
            date.fromisoformat(f"{part}-01-01"[:10] if len(part) == 4 else f"{part}-01"[:10])
    except ValueError:
        return False
    return True


def _publisher(source: Source) -> str:
    names = (source.fields.get(key) for key in ("publisher", "institution", "organization"))
    return next(filter(None, names), "")


def _edition(number: str, language: str) -> str:
    if language == "zh":
        return f"第 {html.escape(number)} 版."
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(number, "th")
    return f"{html.escape(number)}{ending} ed."


def entry_html(source: Source, language: str) -> str:
    """The full entry as inline HTML in the page's language."""
    label = _LABELS[language]
    fields = source.fields
    parts = []
    authors = [name for name in source.authors if name != "others"]
    if authors:
        shown = label["and"].join(html.escape(name) for name in authors[:_MAX_AUTHORS])
        if len(authors) > _MAX_AUTHORS or "others" in source.authors:
            shown += f" {label['others']}"
        parts.append(shown)
    publisher = _publisher(source)
    if not authors and publisher:
        parts.append(html.escape(publisher))
    date = fields.get("date") or fields.get("year") or label["no_date"]
    title = html.escape(fields.get("title", source.key))
    lang = ' lang="zh"' if fields.get("langid") == "chinese" else ' lang="en"'
    cited = f"<cite{lang}>{title}</cite>"
    if fields.get("titleaddon"):
        cited += f" [{html.escape(fields['titleaddon'])}]"
    stop = "" if cited.removesuffix("</cite>")[-1] in "?!？！" else "."
    parts = [f"{' '.join(parts)} ({html.escape(date)}). {cited}{stop}"]
    container = fields.get("journaltitle") or fields.get("journal") or fields.get("booktitle")
    if container:
        where = html.escape(container)
        if fields.get("volume"):
            number = f"({html.escape(fields['number'])})" if fields.get("number") else ""
            where += f" {html.escape(fields['volume'])}{number}"
        if fields.get("pages"):
            where += f", {html.escape(fields['pages'])}"
        parts.append(f"<i>{where}</i>.")
    if fields.get("edition"):
        parts.append(_edition(fields["edition"], language))
    if authors and publisher:
        parts.append(f"{html.escape(publisher)}.")
    if fields.get("isbn"):
        parts.append(f"ISBN {html.escape(fields['isbn'])}.")
    if source.url:
        shown_url = re.sub(r"^https?://(www\.)?", "", source.url).rstrip("/")
        href = html.escape(source.url, quote=True)
        parts.append(f'<a href="{href}" class="source">{html.escape(shown_url)}</a>.')
    if fields.get("urldate"):
        parts.append(f"{label['checked']} {html.escape(fields['urldate'])}.")
    if fields.get("note"):
        parts.append(f"{html.escape(fields['note'])}.")
    return " ".join(parts)


def render(_argument: str, language: str) -> str:
    """The whole bibliography as Markdown (raw HTML list) for the bibliography page."""

    def order(source: Source) -> tuple[str, str]:
        first = source.authors[0] if source.authors else _publisher(source) or source.key
        return first.lower(), source.year

    items = [
        f'<li id="{html.escape(source.key)}">{entry_html(source, language)}</li>'
        for source in sorted(read().values(), key=order)
    ]
    return '<ul class="bibliography">\n' + "\n".join(items) + "\n</ul>"
