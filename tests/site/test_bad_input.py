"""What each kind of mistake gets: the build stops, and names the file, the line and what to do."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.site import small_site

MODULE = """\
# --8<-- [start:double]
def double(x: float) -> float:
    return 2 * x
# --8<-- [end:double]
"""


def build(folder: Path, body: str, *, installed: bool = True) -> subprocess.CompletedProcess[str]:
    """Build a copy of the machinery with a page in each language; the Chinese one has the text."""
    small_site.make(folder, installed=installed)
    for language, text in (("zh", body), ("en", "Other half.")):
        page = small_site.page("Title", text, "A page made for a test of error messages.")
        small_site.write(folder, f"docs/{language}/index.md", page)
    small_site.write(folder, "snippets/part/double.py", MODULE)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


BAD = {
    "a snippet file that does not exist": (
        '```python\n--8<-- "snippets/part/missing.py"\n```',
        ["docs/zh/index.md:8", "snippets/part/missing.py", "correct the path"],
    ),
    "a section that does not exist": (
        '```python\n--8<-- "snippets/part/double.py:treble"\n```',
        ["docs/zh/index.md:8", "treble", "[start:name]"],
    ),
    "TeX that KaTeX rejects": (
        r"Here $\frac{a}{b$ stands.",
        ["docs/zh/index.md:7", "KaTeX rejects", "correct the TeX"],
    ),
    "a diagram that does not parse": (
        "```mermaid\nflowchart TD\naccTitle: a\naccDescr: b\nA[open --> B\n```",
        ["docs/zh/index.md:8", "does not parse"],
    ),
    "a diagram without a text alternative": (
        "```mermaid\nflowchart TD\nA --> B\n```",
        ["docs/zh/index.md:8", "accTitle"],
    ),
    "a figure that was not recorded": (
        "![what it shows](figure:part/double.curve)",
        ["docs/zh/index.md:7", "part/double.curve.zh.svg", "make record MODULE=part/double"],
    ),
    "a value that was not recorded": (
        "It is [[part/double.result:.1f]].",
        ["docs/zh/index.md:7", "part/double", "make record MODULE=part/double"],
    ),
    "a citation key that is not in the bibliography": (
        "As shown [@nobody1900nothing].",
        ["docs/zh/index.md:7", "nobody1900nothing", "docs/references.bib"],
    ),
    "a generated block that does not exist": (
        "::: nonsense",
        ["docs/zh/index.md:7", "nonsense", "write one of"],
    ),
    "a broken link": ("See [this](nowhere.md).", ["index.md", "nowhere.md"]),
    "a broken anchor": ("See [this](#nowhere).", ["index.md", "#nowhere"]),
}


GOOD = '```python\n--8<-- "snippets/part/double.py:double"\n```\n\nSo $a^2$ [@brown2020language].'


@pytest.fixture(scope="module")
def builds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[subprocess.CompletedProcess[str]]]]:
    """The chosen mistakes, each built in a project of its own; one on each processor."""
    chosen = [
        item.callspec.params["kind"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and "builds" in item.fixturenames
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {
            kind: pool.submit(build, tmp_path_factory.mktemp("project"), BAD[kind][0])
            for kind in chosen
        }
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("kind", BAD)
def test_build_stops_and_says_where_and_what_to_do(
    builds: dict[str, Future[subprocess.CompletedProcess[str]]], kind: str
) -> None:
    result = builds[kind].result()
    message = result.stdout + result.stderr
    assert result.returncode != 0, f"the build accepts {kind}"
    assert "Traceback" not in message, message
    for words in BAD[kind][1]:
        assert words in message, message


def test_good_page_builds(tmp_path: Path) -> None:
    result = build(tmp_path, GOOD)
    assert result.returncode == 0, result.stdout + result.stderr


def test_missing_npm_package_says_make_setup(tmp_path: Path) -> None:
    result = build(tmp_path, "So $a^2$.", installed=False)
    message = result.stdout + result.stderr
    assert result.returncode != 0
    assert "make setup" in message
    assert "Traceback" not in message, message
