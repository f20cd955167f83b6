"""What a browser loads on a first visit is what handbook.weights counts, and within the budget."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handbook.loopback import serving
from handbook.weights import VISIT_LIMIT, weigh, weights
from tests.browser.conftest import new_context

NOT_COUNTED = ("search_index.json", "entries.json", "favicon.svg")


@pytest.fixture(scope="module")
def pages(site: Path) -> list[str]:
    """The heaviest pages, both home pages, one with a form."""
    return [*(weight.page for weight in weights(site)[:4]), "", "en/", "decisions/capacity/"]


def test_first_visit(browser: Browser, site: Path, pages: list[str]) -> None:
    with serving(site) as served:
        for path in pages:
            served.sent.clear()
            visitor = new_context(browser, viewport={"width": 412, "height": 823})
            tab = visitor.new_page()
            tab.goto(served.address + path, wait_until="networkidle")
            tab.add_style_tag(content="* { content-visibility: visible !important }")
            tab.wait_for_load_state("networkidle")
            tab.evaluate("document.fonts.ready.then(() => undefined)")
            visitor.close()
            loaded = {sent.path: sent for sent in served.sent}
            assert all(sent.status == 200 for sent in loaded.values()), loaded
            counted = [sent.size for name, sent in loaded.items() if not name.endswith(NOT_COUNTED)]
            assert sum(counted) == weigh(site, site / path / "index.html").total, (path, loaded)
            assert sum(counted) <= VISIT_LIMIT, (path, loaded)
