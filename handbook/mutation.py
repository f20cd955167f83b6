"""Mutation testing of the machinery: `python -m handbook.mutation [handbook/values.py ...]`.

mutmut changes the code in small ways (`<` becomes `<=`, a text becomes another) and runs the tests
that reach it: a change that no test notices survives, and shows a test that is missing. Works in a
copy under .cache/mutation/, one process at the lowest priority.
"""

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

from handbook.checks.registry import checks
from handbook.paths import ROOT

WORK = ROOT / ".cache" / "mutation"
DEFAULT = ("handbook/checks/*.py",)
_KILLED, _SURVIVED, _UNTESTED = 1, 0, 33  # mutmut's exit codes
_SETTINGS = """
[tool.mutmut]
source_paths = ["handbook"]
only_mutate = {modules}
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = {tests}
process_isolation = "forkserver"
"""


def noticing_tests(patterns: Sequence[str]) -> tuple[list[str], str]:
    """The tests that are to notice changes of the modules: files, and an expression for `-k`.

    A module is tested by the file of its name, one that a check reports from by its faults too.

    Raises:
        LookupError: no module is called so, or one has no tests of its own.
    """
    files: set[str] = set()
    words: set[str] = set()
    for pattern in patterns:
        modules = sorted(ROOT.glob(pattern))
        if not modules:
            raise LookupError(f"there is no {pattern}. To mend it: name one like handbook/svg.py")
        for module in modules:
            own = f"tests/handbook/test_{module.stem}.py"
            tests = [own] if (ROOT / own).is_file() else []
            if module.stem.replace("_", "-") in checks():
                tests += ["tests/guards/test_guards.py", "tests/checks/test_two_halves.py"]
                words |= {
                    f"{module.stem.replace('_', '-')}:",
                    "small_project",
                    "test_two_halves.py",
                }
            if not tests:
                raise LookupError(f"{pattern} has no tests. To mend it: write {own}")
            files.update(tests)
            words.add(f"test_{module.stem}.py")
    return sorted(files), " or ".join(sorted(words))


def prepare(modules: Sequence[str]) -> None:
    """Make the copy that is changed: code and tests for itself, all else as links."""
    shutil.rmtree(WORK, ignore_errors=True)
    inside = WORK / "mutants"
    inside.mkdir(parents=True)
    own = {"handbook", "tests", "pyproject.toml", ".git", ".venv", ".cache", "site"}
    for path in ROOT.iterdir():
        if path.name not in own:
            (inside / path.name).symlink_to(path)
    leave = shutil.ignore_patterns("__pycache__", "node_modules")
    for folder in ("handbook", "tests"):
        shutil.copytree(ROOT / folder, WORK / folder, ignore=leave)
    shutil.copytree(WORK / "handbook", inside / "handbook")
    files, expression = noticing_tests(modules)
    options = ["-q", "-p", "no:cacheprovider", "-k", expression]
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    text += _SETTINGS.format(
        modules=json.dumps(list(modules)), tests=json.dumps(files), options=json.dumps(options)
    )
    (WORK / "pyproject.toml").write_text(text, "utf-8")


def scores() -> dict[str, Counter[int]]:
    """For each module, how many changes ended with which of mutmut's exit codes."""
    found = {}
    for meta in sorted((WORK / "mutants" / "handbook").rglob("*.py.meta")):
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values()
        if codes := [code for code in codes if code is not None]:
            name = meta.relative_to(WORK / "mutants").as_posix().removesuffix(".meta")
            found[name] = Counter(codes)
    return found


def survivors() -> list[str]:
    """Mutmut's names of the changes that no test noticed."""
    names = []
    for meta in sorted((WORK / "mutants" / "handbook").rglob("*.py.meta")):
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        names += [name for name, code in codes.items() if code in (_SURVIVED, _UNTESTED)]
    return names


def report(found: dict[str, Counter[int]], today: datetime.date) -> list[str]:
    """A line for each module and one for all: changes noticed of changes made."""
    lines = [f"{today}  noticed  of  share"]
    every: Counter[int] = Counter()
    for name, codes in [*found.items(), ("all", every)]:
        if name != "all":
            every.update(codes)
        made = codes.total()
        noticed = made - codes[_SURVIVED] - codes[_UNTESTED]
        if made:
            lines.append(f"{name:44} {noticed:5} {made:5} {noticed / made:6.1%}")
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Change the modules named on the command line and report what the tests notice."""
    parser = argparse.ArgumentParser(prog="python -m handbook.mutation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("module", nargs="*", default=DEFAULT, help="a file or a pattern of files")
    modules = parser.parse_args(arguments).module
    try:
        prepare(modules)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
    environment = {**os.environ, "PYTHONPATH": str(WORK / "mutants")}
    status = subprocess.run(["nice", "-n", "19", *command], cwd=WORK, env=environment).returncode
    print("\n".join(report(scores(), datetime.date.today())))
    if status:
        print("mutmut stopped before the end: these are the changes that were tried")
    for name in survivors():
        print(f"not noticed: {name}")
    if names := survivors():
        print(f"To see one: cd {WORK} && {sys.executable} -m mutmut show {names[0]}")
    return status


if __name__ == "__main__":
    sys.exit(main())
