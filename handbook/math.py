"""Python-Markdown extension: the formulas that pymdownx.arithmatex finds, drawn by KaTeX.

Needs `pymdownx.arithmatex` with `generic: true`.
"""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from handbook import katex
from handbook.pages import current

_NAME = {"zh": "公式", "en": "Formula"}


def _unescaped(tex: str) -> str:
    """Undo what arithmatex escapes in some contexts and not in others; TeX has no entities."""
    return tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _Formulas(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.get("class") != "arithmatex":
                continue
            source = element.text or ""
            display = source.startswith("\\[")
            tex = _unescaped(source[2:-2].strip())
            try:
                html = katex.render(tex, display)
            except katex.NotInstalledError as error:
                raise current().error(*error.args[:1], mend=error.args[1]) from None
            except katex.TexError as error:
                what = f"KaTeX rejects this formula: {error}"
                mend = f"correct the TeX {tex}"
                places = (f"${tex}$", tex)
                raise current().error(what, *places, mend=mend, check="formulas") from None
            element.text = self.md.htmlStash.store(html)
            if display:
                element.set("class", "arithmatex formula")
                element.set("role", "group")
                element.set("aria-label", _NAME[current().language])
                element.set("tabindex", "0")
                element.set("style", f"--height:{katex.height(html)}em")


class MathExtension(Extension):
    """Registers the step after inline patterns, before the table of contents."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.treeprocessors.register(_Formulas(md), "handbook-math", 12)


def makeExtension(**kwargs: object) -> MathExtension:
    """Python-Markdown's entry point."""
    return MathExtension(**kwargs)
