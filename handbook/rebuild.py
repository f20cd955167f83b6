"""Makes MkDocs convert and render only the pages whose sources changed.

MkDocs builds every page anew, each time. This module wraps a few of its functions:

- converting Markdown is answered from .cache/ when the page, everything it includes and the
  machinery are unchanged;
- templates are compiled once and kept in .cache/, and the theme's 15,000 icons are not listed;
- while serving, edits are seen sooner, and rendering a page is answered from memory when the page,
  the navigation and the templates are unchanged.

A page whose conversion logged a warning is never answered from the cache, so no warning is lost.
A process converts with the code that it loaded: when that changes, the server starts again.
"""

import gc
import hashlib
import json
import logging
import os
import pickle
import shutil
import sys
from collections.abc import Sequence
from functools import cache, lru_cache, partialmethod
from importlib.metadata import distributions
from pathlib import Path

import jinja2
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from pymdownx.snippets import SnippetPreprocessor

from handbook import ahead
from handbook.cache import keep, whole
from handbook.pages import collecting_uses, uses
from handbook.paths import CACHE, DOCS, ROOT, relative

log = get_plugin_logger("handbook")

_RESULT = ("content", "toc", "_title_from_render", "present_anchor_ids")
_render_markdown = Page.render
_build_page = build._build_page
_get_env = Theme.get_env
_clean_directory = utils.clean_directory
_new_server = LiveReloadServer.__init__
_LOOK_INTERVAL = 0.2  # s; MkDocs looks for edits every 0.5 s
_snippet_path = SnippetPreprocessor.get_snippet_path
_outputs: dict[str, tuple[str, bytes]] = {}
_started_with = ""


def install(*, serving: bool) -> None:
    """Wrap MkDocs' functions."""
    global _started_with
    _started_with = _read_once()
    # What a build makes lives until its end: looking for garbage in it takes a tenth of its time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    Page.render = render_markdown  # type: ignore[method-assign, assignment]
    Theme.get_env = template_environment  # type: ignore[method-assign, assignment]
    SnippetPreprocessor.get_snippet_path = _used_snippet_path
    build._build_page = build_page if serving else _build_page
    if serving:
        looking = partialmethod(_new_server, polling_interval=_LOOK_INTERVAL)
        LiveReloadServer.__init__ = looking  # type: ignore[assignment, method-assign]


def begin(config: MkDocsConfig) -> None:
    """Begin a build of all languages, with our code as the files hold it now.

    Raises:
        BuildError: our code was changed and does not parse; the server goes on with the old one.
    """
    # The languages' plugin keeps MkDocs from cleaning the site before the second language. Where a
    # build fails between the two, it forgets to undo that.
    utils.clean_directory = _clean_directory
    if _started_with and _read_once() != _started_with:
        _start_again(config)
    if not _converted().exists():
        _forget_others()
        ahead.start(config)


def _start_again(config: MkDocsConfig) -> None:
    for file in _code():
        try:
            compile(file.read_bytes(), file, "exec")
        except SyntaxError as error:
            place = f"{relative(file)}:{error.lineno}"
            raise BuildError(f"{place}: {error.msg}: mend it, then it is loaded") from None
    log.info("The machinery has changed: starting again")
    shutil.rmtree(config.site_dir, ignore_errors=True)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


class _Warnings(logging.Handler):
    """Counts what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1


def _digest(*parts: str | bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() if isinstance(part, str) else part)
        whole.update(b"\0")
    return whole.hexdigest()[:32]


def _content(file: Path) -> str:
    try:
        return _digest(file.read_bytes())
    except OSError:
        return ""


@cache
def _packages() -> str:
    return repr(sorted({(found.name, found.version) for found in distributions()}))


def _code() -> list[Path]:
    return sorted((ROOT / "handbook").rglob("*.py"))


def _read_once() -> str:
    """Changes when a file does that a process reads once: our code, the search's own words."""
    return _digest(*map(_content, [*_code(), DOCS / "search_terms.yml"]))


@cache
def machinery() -> str:
    """Differs where pages are converted by other code: ours, a package from PyPI or from npm.

    And where the project stands: what is kept names the files it was made from by their full paths,
    which in a copy of the project with its cache would be those of the original.
    """
    return _digest(str(ROOT), _packages(), *map(_content, [*_code(), ROOT / "package-lock.json"]))


def _converted() -> Path:
    """Where conversions are kept; another folder for other machinery."""
    return CACHE / "pages" / machinery()


def _forget_others() -> None:
    """Remove what other machinery converted, but for the last: a branch one may go back to."""
    others = sorted((CACHE / "pages").glob("*"), key=lambda folder: folder.stat().st_mtime)
    for folder in others[:-1]:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(config: MkDocsConfig) -> str:
    """The part of the configuration that a page's conversion depends on."""
    return json.dumps(
        [config.markdown_extensions, config.mdx_configs, repr(config.validation)],
        default=lambda value: getattr(value, "__qualname__", type(value).__qualname__),
        sort_keys=True,
    )


def render_markdown(page: Page, config: MkDocsConfig, files: Files) -> None:
    """`Page.render`, answered from the cache where nothing it depends on has changed."""
    others = "\n".join(sorted(file.src_uri for file in files))
    settings = _settings(config)
    key = _digest(settings, page.file.src_uri, page.markdown or "", others)
    entry = _converted() / key
    if not _restore(page, files, entry):
        warnings = _Warnings()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warnings)
        try:
            with collecting_uses() as used:
                _render_markdown(page, config, files)
        finally:
            logger.removeHandler(warnings)
        if not warnings.count:
            _store(page, entry, used)


def _used_snippet_path(preprocessor: SnippetPreprocessor, path: str) -> str | None:
    """`SnippetPreprocessor.get_snippet_path`; what a page includes, it depends on."""
    found: str | None = _snippet_path(preprocessor, path)
    if found is not None:
        uses(Path(found))
    return found


def _store(page: Page, entry: Path, used: set[Path]) -> None:
    state = {name: getattr(page, name) for name in _RESULT}
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    contents = [(str(file), _content(file)) for file in sorted(used)]
    keep(entry, pickle.dumps((contents, state, links)))


def _restore(page: Page, files: Files, entry: Path) -> bool:
    content = whole(entry)
    if content is None:
        return False
    used, state, links = pickle.loads(content)
    if any(_content(Path(file)) != content for file, content in used):
        return False
    for name, value in state.items():
        setattr(page, name, value)
    targets = {file.src_uri: file for file in files}
    page.links_to_anchors = {
        targets[uri]: anchors for uri, anchors in links.items() if uri in targets
    }
    return True


class _Templates(jinja2.FileSystemLoader):
    """Finds templates, and lists them without the hidden folders, which MkDocs passes over."""

    def list_templates(self) -> list[str]:
        """List the templates below every folder."""
        found: set[str] = set()
        for place in self.searchpath:
            for folder, below, names in os.walk(place, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                relative = Path(folder).relative_to(place)
                found.update((relative / name).as_posix() for name in names)
        return sorted(found)


def template_environment(theme: Theme) -> jinja2.Environment:
    """`Theme.get_env`, with compiled templates kept."""
    env = _get_env(theme)
    env.loader = _Templates(theme.dirs)
    compiled = CACHE / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(compiled))
    return env


@lru_cache(maxsize=1)
def _surroundings(nav: Navigation, *about: str) -> str:
    """What every page shows of the others, and the templates: the same for a whole language."""
    overrides = sorted(file for file in (ROOT / "overrides").rglob("*") if file.is_file())
    return _digest(
        machinery(),
        *about,
        repr([(page.title, page.url) for page in nav.pages]),
        *map(_content, [ROOT / "mkdocs.yml", *overrides]),
    )


def build_page(
    page: Page,
    config: MkDocsConfig,
    doc_files: Sequence[File],
    nav: Navigation,
    env: jinja2.Environment,
    dirty: bool = False,
    excluded: bool = False,
) -> None:
    """MkDocs's `_build_page`, answered from memory where the page comes out the same."""
    target = page.file.abs_dest_path
    around = _surroundings(nav, str(config.site_name), str(config.site_url))
    key = _digest(around, page.content or "", repr(page.meta), str(page.title), page.url)
    before = _outputs.get(target)
    if before and before[0] == key:
        utils.write_file(before[1], target)
        return
    _build_page(page, config, doc_files, nav, env, dirty, excluded)
    _outputs[target] = (key, Path(target).read_bytes())
