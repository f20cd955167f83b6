"""What a fresh clone's commands import is what their part of the set-up installs."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest

from handbook.paths import ROOT

SETUP_ONLY = re.compile(r"^[\w-]+: setup(?: ##.*)?\n(?:\t.*\n)+", re.MULTILINE)
MODULE = re.compile(r"-m (handbook[\w.]*)")
BLOCKED = """
import importlib, sys
sys.modules.update(dict.fromkeys({blocked}))
for module in sys.argv[1:]:
    importlib.import_module(module)
"""


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s;<>=!~\[(]", requirement)[0]).lower()


def installed_by(requirements: list[str]) -> set[str]:
    """The names of these distributions and of all that they need."""
    found: set[str] = set()
    waiting = [*requirements]
    while waiting:
        name = name_of(waiting.pop())
        if name not in found:
            found.add(name)
            try:
                needed = requires(name) or []
            except PackageNotFoundError:
                continue  # of another platform
            waiting += [each for each in needed if "extra ==" not in each]
    return found


def modules() -> list[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = [module for rule in SETUP_ONLY.findall(makefile) for module in MODULE.findall(rule)]
    return sorted({*commands, "handbook.hooks", "handbook.node", "handbook.assets"})


def test_commands_after_the_set_up_import_nothing_that_only_tests_install() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    optional = {
        name_of(each) for group in project["optional-dependencies"].values() for each in group
    }
    missing = optional - installed_by(project["dependencies"])
    blocked = {
        package
        for package, distributions in packages_distributions().items()
        if missing & set(map(name_of, distributions))
    }
    assert "playwright" in blocked and "handbook.check" in modules()
    command = [sys.executable, "-c", BLOCKED.format(blocked=blocked), *modules()]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("requirement", "name"), [("mkdocs==1.6.1", "mkdocs"), ("A_b.c>=2; python_version", "a-b-c")]
)
def test_name_of_a_requirement(requirement: str, name: str) -> None:
    assert name_of(requirement) == name
