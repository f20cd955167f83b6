"""Labs in MkDocs: mkdocs-jupyter converts a notebook with our exporter, unless nothing changed.

What it makes is Markdown, which MkDocs then converts like any page's: headings, formulas, citations
and the search work as everywhere, and nothing foreign is inlined.
"""

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs_jupyter import nbconvert2, plugin
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from handbook import downloads, notebooks
from handbook.cache import kept
from handbook.execution import is_known, results
from handbook.lab_pages import page_markdown
from handbook.pages import PageError, current

log = get_plugin_logger("labs")


class PageExporter(Exporter):
    """nbconvert's exporter for a lab: the page's Markdown and the downloads, as JSON.

    The lab is the page that is being converted.
    """

    serving = False
    """Whether a server shows the labs, which runs only those that change."""
    may_run = True
    """Whether a lab that is converted and has not run as it is now is to be run."""
    address = ""
    """The page's address, from which the links in its downloads start."""

    def __init__(self, config: Any = None, **_: Any) -> None:
        super().__init__(config=config)  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]  # text, as all exporters but the base return
        self, nb: NotebookNode, resources: Any = None, **_: Any
    ) -> tuple[str, Any]:
        """Return what a notebook, as jupytext read it, becomes."""
        lab = notebooks.from_notebook(current().file, nb)
        found = results(lab, log.info) if self.may_run or is_known(lab) else None
        made = {
            "markdown": page_markdown(lab, found, lab.page.language),
            "downloads": downloads.files(lab, found, self.address),
        }
        return json.dumps(made), resources


def install(*, serving: bool) -> None:
    """Give mkdocs-jupyter our exporter, and our way to tell notebooks.

    Its own reads every page several times; and for the contents, which MkDocs takes from our page,
    it would convert each notebook once more. A server's first build shows the labs as they are
    known, so that a newcomer waits for none. After `edited` a lab that is converted again has
    changed, and runs; what the first build showed of the others is kept.
    """
    nbconvert2.HTMLExporter = PageExporter
    plugin.Plugin.should_include = _is_notebook
    plugin._get_nb_toc_tokens = lambda *_: ([], None)
    PageExporter.serving = serving
    PageExporter.may_run = not serving


def edited() -> None:
    """Say that what changes from now on was changed by somebody who wants to see it run."""
    PageExporter.may_run = True


def _is_notebook(_plugin: plugin.Plugin, file: File) -> bool:
    return file.abs_src_path is not None and notebooks.is_lab(Path(file.abs_src_path))


def markdown(page: Page, config: MkDocsConfig, files: Files, machinery: str) -> str:
    """The Markdown of a lab's page; its downloads are written to the site.

    Raises:
        PageError: the notebook cannot be read, a cell fails, or a figure is not explained.
    """
    convert = vars(page).pop("render")  # mkdocs-jupyter's; MkDocs' own comes after
    PageExporter.address = page.canonical_url or ""
    asked_by = "server" if PageExporter.serving else "build"
    text = current().file.read_text("utf-8")
    key = "\0".join((machinery, asked_by, PageExporter.address, page.file.src_uri, text))

    def make() -> str:
        try:
            convert(config, files)
        except PageError:
            raise
        except Exception as error:  # of jupytext, which has several
            what = f"this notebook cannot be read: {error}"
            raise current().error(what, "jupyter:", mend="begin it as the other labs begin") from (
                error
            )
        return str(page.content)

    made = json.loads(kept("lab_pages", key, make))
    folder = Path(page.file.abs_dest_path).parent
    for name, download in made["downloads"].items():
        write_file(download.encode(), str(folder / name))
    return str(made["markdown"])
