"""A lab to take away: its notebook and its script, in the page's language, that run on their own.

Both need NumPy and Matplotlib and nothing of this site: the modules that a lab imports from
snippets/ come with it. What only this site understands (citations, values, heading ids, links
between pages) is turned into plain Markdown.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

import jupytext
from nbformat import NotebookNode, writes
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from handbook.bibliography import read as read_sources
from handbook.cache import digest
from handbook.execution import Results
from handbook.includes import expand_lines
from handbook.lab_pages import with_plain_values
from handbook.notebooks import LANGUAGE, Lab
from handbook.pages import current
from handbook.values import filled

_LINKS = {
    "zh": '<p class="lab-downloads">带走运行：'
    '<a href="{name}.ipynb" download>笔记本（.ipynb）</a> · '
    '<a href="{name}.py" download>脚本（.py）</a>，只需要 NumPy 和 Matplotlib。</p>',
    "en": '<p class="lab-downloads">Take it with you: <a href="{name}.ipynb" download>notebook '
    '(.ipynb)</a> · <a href="{name}.py" download>script (.py)</a>; they need NumPy and '
    "Matplotlib only.</p>",
}
_FIRST = {
    "zh": "图里的文字用中文；系统里没有中文字体时，会显示为方框。",
    "en": "The words in the figures are English.",
}
_CHINESE_FONTS = """
import matplotlib
from matplotlib.font_manager import get_font_names

_fonts = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei")
matplotlib.rcParams["font.sans-serif"] = [
    *(name for name in _fonts if name in get_font_names()),
    "DejaVu Sans",
]
matplotlib.rcParams["axes.unicode_minus"] = False
"""
_MODULES = {
    "zh": "下面这一格装着本实验从手册里引入的模块，好让这个文件独立运行。",
    "en": "The next cell holds the modules that this lab imports from the handbook, so that this "
    "file runs on its own.",
}
_LOADER = """
import sys
import types
from pathlib import Path


def _module(name: str, source: str) -> None:
    module = types.ModuleType(name)
    module.__file__ = str(Path.cwd() / f"{name}.py")
    sys.modules[name] = module
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)

"""
_SECTION_MARK = re.compile(r"^[ \t]*# --8<-- [^\n]*\n", re.M)
_HEADING_ID = re.compile(r"[ \t]*\{[ \t]*#[\w-]+[^}\n]*\}[ \t]*$", re.M)
_FIGURE = re.compile(r"^!\[[^\n]*?\]\(figure:[^\s)]+(?: \"([^\n]*)\")?\)[ \t]*$", re.M)
_ERRATUM = re.compile(r"[ \t]*\[E\d+\]\([^)]*\)\{[^}]*\}")
_ATTRIBUTES = re.compile(r"(?<=\))\{[^}\n]*\}")
_PAGE_LINK = re.compile(r"\]\((?!https?:|#)([^)\s]+?)\.md(#[\w-]+)?\)")
_CITATION = re.compile(r"\[(@[^\]]+)\](?!\()")
_KEY = re.compile(r"@([A-Za-z][\w:-]*)")
_BLOCK = re.compile(r"^:::[^\n]*$", re.M)
_ADMONITION = re.compile(
    r"^!!![ \t]+\w+(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<body>(?:(?: {4}[^\n]*)?\n)*(?: {4}[^\n]*)?)",
    re.M,
)


def links(_argument: str, language: str) -> str:
    """The block `::: downloads` of a lab's page."""
    return _LINKS[language].format(name=current().file.stem)


def notebook(lab: Lab, found: Results | None, page_address: str) -> NotebookNode:
    """The lab as a notebook that runs on its own.

    Args:
        lab: the lab.
        found: its results, for the values in its sentences.
        page_address: the page's address, from which its links start.
    """
    language = lab.page.language
    first = f'{LANGUAGE} = "{language}"\n' + (_CHINESE_FONTS if language == "zh" else "")
    cells: list[NotebookNode] = []
    for cell in lab.cells:
        if cell.is_code:
            cells.append(new_code_cell(cell.source, metadata={"tags": list(cell.tags)}))
        elif text := _plain(lab, cell.source, found, page_address):
            cells.append(new_markdown_cell(text))
    start = [new_markdown_cell(_FIRST[language]), new_code_cell(first.strip())]
    if lab.modules:
        start += [new_markdown_cell(_MODULES[language]), new_code_cell(_inlined(lab.modules))]
    cells[1:1] = start
    for number, cell_made in enumerate(cells):
        cell_made["id"] = digest(str(number), cell_made.source)[:8]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return made


def _inlined(modules: tuple[Path, ...]) -> str:
    parts = [_LOADER]
    for module in modules:
        source = _SECTION_MARK.sub("", module.read_text("utf-8"))
        quoted = f"r'''\n{source}'''" if "'''" not in source else repr(source)
        parts.append(f'_module("{module.stem}", {quoted})\n\n')
    return "".join(parts).strip()


def _plain(lab: Lab, text: str, found: Results | None, page_address: str) -> str:
    """Markdown that any notebook shows."""
    text = "\n".join(shown for line in text.split("\n") for shown in expand_lines(lab.page, line))
    text = filled(with_plain_values(lab.page, text, found.values if found else None))
    text = _FIGURE.sub(lambda match: f"*{match[1]}*" if match[1] else "", text)
    text = _BLOCK.sub("", text)
    text = _ERRATUM.sub("", text)
    text = _HEADING_ID.sub("", text)
    text = _ATTRIBUTES.sub("", text)
    text = _ADMONITION.sub(_quotation, text)
    text = _CITATION.sub(_short_citation, text)
    text = _PAGE_LINK.sub(lambda match: f"]({_address(page_address, match)})", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _quotation(match: re.Match[str]) -> str:
    body = [line[4:] for line in match["body"].rstrip().split("\n")]
    lines = [f"**{match['title']}**", "", *body] if match["title"] else body
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n"


def _short_citation(match: re.Match[str]) -> str:
    """`[@key, Table 3]` as (title, address)."""
    sources = read_sources()

    def one(key: re.Match[str]) -> str:
        source = sources[key[1]]
        title = source.fields.get("title", source.key)
        return f"[{title}]({source.url})" if source.url else title

    return "(" + _KEY.sub(one, match[1]) + ")"


def _address(page_address: str, match: re.Match[str]) -> str:
    """A page's address for a link that leads to its Markdown file."""
    path = re.sub(r"(^|/)index$", r"\1", match[1])
    place = urljoin(page_address, f"../{path}")
    return place + ("" if place.endswith("/") else "/") + (match[2] or "")


def files(lab: Lab, found: Results | None, page_address: str) -> dict[str, str]:
    """The downloads of a lab: file name to text."""
    made = notebook(lab, found, page_address)
    script = jupytext.writes(made, fmt="py:percent")
    script = re.sub(r"\A# ---\n.*?# ---\n+", "", script, flags=re.S)
    return {f"{lab.file.stem}.ipynb": writes(made) + "\n", f"{lab.file.stem}.py": script}
