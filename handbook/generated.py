"""Python-Markdown extension: blocks that are made from data when the page is built.

A line `::: errata code` is replaced by the Markdown that the block's maker returns for its
arguments and the page's language.
"""

import re
from collections.abc import Callable

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from handbook import bibliography, decision_forms, decision_tables, downloads, errata, glossary
from handbook.pages import PageError, current

Maker = Callable[[str, str], str]

MAKERS: dict[str, Maker] = {
    "bibliography": bibliography.render,
    "downloads": downloads.links,
    "errata": errata.render,
    "form": decision_forms.render,
    "glossary": glossary.render,
    "published": decision_tables.render_published,
}
_MEND = "correct its argument, or the data that it is made from"
PATTERN = re.compile(r"^:::[ \t]+(?P<name>[a-z-]+)[ \t]*(?P<argument>.*?)[ \t]*$")


class _Blocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        for line in lines:
            if match := PATTERN.match(line):
                result += self._make(match)
            elif line.lstrip().startswith(":::"):
                what, mend = "cannot read this block", "write `::: name argument` at a line's start"
                raise current().error(what, line, mend=mend, check="blocks")
            else:
                result.append(line)
        return result

    def _make(self, match: re.Match[str]) -> list[str]:
        page = current()
        maker = MAKERS.get(match["name"])
        if maker is None:
            known = ", ".join(sorted(MAKERS))
            what = f"there is no block {match['name']!r}"
            raise page.error(what, match[0], mend=f"write one of {known}", check="blocks")
        try:
            text = maker(match["argument"], page.language)
        except PageError:
            raise
        except OSError as error:
            what = f"{match[0]}: {error}"
            raise page.error(what, match[0], mend=_MEND, check="blocks") from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            said = str(error.args[0] if error.args else error)
            what, mend = error.args if len(error.args) == 2 else (said, _MEND)
            what = f"{match[0]}: {what}"
            raise page.error(what, match[0], mend=mend, check="blocks") from error
        return ["", *text.splitlines(), ""]


class GeneratedExtension(Extension):
    """Registers the step after fenced code is taken out (25), before raw HTML is (20)."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.preprocessors.register(_Blocks(md), "handbook-generated", 24)


def makeExtension(**kwargs: object) -> GeneratedExtension:
    """Python-Markdown's entry point."""
    return GeneratedExtension(**kwargs)
