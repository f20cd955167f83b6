"""A headless Chromium for what drives the built site."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# JavaScript: the theme's script, which comes after the first paint, is there.
READY = "document.documentElement.dataset.theme === 'ready'"


class NoBrowserError(RuntimeError):
    """Neither Playwright nor the machine has a Chromium."""


def program(playwright: Playwright) -> Path:
    """Return Playwright's own Chromium if it was installed, else the machine's.

    Raises:
        NoBrowserError: there is none.
    """
    own = Path(playwright.chromium.executable_path)
    names = ("chromium", "chromium-browser", "google-chrome")
    found = own if own.exists() else next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise NoBrowserError(
            "no Chromium: install your system's package, or type "
            "`.venv/bin/playwright install chromium`"
        )
    return Path(found)


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a browser as long as the block runs.

    Raises:
        NoBrowserError: there is none.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(playwright), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
