"""Python-Markdown extension: recorded figures as inline SVG.

`![alternative text](figure:network/train.boundary "caption")` inlines
snippets/network/train.boundary.<page language>.svg, which follows the page's text colour.
"""

import html
import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook.pages import PageError, current, uses
from handbook.paths import CACHE, relative, root
from handbook.svg import compact
from handbook.values import filled

PREFIX = "figure:"
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MARKUP = re.compile(r"\[@[^\]]*\]|\\\(.*?\\\)")


class _Figures(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in root.iter():
            for image in list(parent):
                if image.tag == "img" and image.get("src", "").startswith(PREFIX):
                    self._replace(parent, image)

    def _replace(self, parent: Element, image: Element) -> None:
        source = image.get("src", "")
        name = source.removeprefix(PREFIX)
        page = current()
        file = root() / "snippets" / f"{name}.{page.language}.svg"
        if name.startswith("cells/"):
            file = CACHE / f"{name}.svg"
        if not file.exists():
            mend = f"check the name, or type `make record MODULE={name.partition('.')[0]}`"
            raise _error(f"there is no figure {relative(file)}", source, mend)
        uses(file)
        alternative = image.get("alt", "").strip()
        if not alternative:
            mend = f"say in words what it shows: ![what the figure shows]({source})"
            raise _error(f"the figure {name} has no alternative text", source, mend)
        try:
            alternative, caption = filled(alternative), filled(image.get("title", ""))
        except (LookupError, ValueError) as error:
            raise _error(error.args[0], source, error.args[1]) from None
        if markup_in := _MARKUP.search(f"{alternative} {caption}"):
            what = f"the figure {name} has {markup_in[0]} in its caption or alternative text"
            mend = "move it to a sentence beside the figure: those two are plain text"
            raise _error(what, source, mend)
        markup = figure_markup(name, file.read_text("utf-8"), alternative, caption)
        if not _stands_alone(parent, image):
            mend = "leave an empty line before and after it"
            raise _error(f"the figure {name} stands inside a paragraph", source, mend)
        parent.remove(image)
        parent.text = self.md.htmlStash.store(markup)


def _error(what: str, source: str, mend: str) -> PageError:
    return current().error(what, source, mend=mend, check="figures")


def _stands_alone(parent: Element, image: Element) -> bool:
    """Whether nothing else is in the paragraph: HTML has no figures inside sentences."""
    around = (parent.text or "") + (image.tail or "")
    return parent.tag in ("p", "li", "td", "dd") and len(parent) == 1 and not around.strip()


def figure_markup(name: str, svg: str, alternative: str, caption: str) -> str:
    """The `<figure>`: the drawing with ids of its own, its alternative text and caption."""
    prefix = "fig-" + re.sub(r"[^a-z0-9]+", "-", name.lower())
    svg = compact(svg[svg.index("<svg") :])
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", svg)
    label = html.escape(alternative, quote=True)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    text = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    size = _VIEW_BOX.search(svg)
    ratio = f' style="--ratio:{float(size[2]) / float(size[1]):.3f}"' if size else ""
    return f'<figure class="recorded"{ratio}>{svg}{text}</figure>'


class FiguresExtension(Extension):
    """Registers the step after inline patterns, before relative links are resolved."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Figures(md), "handbook-figures", 14)


def makeExtension(**kwargs: object) -> FiguresExtension:
    """Python-Markdown's entry point."""
    return FiguresExtension(**kwargs)
