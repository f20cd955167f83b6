"""What one section tells a reader: its words in one language, and what both languages show.

White space, the wrapping of lines and comments tell nothing, so they are not part of it.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from handbook import values
from handbook.generated import PATTERN as BLOCK
from handbook.includes import expand_lines
from handbook.page_source import HEADING, Line, Section
from handbook.pages import PageError, current, uses
from handbook.paths import LANGUAGES, root

_WIDE = r"[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) | (?={_WIDE})")
_MARKER = re.compile(r"(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?) |(?=.)")
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_SENTENCE_END = re.compile(r"(?<=[。！？])(?![。！？”’」』）])|(?<=[.!?]) (?=[A-Z0-9“\"\[*`$])")
_NEW_PARAGRAPH = re.compile(r"\s*(?:[-*+]|\d+[.)]|[|!:<>]|\?\?\?)")
_MATTER = ("title", "description")

_INCLUDE = re.compile(r'--8<--\s+"(?P<target>[^"]+)"')
_FIGURE = re.compile(r"\]\(\s*figure:(?P<name>[^\s)]+)")
_CITED = re.compile(r"@(?P<key>[A-Za-z][\w:-]*)")
_CITATION = re.compile(r"\[@[^\]\[]*\](?!\()")
_ENTRY = re.compile(r"^@\w+\{(?P<key>[^,\s]+),(?P<fields>.*?)^\}", re.MULTILINE | re.DOTALL)


@lru_cache(maxsize=1024)
def words(section: Section) -> str:
    """A section's text, one sentence a line; a page's title and description are in its first."""
    sentences = []
    for paragraph in _paragraphs(section):
        told = " ".join(paragraph.split())
        if marker := _MARKER.match(told):
            told = marker[0] + _SPACE_BESIDE_WIDE.sub("", told[marker.end() :])
            sentences += [part.strip() for part in _SENTENCE_END.split(told) if part.strip()]
    return "\n".join(sentences)


def _paragraphs(section: Section) -> Iterator[str]:
    """The paragraphs, list items, table rows, formulas and lines of code, each on one line."""
    lines, matter = _without_front_matter(section)
    yield from matter
    gathered: list[str] = []
    prose = {line.number: line.text for line in section.prose}
    for line in lines:
        text = prose.get(line.number, line.text)
        is_new = line.kind in ("code", "mark", "heading") or _NEW_PARAGRAPH.match(text)
        if gathered and (is_new or not text.strip()):
            yield " ".join(gathered)
            gathered = []
        if line.kind == "heading":
            heading = HEADING.match(text)
            yield heading["title"] if heading else text
        elif line.kind == "code":
            yield text
        elif (
            line.kind not in ("mark", "comment")
            and not _TABLE_RULE.fullmatch(text)
            and text.strip()
        ):
            gathered.append(text)
    if gathered:
        yield " ".join(gathered)


def _without_front_matter(section: Section) -> tuple[tuple[Line, ...], list[str]]:
    lines = section.lines
    if not lines or lines[0].number != 1 or lines[0].text.strip() != "---":
        return lines, []
    end = next((n for n, line in enumerate(lines[1:], 1) if line.text.strip() == "---"), 0)
    try:
        matter = yaml.load("\n".join(line.text for line in lines[1:end]), yaml.CBaseLoader)
    except yaml.YAMLError:
        return lines, []  # MkDocs reports it
    told = matter if isinstance(matter, dict) else {}
    return lines[end + 1 :], [f"{name}: {told[name]}" for name in _MATTER if name in told]


def shown(section: Section) -> dict[str, str]:
    """What a section shows that is the same in both languages, by what the page calls it.

    Included code and recorded output and values are given as they are, figures and sources as
    digests. What cannot be found is left out: the build and the other checks report it.
    """
    found: dict[str, str] = {}
    for line in section.lines:
        for target in _INCLUDE.findall(line.text):
            found[target] = _included(target)
    for line in section.prose:
        for text in re.findall(values.PATTERN, line.text):
            found[text] = _value(text)
        for name in _FIGURE.findall(line.text):
            found[f"figure:{name}"] = _figure(name)
        for citation in _CITATION.findall(line.text):
            for key in _CITED.findall(citation):
                found[f"@{key}"] = _source(key)
        if block := BLOCK.match(line.text):
            found |= _BLOCKS.get(block["name"], _nothing)(block["argument"])
    return {name: text for name, text in found.items() if text}


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


@lru_cache(maxsize=64)
def _read_once(file: Path, _modified: int) -> str:
    return file.read_text("utf-8")


def _read(name: str) -> str:
    """A file of the project, by its path from the root; nothing if it is not there."""
    file = root() / name
    try:
        modified = file.stat().st_mtime_ns
    except OSError:
        return ""
    uses(file)
    return _read_once(file, modified)


def _included(target: str) -> str:
    try:
        return _tidy("\n".join(expand_lines(current(), f'--8<-- "{target}"')))
    except PageError:
        return ""


def _value(reference: str) -> str:
    """The value as a page shows it, but for the signs in it that depend on the page's language."""
    try:
        match = values.reference(reference)
        return values.formatted(match, values.recorded(match["module"]), match["module"])
    except (LookupError, ValueError):
        return ""


def _figure(name: str) -> str:
    drawings = [_read(f"snippets/{name}.{language}.svg") for language in LANGUAGES]
    return " ".join(map(_digest, drawings)) if all(drawings) else ""


@lru_cache(maxsize=4)
def _sources(bibliography: str) -> dict[str, str]:
    """Each entry's digest; the day on which it was last looked up does not count."""
    entries = {}
    for entry in _ENTRY.finditer(bibliography):
        fields = [line.strip() for line in entry["fields"].splitlines()]
        told = [field for field in fields if not field.startswith("urldate")]
        entries[entry["key"]] = _digest("\n".join(sorted(told)))
    return entries


def _source(key: str) -> str:
    return _sources(_read("docs/references.bib")).get(key, "")


# What generated blocks are made of ---------------------------------------------------------------


def _nothing(_argument: str) -> dict[str, str]:
    """Of a block that says nothing of its own: it lists sources cited elsewhere, or files."""
    return {}


def _entries(file: str, key: str, *untold: str) -> Callable[[str], dict[str, str]]:
    """The entries of a YAML list that a block prints: those that have its argument under `key`."""
    fields = re.compile(rf"^( *)(?:{'|'.join(untold)}):.*\n(?:\1 +.*\n)*", re.MULTILINE)

    def entries(argument: str) -> dict[str, str]:
        found = {}
        for entry in re.split(r"^(?=- id: )", _read(file), flags=re.MULTILINE)[1:]:
            identity, its = (re.search(rf"\b{name}: (\S+)", entry) for name in ("id", key))
            if identity and its and argument in (its[1], "all"):
                found[f"{file} {identity[1]}"] = _tidy(fields.sub("", entry))
        return found

    return entries


def _tables(*names: str) -> Callable[[str], dict[str, str]]:
    """Tables of a decision model's data file; bounds of an input are not shown as text."""

    def tables(module: str) -> dict[str, str]:
        file = f"snippets/{module}.toml"
        found: dict[str, list[str]] = {name: [] for name in names}
        for table in re.split(r"^(?=\[)", _read(file), flags=re.MULTILINE):
            header, _, rest = table.partition("\n")
            name = header.strip("[]").partition(".")[0]
            if name in found:
                lines = rest.splitlines()
                found[name] += [line for line in lines if not _UNTOLD.match(line)]
        return {f"{file} {name}": _tidy("\n".join(lines)) for name, lines in found.items()}

    return tables


_UNTOLD = re.compile(r"(?:minimum|maximum|step|group|integer) *=|#")
_form_tables = _tables("form", "inputs", "outputs", "presets", "curves")


def _form(module: str) -> dict[str, str]:
    """A form shows the data file and the recorded results, to fewer digits than are recorded."""
    results = f"snippets/{module}.json"
    recorded = json.loads(_read(results) or "{}")
    lines = [f"{name}: {_rounded(value)}" for name, value in recorded.items()]
    return {**_form_tables(module), results: "\n".join(lines)}


def _rounded(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value


_BLOCKS: dict[str, Callable[[str], dict[str, str]]] = {
    "bibliography": _nothing,
    "downloads": _nothing,
    "errata": _entries("docs/errata.yml", "kind", "tests"),
    "form": _form,
    "glossary": _entries("docs/glossary.yml", "subject", "avoid", "unless", "sort", "quiet"),
    "published": _tables("published"),
}
