"""Measures builds, edits and the weight of pages: `make bench` (some minutes).

Everything happens in a copy, so that nobody's work is touched. Times depend on what else the
machine does: the load is printed with them, and the processor's time beside the clock's.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handbook.paths import NODE_MODULES, ROOT
from handbook.serving import served
from handbook.weights import HTML_LIMIT, VISIT_LIMIT, table, weights

BUILD_LIMIT = 0.06  # s a page
EDIT_LIMIT = 2.0  # s
RUNS = 5
EDITED = "decisions/decode_speed"  # its model is in no lab, which would run again
_PARTS = ("docs", "handbook", "overrides", "snippets", "mkdocs.yml", "package-lock.json")
_OURS = ("mkdocs", "build", "--quiet", "--site-dir")
_VARIANTS = {
    "plain": "our Markdown extensions and hooks off",
    "stock": "stock Material, with the same content",
}


class Build(NamedTuple):
    """One build."""

    seconds: float
    processor_seconds: float
    pages: int


class Edit(NamedTuple):
    """Seconds from saving an edit to being served it, one for each run."""

    what: str
    seconds: list[float]


def say(text: str) -> None:
    """Print at once, for those who wait."""
    print(text, flush=True)


def load() -> str:
    """Tell how busy the machine is."""
    minutes = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} processors; load in the last 1, 5, 15 minutes: {minutes}"


def copy_project(target: Path) -> None:
    """Copy what a build needs."""
    target.mkdir(parents=True)
    for part in _PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target / part)
    (target / "node_modules").symlink_to(NODE_MODULES)
    labs = Path(".cache", "handbook", "labs")
    if (ROOT / labs).exists():
        shutil.copytree(ROOT / labs, target / labs)


def build(project: Path, module: tuple[str, ...], target: Path) -> Build:
    """Build a project in a process of its own.

    Raises:
        RuntimeError: it does not build.
    """
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", *module, str(target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"`{' '.join(command)}` fails:\n{done.stdout}{done.stderr}")
    processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return Build(seconds, processor, len(list(target.rglob("*.html"))))


def _uncached(project: Path, site: Path) -> Build:
    """Build with nothing kept from another build but what the labs put out: they take minutes."""
    for kept in (project / ".cache" / "handbook").glob("*"):
        if kept.name != "labs":
            shutil.rmtree(kept)
    return build(project, _OURS, site)


def builds(project: Path, site: Path, runs: int) -> None:
    """Print how long builds take; leave the last one of ours in `site`."""
    say(f"{'clean build, median':46} {'s':>6} {'pages':>6} {'s a page':>9} {'of processor':>13}")

    def line(name: str, made: list[Build]) -> float:
        seconds = statistics.median(each.seconds for each in made)
        pages = made[0].pages
        processor = statistics.median(each.processor_seconds for each in made) / pages
        say(f"{name:46} {seconds:6.1f} {pages:6} {seconds / pages:9.3f} {processor:13.3f}")
        return seconds / pages

    ours = {
        "ours, with an empty cache": [_uncached(project, site) for _ in range(runs)],
        "ours": [build(project, _OURS, site) for _ in range(runs)],
    }
    missed = [name for name, made in ours.items() if line(name, made) > BUILD_LIMIT]
    for variant, name in _VARIANTS.items():
        module = ("handbook.stock", variant)
        line(name, [build(project, module, site.with_name(variant)) for _ in range(2)])
    say(f"the limit is {BUILD_LIMIT} s a page{''.join(f'; MISSED: {name}' for name in missed)}")


def _included(project: Path, page: Path) -> tuple[Path, str]:
    """The first section of a snippet that a page shows: its file, and the mark of its end."""
    found = re.search(r'--8<-- "(snippets/[^":]+\.py):(\w+)"', page.read_text("utf-8"))
    if found is None:
        raise LookupError(f"{page} shows no section of a snippet")
    return project / found[1], f"# --8<-- [end:{found[2]}]"


def edits(project: Path, runs: int) -> Iterator[Edit]:
    """Edit a page, then a snippet that it shows, while both languages are served."""
    page = project / "docs" / "zh" / f"{EDITED}.md"
    snippet, end = _included(project, page)
    zh, en = f"{EDITED}/", f"en/{EDITED}/"

    def edit_page(mark: str) -> None:
        page.write_text(f"{page.read_text('utf-8')}\n{mark}\n", "utf-8")

    def edit_snippet(mark: str) -> None:
        text = snippet.read_text("utf-8")
        snippet.write_text(text.replace(end, f"# {mark}\n{end}"), "utf-8")

    with served(project, project / "served.log") as site:
        for what, edit, places in (
            ("a page", edit_page, (zh,)),
            ("a snippet, shown in both languages", edit_snippet, (zh, en)),
        ):
            seconds = []
            for run in range(runs):
                time.sleep(1.0)  # one reads what came before one edits again
                mark = f"edit {run} of {what}"
                edit(mark)
                seconds.append(site.wait_for(mark, *places))
            yield Edit(what, seconds)


def main(runs: int = RUNS) -> int:
    """Print the tables."""
    say(f"{load()}\n")
    with tempfile.TemporaryDirectory() as name:
        project, site = Path(name) / "project", Path(name) / "site"
        copy_project(project)
        say("Running the labs ...")
        build(project, _OURS, site)
        builds(project, site, runs)
        say(f"\n{'edit, to the new page served':46} {'median':>6} {'worst':>6}  s, of {runs}")
        for what, seconds in edits(project, runs):
            median = statistics.median(seconds)
            verdict = "" if median <= EDIT_LIMIT else "  MISSED"
            say(f"{what:46} {median:6.2f} {max(seconds):6.2f}{verdict}")
        say(f"the limit is {EDIT_LIMIT:g} s")
        limits = f"{HTML_LIMIT / 1000:.0f} kB of HTML, {VISIT_LIMIT / 1000:.0f} kB in all"
        say(f"\nFirst visits, the heaviest; the limit is {limits}")
        say(table(weights(site)))
    say(f"\n{load()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
