"""Every piece of code on a page runs as shown."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from handbook.fences import pages
from handbook.paths import ROOT
from handbook.runnables import Runnable, runnables

RUNNABLE = [code for page in pages() for code in runnables(page)]


def _marks(code: Runnable) -> list[pytest.MarkDecorator]:
    return [eval(mark, {"pytest": pytest, "sys": sys}) for mark in code.block.marks]


@cache
def _run(
    syntax: str, code: str, folders: tuple[str, ...], folder: Path
) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(str(ROOT / name) for name in folders)
    program = f"__name__ = 'page'\n{code}" if syntax == "python" else code
    command = (
        [sys.executable, "-P", "-"] if syntax == "python" else ["bash", "-euo", "pipefail", "-s"]
    )
    return subprocess.run(
        command,
        input=program,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, "MPLBACKEND": "svg", "PYTHONWARNINGS": "error"},
        timeout=600,
    )


@pytest.fixture(scope="session")
def reader_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, as a reader has one; the same code on two pages runs once."""
    return tmp_path_factory.mktemp("reader")


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, marks=_marks(code), id=code.place) for code in RUNNABLE],
)
def test_code_on_the_page_runs_as_shown(code: Runnable, reader_folder: Path) -> None:
    assert code.block.syntax is not None
    result = _run(code.block.syntax.split()[0], code.block.code, code.folders, reader_folder)
    assert result.returncode == 0, f"{code.place}: the code on this page fails:\n{result.stderr}"
