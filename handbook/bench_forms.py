"""Measure the forms of the decision pages: first change to first result, with a slowed processor.

Run it on a built site: `python -m handbook.bench_forms site`. Each visit is a new one, with empty
caches; the time runs from the keystroke to the result on the page, interpreter loaded in between.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from handbook.browser import launched
from handbook.decision_data import examples
from handbook.loopback import Site, serving

VISITS = 5
SLOWDOWN = 4  # a phone of the middle class beside a desktop, as Lighthouse takes it
LIMIT_SECONDS = 1.0
LIMIT_BYTES = 230_000
# The case loads the code of the six models that it runs through.
LIMIT_BYTES_CASE = 255_000

# Types a number that is the example's own into the first field; answers with milliseconds.
_FIRST_RESULT = """() => new Promise((done) => {
    const form = document.querySelector(".decision-form");
    const field = form.querySelector("[data-input] :is(input, textarea)");
    const start = performance.now();
    new MutationObserver(() => {
        if (["done", "error", "unavailable"].includes(form.dataset.state)) {
            done([form.dataset.state, performance.now() - start]);
        }
    }).observe(form, { attributeFilter: ["data-state"] });
    field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


@dataclass(frozen=True)
class Measured:
    """One form: the seconds of each visit, and what the first use loaded."""

    model: str
    seconds: Sequence[float]
    size: int


def measure(browser: Browser, site: Site, model: str, visits: int = VISITS) -> Measured:
    """Visit a model's page several times and use its form.

    Raises:
        RuntimeError: the form came to no result.
    """
    times, sizes = [], []
    for _ in range(visits):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site.address}en/{model}/", wait_until="networkidle")
        page.wait_for_selector(".decision-form[data-state=ready]")
        client = context.new_cdp_session(page)
        client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        before = len(site.sent)
        state, milliseconds = page.evaluate(_FIRST_RESULT)
        if state != "done":
            raise RuntimeError(f"{model}: {page.inner_text('.form-status')}")
        times.append(milliseconds / 1000)
        sizes.append(sum(sent.size for sent in site.sent[before:] if "favicon" not in sent.path))
        context.close()
    return Measured(model, times, max(sizes))


def limit(model: str) -> int:
    """Return how many bytes the first use of a form may load."""
    return LIMIT_BYTES_CASE if model.endswith("_case") else LIMIT_BYTES


def main(folder: Path) -> int:
    """Print each form's median and weight; return 1 if one is over its limit."""
    is_over = False
    with serving(folder) as site, launched() as browser:
        for model in examples():
            found = measure(browser, site, model)
            middle = median(found.seconds)
            fails = middle > LIMIT_SECONDS or found.size > limit(model)
            is_over |= fails
            print(
                f"{model:<36}{middle:5.2f} s (limit {LIMIT_SECONDS:g} s, processor 1/{SLOWDOWN})"
                f"{found.size / 1e3:8.1f} kB (limit {limit(model) / 1e3:g} kB)"
                f"{'  OVER' if fails else ''}",
                flush=True,
            )
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
