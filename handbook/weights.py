"""What a first visit to each page of the built site loads: `python -m handbook.weights [site]`.

Bytes on the wire (gzip) of the page, its styles (with the formulas' fonts) and scripts. Not
counted: the search index, which comes with the first letter; pictures below the fold; the icon.
"""

import json
import re
import sys
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from handbook.loopback import wire_size
from handbook.paths import ROOT

HTML_LIMIT = 60_000
VISIT_LIMIT = 160_000

_IMPORT = re.compile(r"""^(?:import|export)\b[^"'();]*["'](\.[^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Weight:
    """Bytes of one page's first visit."""

    page: str
    html: int
    styles: int
    scripts: int

    @property
    def total(self) -> int:
        """Everything."""
        return self.html + self.styles + self.scripts


class _Links(HTMLParser):
    """The addresses of what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._is_config = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._is_config = values.get("id") == "__config"
        if tag == "link" and values.get("rel") == "stylesheet":
            self.styles.append(values["href"])
        elif tag == "script" and {"src", "data-later"} & set(values):
            self.scripts.append(values.get("src") or values["data-later"])

    def handle_data(self, data: str) -> None:
        if self._is_config:  # the theme's settings: they name the script that searches
            self.scripts.append(json.loads(data)["search"])
            self._is_config = False


def _file(site: Path, page: Path, address: str) -> Path:
    path = unquote(urlsplit(address).path)
    return site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()


@cache
def _text(file: Path, modified: int) -> str:  # noqa: ARG001 (a changed file is read again)
    return file.read_text("utf-8")


def with_imports(script: Path) -> set[Path]:
    """Return a script and the modules that it cannot start without."""
    found, waiting = {script}, [script]
    while waiting:
        module = waiting.pop()
        text = _text(module, module.stat().st_mtime_ns)
        new = {(module.parent / name).resolve() for name in _IMPORT.findall(text)} - found
        found |= new
        waiting += new
    return found


def weigh(site: Path, page: Path) -> Weight:
    """Return what one page loads."""
    html = page.read_text("utf-8")
    links = _Links()
    links.feed(html)
    styles = [_file(site, page, address) for address in links.styles]
    named = [_file(site, page, address).resolve() for address in links.scripts]
    scripts = set().union(*map(with_imports, named))
    return Weight(
        page.relative_to(site).as_posix().removesuffix("index.html"),
        wire_size(page),
        sum(map(wire_size, styles)),
        sum(map(wire_size, scripts)),
    )


def weights(site: Path) -> list[Weight]:
    """Return every page's weight, the heaviest first."""
    pages = (page for page in site.rglob("*.html") if "assets" not in page.relative_to(site).parts)
    return sorted((weigh(site, page) for page in pages), key=lambda each: -each.total)


def table(found: list[Weight], rows: int = 12) -> str:
    """Return the heaviest pages as text, in kB of 1,000 bytes."""
    lines = [f"{'page':40} {'HTML':>6} {'CSS':>6} {'JS':>6} {'all':>6}  kB, gzip"]
    for each in found[:rows]:
        parts = (each.html, each.styles, each.scripts, each.total)
        numbers = " ".join(f"{size / 1000:6.1f}" for size in parts)
        lines.append(f"{each.page or '(home)':40} {numbers}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the heaviest pages."""
    site = Path(arguments[0]) if arguments else ROOT / "site"
    if not (site / "index.html").exists():
        print(f"{site} holds no built site: type `make build`", file=sys.stderr)
        return 1
    found = weights(site)
    limits = f"{HTML_LIMIT / 1000:.0f} kB of HTML, {VISIT_LIMIT / 1000:.0f} kB in all"
    print(f"First visits to {len(found)} pages, the heaviest first; the limits are {limits}.\n")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
