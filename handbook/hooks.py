"""MkDocs hooks: with ahead.py, labs.py and rebuild.py the only code that knows MkDocs.

Keep it thin (see the README's map).
"""

import shutil
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from pymdownx.snippets import SnippetMissingError

from handbook import (
    ahead,
    decision_forms,
    font_subset,
    formula_fonts,
    labs,
    rebuild,
    search,
)
from handbook.cards import card
from handbook.includes import expand
from handbook.notebooks import is_lab
from handbook.pages import PageError, current, set_current
from handbook.paths import NODE_MODULES, ROOT, VENDOR, relative
from handbook.source_files import unreadable

# By the language's folder in the site, "" or "en/": what the search finds, what the formulas show.
_searched: dict[str, list[search.Entry]] = {}
_formulas: dict[str, list[formula_fonts.Glyphs]] = {}


def on_startup(command: str, **_: Any) -> None:
    """Answer unchanged pages from the cache; give mkdocs-jupyter the exporter of our pages."""
    rebuild.install(serving=command == "serve")
    labs.install(serving=command == "serve")


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin a build; while serving, with the machinery as the files hold it now."""
    i18n: Any = config.plugins["i18n"]
    if not i18n.building:
        rebuild.begin(config)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Begin a language; what the theme brings and no page loads is not published."""
    _searched[_folder(config)] = []
    _formulas[_folder(config)] = []
    for file in list(files):
        if file.src_uri.startswith("assets/javascripts/lunr/"):
            files.remove(file)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **event: Any) -> str:
    """Tell the Markdown extensions which page comes next; make a notebook's Markdown."""
    set_current(Path(config.docs_dir) / page.file.src_uri)
    if is_lab(current().file):
        return labs.markdown(page, config, event["files"], rebuild.machinery())
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Take the page into its language's search index; the theme's slow indexing gets nothing."""
    options = page.meta.get("search", {})
    if not options.get("exclude"):
        text = search.PageText(
            page.url.removeprefix(_folder(config)),
            html,
            str(page.title),
            str(page.meta.get("description", "")),
            tuple(map(str, page.meta.get("keywords", ()))),
            float(options.get("boost", 1)),
        )
        _searched[_folder(config)] += search.entries(text)
    page.meta["search"] = {**options, "exclude": True}
    if formula_fonts.START in html:
        css = (VENDOR / "katex" / "katex.min.css").read_text("utf-8")
        _formulas[_folder(config)].append(formula_fonts.glyphs(html, css))
    _add_card(page, config)
    return html


def _add_card(page: Page, config: MkDocsConfig) -> None:
    """Give each page the picture that stands beside links to it."""
    try:
        title = config.site_name if page.url in ("./", "", _folder(config)) else page.title
        picture = card(str(title), config.site_name)
    except FileNotFoundError as error:
        raise BuildError(str(error)) from None
    page.meta["card"] = f"assets/cards/{picture.name}"
    target = Path(config.site_dir) / page.meta["card"]
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture, target)


def _folder(config: MkDocsConfig) -> str:
    """Return the folder of the language that is being built, from the site's root."""
    i18n: Any = config.plugins["i18n"]
    return "" if i18n.is_default_language_build else f"{i18n.current_language}/"


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page of the root's language: each language would write over it."""
    return "" if template_name == "404.html" and _folder(config) else output_content


@event_priority(-200)  # after the languages' plugin, which at this point builds the other languages
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Write each language's search index, the formulas' fonts, the files that forms run."""
    i18n: Any = config.plugins["i18n"]
    if i18n.building:
        return
    for folder, found in _searched.items():
        target = Path(config.site_dir) / folder / "search"
        index = search.index(f"{folder}search/entries.json")
        write_file(index.encode(), str(target / "search_index.json"))
        write_file(search.entries_file(found).encode(), str(target / "entries.json"))
    ahead.stop()
    labs.edited()
    shown = formula_fonts.together([page for pages in _formulas.values() for page in pages])
    font_subset.write(Path(config.site_dir) / "assets" / "vendor" / "katex", shown)
    decision_forms.copy_sources(Path(config.site_dir) / "assets" / "snippets")


def on_build_error(error: Exception, **_: Any) -> None:
    """Say what is wrong on a page in one line instead of a traceback."""
    ahead.stop()
    if isinstance(error, PageError):
        raise BuildError(str(error)) from None
    if isinstance(error, BuildError):
        return
    for file, line, what, mend in unreadable(ROOT):
        raise BuildError(f"{relative(file)}:{line}: {what}. To mend it: {mend}") from None
    if isinstance(error, OSError) and error.filename:
        file = Path(error.filename)
        mend = "if another build is running, build again after it; else free or remove that file"
        if file.is_relative_to(VENDOR) or file.is_relative_to(NODE_MODULES):
            mend = "type `make setup`"
        raise BuildError(f"{relative(file)}: {error.strerror}. To mend it: {mend}") from None
    if isinstance(error, SnippetMissingError):
        try:
            expand(current().file)
        except PageError as located:
            raise BuildError(str(located)) from None


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:
    """Rebuild when a snippet, the machinery or a template changes, not only when a page does."""
    for folder in ("snippets", "handbook", "overrides"):
        server.watch(str(ROOT / folder))
    return server
