"""Measures pages with Lighthouse, and stock Material beside them: `make lighthouse`.

A simulated phone on a slow line. Whatever else the machine does shows in the times, so both sites
are measured in turns and their medians stand side by side.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from handbook.browser import ARGUMENTS, NoBrowserError, program
from handbook.loopback import serving
from handbook.node import find_node
from handbook.paths import ROOT

PAGES = ("", "article/mathematics/", "article/practice/", "decisions/model_size/")
LANGUAGES = ("", "en/")
LIGHTHOUSE = ROOT / "tests" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
BUILDS = {
    "ours": ("mkdocs", "build", "--quiet", "--site-dir"),
    "stock": ("handbook.stock", "stock"),
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
ATTEMPTS = 3  # a busy machine may miss the first paint
FLAGS = [
    "--headless=new",
    *(flag for flag in ARGUMENTS if not flag.startswith("--host-resolver-rules")),
]
HEAD = f"{'page':28} perf a11y best  seo   FCP   LCP   TBT   CLS"


@dataclass(frozen=True)
class Figures:
    """One run: scores from 0 to 100, times in seconds, the share of the screen that jumps."""

    performance: float
    accessibility: float
    best_practices: float
    seo: float
    first_paint: float
    largest_paint: float
    blocking: float
    layout_shift: float


def figures(report: dict[str, Any]) -> Figures:
    """Return the figures of a Lighthouse report."""
    scores = [100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES]
    *times, shift = (report["audits"][name]["numericValue"] for name in AUDITS)
    return Figures(*[*scores, *(time / 1000 for time in times), shift])


def failed(report: dict[str, Any]) -> set[str]:
    """Return what a report finds wrong apart from speed."""
    return {
        reference["id"]
        for name in CATEGORIES[1:]
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"] and report["audits"][reference["id"]]["score"] == 0
    }


def medians(runs: list[Figures]) -> Figures:
    """Return the median of each figure."""
    return Figures(*map(statistics.median, zip(*map(astuple, runs), strict=True)))


def row(name: str, found: Figures) -> str:
    """Return a line of the table."""
    values = astuple(found)
    scores = " ".join(f"{score:4.0f}" for score in values[:4])
    times = " ".join(f"{seconds:5.2f}" for seconds in values[4:7])
    return f"{name:28} {scores} {times} {values[7]:5.3f}"


def build(variant: str, target: Path, address: str) -> None:
    """Build a site for the address at which it will be served."""
    environment = {**os.environ, "HANDBOOK_SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", *BUILDS[variant], str(target)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"`{' '.join(command)}` fails:\n{done.stdout}{done.stderr}")


def report(node: Path, chromium: Path, address: str) -> dict[str, Any]:
    """Run Lighthouse once on a page and return what it says."""
    command = [
        str(node),
        str(LIGHTHOUSE),
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(FLAGS)}",
    ]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
    raise RuntimeError(f"Lighthouse fails on {address}:\n{done.stderr[-2000:]}")


def say(text: str) -> None:
    """Print at once, for those who wait."""
    print(text, flush=True)


def measure(node: Path, chromium: Path, pages: list[str], runs: int) -> None:
    """Build both sites, measure each page in turns, print the medians."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        addresses = {}
        for variant in BUILDS:
            say(f"Building the site: {variant} ...")
            target = Path(folder, variant)
            target.mkdir()
            addresses[variant] = stack.enter_context(serving(target)).address
            build(variant, target, addresses[variant])
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        say(
            f"{2 * runs * len(pages)} visits, some 10 s each. Medians of {runs}, times in seconds; "
            f"{os.cpu_count()} processors, load of the last 1, 5, 15 minutes: {load}.\n\n{HEAD}"
        )
        for page in pages:
            found: dict[str, list[Figures]] = {variant: [] for variant in BUILDS}
            wrong: set[str] = set()
            for _ in range(runs):
                for variant, address in addresses.items():
                    answer = report(node, chromium, address + page)
                    found[variant].append(figures(answer))
                    wrong |= failed(answer) if variant == "ours" else set()
            say(row(f"/{page}", medians(found["ours"])))
            say(row("  stock Material", medians(found["stock"])))
            if wrong:
                say(f"  not passed: {', '.join(sorted(wrong))}")


def main(arguments: list[str]) -> int:
    """Measure the pages given, or the usual ones."""
    parser = argparse.ArgumentParser(prog="make lighthouse")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("pages", nargs="*", help="for example en/errata/")
    chosen = parser.parse_args(arguments)
    pages = chosen.pages or [language + page for page in PAGES for language in LANGUAGES]
    node = find_node()
    if node is None or not LIGHTHOUSE.exists():
        print("Lighthouse is not installed: type `make lighthouse`", file=sys.stderr)
        return 1
    try:
        with sync_playwright() as playwright:
            chromium = program(playwright)
        measure(node, chromium, [page.lstrip("/") for page in pages], chosen.runs)
    except (NoBrowserError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
