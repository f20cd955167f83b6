"""Converts pages in a second process, from each language's last page back, and meets the build.

Only where nothing was converted before: after a checkout, or when the machinery has changed. What
the second process converts, the build finds in .cache/ as if from an earlier build. It says
nothing: a page with a fault is not kept, so the build comes to it and reports it.
"""

import os
import signal
import sys
import tempfile
from contextlib import suppress
from typing import Any, NoReturn

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from handbook import execution

# Elsewhere a process cannot be copied, or not once libraries have started threads.
_CAN_COPY_ITSELF = sys.platform == "linux" and (os.cpu_count() or 1) > 1
_process: int | None = None


def start(config: MkDocsConfig) -> None:
    """Begin, before the first page of the first language is converted."""
    global _process
    if not _CAN_COPY_ITSELF or _process is not None:
        return
    _process = os.fork()
    if _process == 0:
        with suppress(BaseException), tempfile.TemporaryDirectory() as site:
            _be_silent()
            signal.signal(signal.SIGTERM, lambda *_: sys.exit())
            config.site_dir = site
            _convert(config)
        os._exit(0)


def stop() -> None:
    """End: every page is converted, or the build has failed."""
    global _process
    if _process is not None:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(_process, signal.SIGTERM)
            os.waitpid(_process, 0)
        _process = None


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _convert(config: MkDocsConfig) -> None:
    execution.run = _leave_to_the_build  # type: ignore[assignment]
    i18n: Any = config.plugins["i18n"]
    i18n.building = True
    for language in i18n.build_languages:
        i18n.current_language = language
        config, files = _files(config)
        for file in reversed(files.documentation_pages()):
            if file.page is not None:
                with suppress(Exception):  # the build comes to it and says what is wrong
                    build._populate_page(file.page, config, files, False)


def _leave_to_the_build(*_: object) -> NoReturn:
    raise RuntimeError("a lab that has not run yet runs in the build, once for both languages")


def _files(config: MkDocsConfig) -> tuple[MkDocsConfig, Files]:
    """What `mkdocs.commands.build.build` does before it converts pages."""
    config = config.plugins.on_config(config)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    config.plugins.on_nav(nav, config=config, files=files)
    return config, files
