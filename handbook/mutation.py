"""Mutation testing of the machinery: `python -m handbook.mutation [handbook/values.py ...]`.

mutmut changes the code in small ways (`<` becomes `<=`, a name becomes None), and the tests that
reach the changed lines are run: a change that none of them notices shows a test that is missing.
The wording of messages is left alone. Works in a copy under .cache/mutation/.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook.checks.registry import checks
from handbook.mutation_changes import NOTICED, RESULTS, STOPPED, WORK, prepare
from handbook.paths import ROOT

DEFAULT = ("handbook/checks/*.py",)
_GUARDS = "tests/guards/test_guards.py"
_CHECKS = [
    f"tests/checks/{file.name}"
    for file in sorted((ROOT / "tests" / "checks").glob("test_*.py"))
    if file.name != "test_project.py"  # reads the whole handbook
]
_SERVE_ALL = ("page_source", "translation_text", "translation_record")
_PYTEST = (
    "-p no:cacheprovider -p no:terminal -p handbook.mutation_run -s --assert=plain -o addopts="
)


def modules(patterns: Sequence[str]) -> list[Path]:
    """The files that the patterns name, from the root.

    Raises:
        LookupError: there is none.
    """
    found: list[Path] = []
    for pattern in patterns:
        files = sorted(ROOT.glob(pattern))
        if not files:
            raise LookupError(f"there is no {pattern}. To mend it: name one like handbook/svg.py")
        found += [file.relative_to(ROOT) for file in files if file.name != "__init__.py"]
    return found


def noticing_tests(module: Path) -> list[str]:
    """The tests that are to notice changes of a module, by what their ids contain.

    A module is tested by the files of its name; one that a check reports from (`errata_data` and
    `checks/errata` for the check `errata`) by the faults planted for it too; one that serves all
    checks by all faults.

    Raises:
        LookupError: it has no tests of its own.
    """
    names = {module.stem, module.stem.removesuffix("_data")}
    tests = sorted(
        file.relative_to(ROOT).as_posix()
        for folder in ("checks", "handbook")
        for name in names
        for file in (ROOT / "tests" / folder).glob(f"test_{name}*.py")
    )
    reporting = sorted({name.replace("_", "-") for name in names} & set(checks()))
    tests += [f"[{check}: " for check in reporting]
    if reporting:
        tests += ["small_project", *_CHECKS]
    elif "checks" in module.parts or module.stem in _SERVE_ALL:
        tests += [*_CHECKS, _GUARDS]
    if not tests:
        own = f"tests/handbook/test_{module.stem}.py"
        raise LookupError(f"{module.as_posix()} has no tests. To mend it: write {own}")
    return tests


def run(tests: Sequence[str]) -> dict[str, str]:
    """Try every change that was prepared; what became of each, by its name.

    Raises:
        subprocess.CalledProcessError: pytest stopped; it has said why.
    """
    files = {_GUARDS, *(test for test in tests if test.startswith("tests/"))}
    options = ["--import-mode=importlib", f"--basetemp={WORK / 'tmp'}", *_PYTEST.split()]
    command = [sys.executable, "-m", "pytest", *options]
    environment = {**os.environ, "PYTHONPATH": str(WORK)}
    subprocess.run([*command, *sorted(files)], cwd=WORK, env=environment, check=True)
    return dict(map(json.loads, (WORK / RESULTS).read_text("utf-8").splitlines()))


def report(results: Mapping[str, str], today: datetime.date) -> list[str]:
    """A line for each module and one for all: changes noticed of changes made."""
    made: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for change, result in results.items():
        for name in (change.partition(".x")[0].replace(".", "/") + ".py", "all"):
            made[name] += 1
            noticed[name] += result in (NOTICED, STOPPED)
    lines = [f"{today}  noticed  of  share"]
    for name in sorted(made, key=lambda name: (name == "all", name)):
        lines.append(
            f"{name:44} {noticed[name]:5} {made[name]:5} {noticed[name] / made[name]:6.1%}"
        )
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Change the modules named on the command line and report what the tests notice."""
    parser = argparse.ArgumentParser(prog="python -m handbook.mutation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("module", nargs="*", default=DEFAULT, help="a file or a pattern of files")
    try:
        found = modules(parser.parse_args(arguments).module)
        tested = {module: noticing_tests(module) for module in found}
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    changes = prepare(tested)
    try:
        results = run([test for tests in tested.values() for test in tests])
    except subprocess.CalledProcessError as error:
        return error.returncode
    for change in changes:
        if results[change.name] != NOTICED:
            print(f"\n{results[change.name]}: {change.name}\n{change.shown}")
    print("\n".join(["", *report(results, datetime.date.today())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
