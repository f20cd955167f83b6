"""One page to HTML as the site converts it, without building the site.

MkDocs does the rest: templates, navigation, links between pages.
"""

import pkgutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from mkdocs.utils.meta import YAML_RE
from pymdownx.snippets import SnippetMissingError

from handbook.includes import expand
from handbook.lab_pages import markdown_as_known
from handbook.notebooks import is_lab
from handbook.pages import PageError, converting
from handbook.paths import ROOT, root


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml: names of functions, and nothing for what only MkDocs can fill in."""


_Loader.add_multi_constructor(
    "tag:yaml.org,2002:python/name:", lambda _, name, __: pkgutil.resolve_name(name)
)
_Loader.add_multi_constructor("!", lambda *_: None)


@cache
def extensions() -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of mkdocs.yml with their settings."""
    settings: dict[str, Any] = {}
    file = ROOT / "mkdocs.yml"
    try:
        config = yaml.load(file.read_text("utf-8"), _Loader)
        entries = config["markdown_extensions"]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"this is not readable as YAML: {error.problem}"
        raise PageError(what, file=file, line=line, check="navigation") from None
    except (OSError, LookupError, TypeError):
        what, mend = "it has no list of Markdown extensions", "take the file of main"
        raise PageError(what, mend, file=file, check="navigation") from None
    for entry in entries:
        settings.update(entry if isinstance(entry, dict) else {entry: {}})
    return list(settings), settings


@cache
def _converter(base: Path) -> Markdown:
    names, settings = extensions()
    snippets = {**settings["pymdownx.snippets"], "base_path": [str(base)]}
    return Markdown(extensions=names, extension_configs={**settings, "pymdownx.snippets": snippets})


@dataclass(frozen=True)
class Converted:
    """What became of a page: its HTML, or what is wrong with it."""

    html: str
    error: PageError | None = None


def convert(file: Path) -> Converted:
    """Convert one page; the first thing that is wrong stops it."""
    text = YAML_RE.sub("", file.read_text("utf-8-sig"), count=1)
    with converting(file):
        try:
            if is_lab(file):
                text = markdown_as_known(file)
            return Converted(_converter(root()).reset().convert(text))
        except SnippetMissingError:
            try:
                expand(file)
            except PageError as error:
                return Converted("", error)
            raise
        except PageError as error:
            return Converted("", error)
