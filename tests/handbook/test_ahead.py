"""What the second process converts is just what the build would: it finds every page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import small_site

LAB = """\
---
description: A lab made for a test.
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab {{ #lab }}

```python
--8<-- "snippets/labs/lab.py:{section}"
```
"""
CODE = "# --8<-- [start:one]\nvalue = 1\n# --8<-- [end:one]\n"
CONVERT = """\
from mkdocs.config import load_config
from handbook import ahead
config = load_config("mkdocs.yml", site_dir="elsewhere")
config.plugins.on_startup(command="build", dirty=False)
ahead._convert(config.plugins.on_config(config))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    small_site.make(tmp_path, nav=("index.md", "part/page.md", "labs/lab.md"))
    small_site.write(tmp_path, "snippets/labs/lab.py", CODE)
    for language in ("zh", "en"):
        docs = f"docs/{language}"
        small_site.write(tmp_path, f"{docs}/index.md", small_site.page("甲", "[b](part/page.md)"))
        small_site.write(tmp_path, f"{docs}/part/page.md", small_site.page("B", "$x^2$"))
        small_site.write(tmp_path, f"{docs}/labs/lab.md", LAB.format(section="one"))
    return tmp_path


def run(project: Path, *command: str) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def kept(project: Path) -> dict[str, int]:
    files = (project / ".cache" / "handbook" / "pages").rglob("*")
    return {file.name: file.stat().st_mtime_ns for file in files if file.is_file()}


def test_the_build_finds_every_page_that_was_converted_ahead(project: Path) -> None:
    run(project, "-c", CONVERT)
    ahead = kept(project)
    assert len(ahead) == 4, "in each language two pages; a lab that has not run waits for the build"
    assert not (project / "site").exists()
    run(project, "-m", "mkdocs", "build", "--strict")
    after = kept(project)
    assert ahead.items() <= after.items()
    assert len(after) == 6


def test_a_build_says_everything_once(project: Path) -> None:
    (project / "docs" / "en" / "part" / "page.md").write_text(
        small_site.page("B", "[nowhere](missing.md)"), "utf-8"
    )
    said = run(project, "-m", "mkdocs", "build")
    assert said.count("WARNING") == 1, said
    assert len(kept(project)) == 5
