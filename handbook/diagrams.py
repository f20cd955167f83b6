"""Custom fence for `mermaid` blocks: drawn when the page is built, coloured by the page's palette.

Where the renderer (merman, a native wheel) is not installed or cannot draw a kind of diagram, the
source is left in the page for mkdocs-mermaid2-plugin, which draws it in the reader's browser.
"""

import hashlib
import html
import json
import logging
import re
from functools import cache
from importlib.metadata import version
from typing import Any

from pymdownx.superfences import SuperFencesException

from handbook.cache import cached
from handbook.pages import PageError, current

try:
    import merman
except ImportError:  # no wheel for this machine
    merman = None

log = logging.getLogger("mkdocs.handbook.diagrams")

# What each colour stands for: a sentinel for the renderer, a variable of handbook.css for the page.
_ROLES = {
    "fill": "#010101",
    "text": "#020202",
    "border": "#030303",
    "line": "#040404",
    "group": "#050505",
    "group-border": "#060606",
    "ground": "#070707",
    "second": "#080808",
    "third": "#090909",
    "point": "#0a0a0a",
}
_THEME = {
    "fontFamily": "inherit",
    "fontSize": "14px",
    "background": _ROLES["ground"],
    "mainBkg": _ROLES["fill"],
    "primaryColor": _ROLES["fill"],
    "primaryTextColor": _ROLES["text"],
    "primaryBorderColor": _ROLES["border"],
    "nodeBorder": _ROLES["border"],
    "nodeTextColor": _ROLES["text"],
    "textColor": _ROLES["text"],
    "titleColor": _ROLES["text"],
    "lineColor": _ROLES["line"],
    "clusterBkg": _ROLES["group"],
    "clusterBorder": _ROLES["group-border"],
    "edgeLabelBackground": _ROLES["ground"],
    "secondaryColor": _ROLES["second"],
    "tertiaryColor": _ROLES["third"],
    **{f"quadrant{n}Fill": _ROLES["group" if n % 2 else "ground"] for n in (1, 2, 3, 4)},
    **{f"quadrant{n}TextFill": _ROLES["text"] for n in (1, 2, 3, 4)},
    "quadrantPointFill": _ROLES["point"],
    "quadrantPointTextFill": _ROLES["text"],
    "quadrantXAxisTextFill": _ROLES["text"],
    "quadrantYAxisTextFill": _ROLES["text"],
    "quadrantTitleFill": _ROLES["text"],
    "quadrantInternalBorderStrokeFill": _ROLES["border"],
    "quadrantExternalBorderStrokeFill": _ROLES["border"],
}
_SETTINGS = {
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "nodeSpacing": 32, "rankSpacing": 36, "padding": 10},
    "themeVariables": _THEME,
}
_SMALLEST = 0.65  # 14 px labels stay 9 px
_PHONE = 320  # the text column of the narrowest phone, in px
_FORMAT = "7"  # raise when what is done to the drawing changes


class DiagramError(ValueError):
    """A diagram that does not parse."""


class FenceError(PageError, SuperFencesException):  # type: ignore[misc] # pymdownx has no types
    """A fence that is wrong: of any other exception superfences makes a code block."""


def fence(
    source: str,
    _language: str,
    _css_class: str,
    _options: dict[str, Any],
    _md: Any,
    **_kwargs: Any,
) -> str:
    """Format function for pymdownx.superfences."""
    for name in ("accTitle", "accDescr"):
        if not re.search(rf"^[ \t]*{name}[ \t]*(?::[ \t]*\S|\{{\s*[^\s}}])", source, re.M):
            raise _error(
                f"this diagram has no text alternative `{name}`",
                source,
                f"add a line `{name}: …` after its first line (accTitle names the diagram, "
                "accDescr says in words what it shows)",
            )
    if merman is None:
        _say_fallback()
        return for_browser(source)
    try:
        return cached("diagrams", f"{version('merman')}.{_FORMAT}", source, lambda: draw(source))
    except DiagramError as error:
        what = f"this diagram does not parse: {error}"
        raise _error(what, source, "correct the diagram's source there") from None
    except NotImplementedError as error:
        log.info("%s: left to the browser: %s", current().file.name, error)
        return for_browser(source)


def _error(what: str, source: str, mend: str) -> FenceError:
    page = current()
    return FenceError(what, mend, file=page.file, line=page.line_of(source) or 0, check="diagrams")


def for_browser(source: str) -> str:
    """The diagram's source, as mkdocs-mermaid2-plugin expects it."""
    return f'<pre><code class="mermaid">{html.escape(source)}</code></pre>'


@cache
def _say_fallback() -> None:
    log.info("merman has no wheel for this machine: diagrams are drawn in the reader's browser")


@cache
def _renderer() -> Any:
    return merman.Merman()


def draw(source: str) -> str:
    """The diagram as a `<figure>` with inline SVG.

    Raises:
        DiagramError: the source does not parse.
        NotImplementedError: the renderer does not know this kind of diagram.
    """
    identity = "d" + hashlib.sha256(source.encode()).hexdigest()[:10]
    settings = f"%%{{init: {json.dumps(_SETTINGS)}}}%%\n"
    try:
        svg = _renderer().render_svg(
            settings + source, json.dumps({"svg": {"diagram_id": identity}})
        )
    except merman.MermanError.Binding as error:
        if "PARSE" in error.code_name:
            raise DiagramError(error.message) from None
        raise NotImplementedError(f"{error.code_name}: {error.message}") from None
    svg, scrolls = readable(for_page(svg))
    focus = ' tabindex="0"' if scrolls else ""
    return f'<figure class="diagram"{focus}>{svg}</figure>'


def for_page(svg: str) -> str:
    """Drop what the page does not need and let its palette colour the drawing."""
    used = set(re.findall(r"url\(#([\w.-]+)\)", svg))

    def keep_used(match: re.Match[str]) -> str:
        return match[0] if match[1] in used else ""

    svg = re.sub(r'<marker id="([^"]+)".*?</marker>', keep_used, svg, flags=re.S)
    svg = re.sub(r'<defs><filter id="([^"]+)".*?</filter></defs>', keep_used, svg, flags=re.S)
    svg = re.sub(r' data-(?:points|look|id|et|edge)="[^"]*"', "", svg)
    svg = re.sub(r' style=";?"', "", svg)
    svg = re.sub(r"<style>(.*?)</style>", lambda match: _style(match[1]), svg, flags=re.S)
    for role, sentinel in _ROLES.items():
        number = int(sentinel[1:3], 16)
        svg = svg.replace(sentinel, f"var(--diagram-{role})")
        svg = svg.replace(f"rgb({number}, {number}, {number})", f"var(--diagram-{role})")
    svg = re.sub(r"stroke: ?hsl\([^)]*\)", "stroke: var(--diagram-border)", svg)
    svg = re.sub(r'"hsl\([^)]*\)"', '"var(--diagram-point)"', svg)
    svg = svg.replace('role="graphics-document document"', 'role="img"')
    return re.sub(r' aria-roledescription="[^"]*"', "", svg)


def readable(svg: str) -> tuple[str, bool]:
    """Keep the drawing wide enough for its labels, and say whether it scrolls on a phone."""
    match = re.search(r'style="max-width: ([\d.]+)px;', svg)
    if match is None:
        return svg, False
    least = round(float(match[1]) * _SMALLEST)
    return svg.replace(match[0], f"{match[0]} min-width: {least}px;", 1), least > _PHONE


_UNUSED_RULES = re.compile(
    r"animation|data-look|error-|[Tt]ooltip|\.katex|collapsed|icon|labelBkg|:root|keyframes|neo|"
    r"swimlane|span|\bp\{| svg\{"
)


def _style(css: str) -> str:
    """The rules that a drawing without HTML labels can use."""
    css = re.sub(r"@keyframes [\w-]+\{(?:[^{}]*\{[^{}]*\})*\}", "", css)
    rules = re.findall(r"[^{}]+\{[^{}]*\}", css)
    used = (rule for rule in rules if "text-anchor" in rule or not _UNUSED_RULES.search(rule))
    return f"<style>{''.join(used)}</style>"
