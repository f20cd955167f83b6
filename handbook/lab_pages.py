"""What a lab's page shows: its notebook as Markdown, with what the cells put out."""

import html
import re
from functools import partial
from pathlib import Path

from handbook import notebooks
from handbook.cache import digest, write_whole
from handbook.execution import Output, Results, Value, is_known, results
from handbook.notebooks import HIDDEN_INPUT, Cell, Lab
from handbook.pages import Page, PageError, uses
from handbook.paths import CACHE
from handbook.values import formatted

_FIGURE = re.compile(r"^!\[(?P<alt>[^\n]*)\]\(figure:cell(?P<title> \"[^\n]*\")?\)[ \t]*$", re.M)
_LEADING_FIGURES = re.compile(r"\A(?:!\[[^\n]*\]\(figure:cell[^\n]*\)\s*)+")
_REFERENCE = re.compile(
    r"\[\[lab\.(?P<name>[A-Za-z0-9_]+)"
    r"(?:\s*(?P<operator>[*/])\s*(?P<factor>[0-9.e+-]+))?(?:\s*:\s*(?P<format>[^\]]+?))?\s*\]\]"
)
_WORDS = {
    "zh": {
        "output": "输出",
        "error": "报错",
        "code": "画图的代码",
        "notice": "这个实验在这台机器上还没有运行过，所以没有输出和图。"
        "`make build` 会运行它；改动它也会。",
    },
    "en": {
        "output": "Output",
        "error": "Error",
        "code": "The code of the figure",
        "notice": "This lab has not run on this machine yet, so it has no output and no figures. "
        "`make build` runs it; so does a change to it.",
    },
}
NOT_RUN = "…"


def markdown_as_known(file: Path) -> str:
    """The page's Markdown for a lab's file, which is not run for it."""
    lab = notebooks.read(file)
    return page_markdown(lab, results(lab) if is_known(lab) else None, lab.page.language)


def page_markdown(lab: Lab, found: Results | None, language: str) -> str:
    """The page's Markdown; with a notice in place of outputs where the lab has not run.

    Raises:
        PageError: a figure has no text alternative on the page, or a value has no name.
    """
    words = _WORDS[language]
    parts: list[str] = []
    drawn: list[str] = []
    before: Cell | None = None
    number = 0
    for cell in lab.cells:
        if cell.is_code:
            _check_all_shown(lab, before, drawn)
            outputs = found.outputs[number][language] if found else []
            number += 1
            parts.append(_code(cell, words))
            parts += [_text(output, words) for output in outputs if "svg" not in output]
            before = cell
            drawn = [output["svg"] for output in outputs if "svg" in output]
            continue
        text = _LEADING_FIGURES.sub("", cell.source) if found is None else cell.source
        text = _with_values(lab.page, text, found.values if found else None)
        parts.append(_FIGURE.sub(partial(_figure, lab.page, drawn), text))
    _check_all_shown(lab, before, drawn)
    if found is None:
        heading = parts[0].find("\n")
        notice = f'\n\n!!! note ""\n\n    {words["notice"]}\n'
        parts[0] = parts[0][:heading] + notice + parts[0][heading:]
    return "\n\n".join(parts) + "\n"


def _code(cell: Cell, words: dict[str, str]) -> str:
    fence = f"```python\n{cell.source}\n```"
    if HIDDEN_INPUT not in cell.tags:
        return fence
    summary = f"<summary>{words['code']}</summary>"
    return f'<details class="lab-code" markdown="1">{summary}\n\n{fence}\n\n</details>'


def _text(output: Output, words: dict[str, str]) -> str:
    kind = "error" if "error" in output else "output"
    text = output.get("error") or output["text"]
    body = text.rstrip("\n")
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", body)), default=0))
    return f'{marks} {{ .text .lab-{kind} title="{words[kind]}" }}\n{body}\n{marks}'


def _figure(page: Page, drawn: list[str], match: re.Match[str]) -> str:
    if not drawn:
        raise page.error(
            "there is no figure left for this figure:cell",
            match[0],
            mend="write it directly after the cell that draws, once for each figure that it draws",
        )
    if not match["alt"].strip():
        raise page.error(
            "this figure has no text alternative",
            match[0],
            mend='say what it shows: ![what the figure shows](figure:cell "caption")',
        )
    svg = drawn.pop(0)
    name = digest("figure", svg)
    file = CACHE / "cells" / f"{name}.svg"  # handbook.figures shows it
    write_whole(file, svg)
    uses(file)
    return f"![{match['alt']}](figure:cells/{name}{match['title'] or ''})"


def _check_all_shown(lab: Lab, cell: Cell | None, drawn: list[str]) -> None:
    if drawn and cell:
        raise PageError(
            "this cell draws a figure that has no text alternative",
            "write after the cell, on a line of its own: "
            '![what the figure shows](figure:cell "caption")',
            file=lab.file,
            line=cell.line,
        )


def with_plain_values(page: Page, text: str, values: dict[str, Value] | None) -> str:
    """The text with `[[lab.name:.1%]]` replaced by what the name holds when the lab has run."""
    return re.sub(r"</?data\b[^>]*>", "", _with_values(page, text, values))


def _with_values(page: Page, text: str, values: dict[str, Value] | None) -> str:
    """The text with `[[lab.name:.1%]]` replaced by what the name holds when the lab has run."""

    def shown(match: re.Match[str]) -> str:
        if values is None:
            return NOT_RUN
        try:
            value = html.escape(formatted(match, values, "lab"))
        except (LookupError, ValueError) as error:
            what, mend = error.args
            raise page.error(what, match[0], mend=mend) from None
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if line.startswith("!["):  # a figure's alternative text and caption are plain text
            return value
        return f'<data class="value" value="lab.{match["name"]}">{value}</data>'

    return _REFERENCE.sub(shown, text)
