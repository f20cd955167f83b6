"""Python-Markdown extension: what hooks do before a page is converted, for an engine without hooks.

Zensical runs no MkDocs hook and no notebooks. It tells its own extensions which page it converts;
this one, the first in the list, tells ours, and puts a lab's Markdown in the place of its notebook.
"""

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from zensical.config import get_config
from zensical.extensions.context import ContextExtension

from handbook.lab_pages import markdown_as_known
from handbook.notebooks import is_lab
from handbook.pages import current, set_current
from handbook.paths import DOCS


class _Lab(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        file = current().file
        return markdown_as_known(file).splitlines() if is_lab(file) else lines


class BridgeExtension(Extension):
    """Knows the language of the build from its configuration."""

    def __init__(self, **kwargs: object) -> None:
        self.config = {"language": ["zh", "the folder of docs/ that is built"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Say which page comes next; register the step before all others."""
        contexts = get_config()["markdown_extensions"]
        context = next(each for each in contexts if isinstance(each, ContextExtension))
        set_current(DOCS / self.getConfig("language") / context._kwargs["page"].path)
        md.preprocessors.register(_Lab(md), "handbook-lab", 1000)


def makeExtension(**kwargs: object) -> BridgeExtension:
    """Python-Markdown's entry point."""
    return BridgeExtension(**kwargs)
