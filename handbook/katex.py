"""TeX to HTML and MathML, by KaTeX in a V8 engine at build time."""

import atexit
import json
import re
from functools import cache

from py_mini_racer import MiniRacer

from handbook.cache import cached
from handbook.paths import NODE_MODULES

_KATEX = NODE_MODULES / "katex" / "dist" / "katex.min.js"
_STRUT = re.compile(r'class="katex-strut" style="height:([\d.]+)em')
_RENDER = """
(tex, display) => {
  try {
    return JSON.stringify({html: katex.renderToString(tex, {
      displayMode: display, output: "htmlAndMathml", strict: "error", throwOnError: true})});
  } catch (error) {
    return JSON.stringify({message: error.rawMessage || error.message, position: error.position});
  }
}
"""


class TexError(ValueError):
    """TeX that KaTeX rejects; the message is KaTeX's, with the position in the formula."""


class NotInstalledError(RuntimeError):
    """The npm package is not there."""


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    atexit.register(engine.close)
    engine.eval(_KATEX.read_text("utf-8"))
    engine.eval(f"const render = {_RENDER}")
    return engine


@cache
def version() -> str:
    """KaTeX's version, as installed.

    Raises:
        NotInstalledError: it is not installed.
    """
    package = NODE_MODULES / "katex" / "package.json"
    if not package.exists():
        raise NotInstalledError("KaTeX is not installed", "type `make setup`")
    return str(json.loads(package.read_text("utf-8"))["version"])


def render(tex: str, display: bool) -> str:
    """Return the formula as HTML (for the eye) with MathML (for a screen reader).

    Raises:
        TexError: KaTeX rejects the formula.
        NotInstalledError: KaTeX is not installed.
    """

    def make() -> str:
        call = f"render({json.dumps(tex)}, {json.dumps(display)})"
        answer = json.loads(str(_engine().eval(call)))
        if "html" in answer:
            return str(answer["html"])
        position = answer.get("position")
        where = f" at character {position + 1}" if isinstance(position, int) else ""
        raise TexError(f"{answer['message']}{where}")

    return cached("math", version(), f"{int(display)}{tex}", make)


def height(html: str) -> float:
    """Return how tall a formula is, in em of its own letters."""
    return max(map(float, _STRUT.findall(html)), default=1.0)
