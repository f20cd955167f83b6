"""Python-Markdown extension: code blocks that cost a browser little.

A block says how many lines it has, as the property `--lines`: a browser passes over code that is
far off the screen (handbook.css) and must know its height, or the page jumps while one scrolls.
Names and spaces, a third of all that Pygments marks, have the colour of the block: no mark.
"""

import re

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

_BLOCK = re.compile(r'<div class="highlight"><pre>(.*?)</pre>', re.DOTALL)
_UNCOLOURED = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')


def lighter(block: re.Match[str]) -> str:
    """Return a code block with its number of lines and without marks that change nothing."""
    code = _UNCOLOURED.sub(r"\1", block[1])
    lines = code.removesuffix("</code>").rstrip("\n").count("\n") + 1
    return f'<div class="highlight" style="--lines:{lines}"><pre>{code}</pre>'


class _Listings(Postprocessor):
    def run(self, text: str) -> str:
        return _BLOCK.sub(lighter, text)


class ListingsExtension(Extension):
    """Registers the step when the page's HTML is whole."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.postprocessors.register(_Listings(md), "handbook-listings", 5)


def makeExtension(**kwargs: object) -> ListingsExtension:
    """Python-Markdown's entry point."""
    return ListingsExtension(**kwargs)
