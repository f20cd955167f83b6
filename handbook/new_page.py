"""Makes both halves of a new page and its entry in the navigation: `make page NAME=part/title`.

The halves come from handbook/templates/; what their author has to write is marked ✎, and the check
`unfinished` finds what was left.
"""

import argparse
import datetime
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

from handbook.cache import write_whole
from handbook.checks.navigation import listed
from handbook.paths import LANGUAGES, root

_TEMPLATES = Path(__file__).with_name("templates")
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*/[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DATED = "opportunities"
_MODELS = "decisions"
_LABS = "labs"


class CannotMake(ValueError):
    """The page cannot be made; the message says why and what to type."""


@dataclass(frozen=True)
class NewPage:
    """Files to be written, each whole, and what to tell their author."""

    files: dict[Path, str]
    """Text by path from the root."""
    line: int
    """The line of the new entry in mkdocs.yml."""


def plan(name: str, today: datetime.date) -> NewPage:
    """What making the page `part/title` writes.

    Raises:
        CannotMake: the name is none, the page exists, its part does not, or it needs more first.
    """
    name = name.removesuffix(".md")
    if not _NAME.fullmatch(name):
        raise CannotMake(
            f"{name!r} is no name of a page. To mend it: type part/title in lower case, as in "
            "`make page NAME=opportunities/partners`"
        )
    part, title = name.split("/")
    for language in LANGUAGES:
        file = Path("docs", language, f"{name}.md")
        if (root() / file).exists():
            raise CannotMake(f"{file.as_posix()} exists. To mend it: edit it, or choose a new name")
    if part == _LABS:
        raise CannotMake(
            "a lab is a notebook with a module of its own. To mend it: follow 'Add a lab' in "
            "CONTRIBUTING.md"
        )
    if part == _MODELS:
        _model_exists(name)
    config = (root() / "mkdocs.yml").read_text("utf-8")
    navigation, line = _with_entry(config, name, part)
    values = {
        "id": title.replace("_", "-"),
        "module": name,
        "dated": f"checked: {today}\n" if part == _DATED else "",
    }
    kind = part if part == _MODELS else "page"
    halves = {
        Path("docs", language, f"{name}.md"): _filled(kind, language, values)
        for language in LANGUAGES
    }
    return NewPage({**halves, Path("mkdocs.yml"): navigation}, line)


def _model_exists(name: str) -> None:
    for suffix in (".py", ".toml", ".out"):
        file = Path("snippets", name + suffix)
        if not (root() / file).exists():
            raise CannotMake(
                f"{file.as_posix()} does not exist, and the page of a model is made from it. "
                "To mend it: write the model first ('Add a model' in CONTRIBUTING.md)"
            )


def _filled(kind: str, language: str, values: dict[str, str]) -> str:
    template = (_TEMPLATES / f"{kind}.{language}.md").read_text("utf-8")
    return Template(template).substitute(values)


def _with_entry(config: str, name: str, part: str) -> tuple[str, int]:
    """mkdocs.yml with the page after the last one of its part, and the line of the entry."""
    lines = config.splitlines(keepends=True)
    own = [n for n, line in enumerate(lines) if line.lstrip().startswith(f"- {part}/")]
    if not own:
        parts = sorted({path.split("/")[0] for path in listed(config) if "/" in path})
        raise CannotMake(
            f"there is no part {part!r}. To mend it: choose one of {', '.join(parts)}, or give "
            "mkdocs.yml a new part with a page and its English title under nav_translations"
        )
    last = own[-1]
    indent = lines[last][: len(lines[last]) - len(lines[last].lstrip())]
    lines.insert(last + 1, f"{indent}- {name}.md\n")
    return "".join(lines), last + 2


def write(page: NewPage) -> None:
    """Write the files; if one cannot be written, none is left behind."""
    before = {
        file: (root() / file).read_text("utf-8") if (root() / file).exists() else None
        for file in page.files
    }
    written: list[Path] = []
    try:
        for file, text in page.files.items():
            written.append(file)
            (root() / file).parent.mkdir(parents=True, exist_ok=True)
            write_whole(root() / file, text)
    except OSError as error:
        for file in written:
            old = before[file]
            if old is None:
                (root() / file).unlink(missing_ok=True)
            elif (root() / file).read_text("utf-8") != old:
                write_whole(root() / file, old)
        raise CannotMake(f"{error}. To mend it: make room or allow writing there") from None


def main(arguments: list[str] | None = None) -> int:
    """Make the page that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m handbook.new_page", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", help="part/title, as in opportunities/partners")
    name = parser.parse_args(arguments).name.removesuffix(".md")
    try:
        page = plan(name, datetime.date.today())
        write(page)
    except CannotMake as error:
        print(error, file=sys.stderr)
        return 1
    for language in LANGUAGES:
        print(f"docs/{language}/{name}.md: made")
    print(f"mkdocs.yml:{page.line}: the page stands last in its part; move the line if you like")
    print(
        "Next: 1. `make serve` shows it at /" + name + "/ and /en/" + name + "/\n"
        "      2. write where ✎ stands, in both languages (STYLE.md)\n"
        f"      3. `make translated PAGE={name}` when you have read both against each other\n"
        "      4. `make check` says what is missing"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
