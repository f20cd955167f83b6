"""Nothing in the built site asks another origin: not its HTML, its CSS, its JavaScript."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

# Scheme and host, or //host after a quotation mark, bracket or sign as in "//host/path".
_ADDRESS = re.compile(r"""(?:https?:|(?<=["'`(=]))//[\w$][^\s"'`()<>,;\\]*""", re.I)
_CSS_LOADS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')]+)""", re.I)

# Attributes that make a browser ask for what they name. The link of an <a> is followed by a reader.
_LOADING = {"src", "srcset", "poster", "data", "background", "ping", "action", "formaction"}
_LOADING_LINKS = {"link", "image", "use", "feimage", "base", "script"}
_NOT_LOADED = {"canonical", "alternate", "prev", "next", "license"}

_SOURCE = "for data-md-component=source: no page has one"

# What stands in scripts and is never asked for, with the reason; * stands for any ending.
NEVER_ASKED = {
    "bundle.": {
        "https://unpkg.com/resize-observer-polyfill": "for browsers without ResizeObserver",
        "https://unpkg.com/mermaid@11/dist/mermaid.min.js": "for pre.mermaid: no page has one",
        "https://api.github.com/repos/${e}/${t}": _SOURCE,
        "https://api.github.com/users/${e}": _SOURCE,
        "https://${e}/api/v4/projects/${encodeURIComponent": _SOURCE,
        "https://clipboardjs.com/": "a comment on a licence",
    },
    "search.": {
        "http://lunrjs.com": "a comment",
        "http://tartarus.org/~martin/PorterStemmer/js.txt": "a comment",
        "https://bit.ly/2s3ChXG": "a message",
    },
    "chart.js": {"http://www.w3.org/2000/svg": "the name of an XML namespace"},
    "micropython.js": {"https://emscripten.org/docs/*": "a message"},
    "mermaid.min.js": {
        "http://www.w3.org/*": "names of XML namespaces",
        "https://chevrotain.io/docs/*": "messages of the parser generator",
        "https://langium.org/docs/*": "messages of the parser generator",
        "https://github.com/*": "messages and comments",
        "http://en.wikipedia.org/wiki/MIT_License": "a comment on a licence",
        "https://en.wikipedia.org/wiki/LL_parser#Left_factoring.": "a message",
        "http://engelschall.com": "a comment on a licence",
        "http://opensource.org/licenses/MIT": "a comment on a licence",
        "http://underscorejs.org/LICENSE": "a comment on a licence",
        "https://jquery.org/license/": "a comment on a licence",
        "https://lodash.com/*": "a comment on a licence",
        "https://openjsf.org/": "a comment on a licence",
        "https://tldrlegal.com/license/mit-license": "a comment on a licence",
        "//stroke:": "a style after a label",
        "//${N.authority}${N.path}": "an address that is printed",
    },
}


class _Loads(HTMLParser):
    """What a page makes a browser ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in ("script", "style") else ""
        self.loads += [value for name, value in values.items() if name in _LOADING]
        if tag in _LOADING_LINKS and values.get("rel", "").strip() not in _NOT_LOADED:
            self.loads += [values.get("href", ""), values.get("xlink:href", "")]
        if tag == "meta" and "http-equiv" in values:
            self.loads += _ADDRESS.findall(values.get("content", ""))
        self.loads += _CSS_LOADS.findall(values.get("style", ""))
        handlers = (value for name, value in values.items() if name.startswith("on"))
        self.loads += [address for value in handlers for address in _ADDRESS.findall(value)]

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.loads += _CSS_LOADS.findall(data)
        elif self._inside == "script":
            self.loads += _ADDRESS.findall(data)


def loads(html: str) -> list[str]:
    parser = _Loads()
    parser.feed(html)
    return [address for address in parser.loads if address]


def is_foreign(address: str) -> bool:
    """True for another origin; the site's own files are named without an origin."""
    return (
        re.match(r"(?:[a-z][a-z0-9+.-]*:)?//|(?!data:)[a-z][a-z0-9+.-]*:", address, re.I)
        is not None
    )


def is_never_asked(script: str, address: str) -> bool:
    known = (texts for start, texts in NEVER_ASKED.items() if script.startswith(start))
    return any(
        address.startswith(text.removesuffix("*")) if text.endswith("*") else address == text
        for texts in known
        for text in texts
    )


def test_pages_ask_no_other_origin(site: Path) -> None:
    foreign = {
        f"{page.relative_to(site)}: {address}"
        for page in site.glob("**/*.html")
        for address in loads(page.read_text("utf-8"))
        if is_foreign(address)
    }
    assert not foreign, "\n".join(sorted(foreign))


def test_styles_ask_no_other_origin(site: Path) -> None:
    foreign = {
        f"{file.relative_to(site)}: {address}"
        for file in (*site.glob("**/*.css"), *site.glob("**/*.svg"))
        for address in _CSS_LOADS.findall(file.read_text("utf-8"))
        if is_foreign(address)
    }
    assert not foreign, "\n".join(sorted(foreign))


def test_scripts_name_no_origin_that_is_not_accounted_for(site: Path) -> None:
    unknown = {
        f"{script.relative_to(site)}: {address}"
        for script in (*site.glob("**/*.js"), *site.glob("**/*.mjs"))
        for address in _ADDRESS.findall(script.read_text("utf-8"))
        if not is_never_asked(script.name, address)
    }
    assert not unknown, "find out when they are asked for, then list them with the reason:\n" + (
        "\n".join(sorted(unknown))
    )


def test_conditions_under_which_the_theme_asks_others_never_hold(site: Path) -> None:
    """The theme's script asks a repository's host for stars, a CDN for a library of diagrams."""
    for page in site.glob("**/*.html"):
        html = page.read_text("utf-8")
        assert 'data-md-component="source"' not in html, page
        assert '<pre class="mermaid"' not in html, page


def test_pages_whose_diagrams_are_drawn_are_left_alone(site: Path) -> None:
    """The plugin that draws in the browser takes apart every page with its word, script or not."""
    for page in site.glob("**/*.html"):
        html = page.read_text("utf-8")
        assert "mermaid" not in html, f"{page.relative_to(site)}: write Mermaid, or another word"


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example.com/a.js"></script>',
        '<link rel="stylesheet" href="//cdn.example.com/a.css">',
        '<link rel="preconnect" href="https://fonts.example.com">',
        '<img srcset="https://example.com/a.png 2x">',
        '<svg><image xlink:href="https://example.com/a.png"/></svg>',
        '<p style="background: url(https://example.com/a.png)">',
        '<style>@import "https://example.com/a.css";</style>',
        '<script>fetch("https://example.com/data")</script>',
        '<script>const host = "//example.com/data"</script>',
        "<button onclick=\"location='https://example.com/'\">",
    ],
)
def test_every_way_to_ask_another_origin_is_seen(html: str) -> None:
    assert [address for address in loads(html) if is_foreign(address)]


def test_links_and_own_files_are_no_requests() -> None:
    html = (
        '<a href="https://example.com/">a source</a><link rel="canonical" href="https://x.example/">'
        '<img src="../a.svg"><img src="data:image/svg+xml,%3csvg/%3e"><code>https://example.com</code>'
    )
    assert not [address for address in loads(html) if is_foreign(address)]
