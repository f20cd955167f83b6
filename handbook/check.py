"""Runs the checks of the sources: `python -m handbook.check [--changed] [--fix] [name ...]`.

The same code serves `make check`, pre-commit, pytest (tests/checks) and CI. What needs the built
site, a browser or the code to run is not here but under tests/.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from handbook.checks.project import Project
from handbook.checks.registry import Check, checks
from handbook.paths import inside, root

# When one of these changes, any page may be wrong.
_SHARED = ("handbook/",)


_NOT_HERE = """Tests run code, build the site or drive a browser (`make test`, `make test-browser`):
  stale recordings       tests/snippets/test_recorded.py
  code on pages          tests/pages, tests/labs
  the built site         tests/site, tests/browser"""


def changed_files(root: Path) -> frozenset[Path] | None:
    """What git says changed since the branch left main, committed or not; None: everything.

    Everything is looked at outside a git repository, and when something that all pages share
    (the machinery, data files directly under docs/) changed.
    """

    def git(*arguments: str) -> list[str]:
        command = ["git", "-C", str(root), *arguments]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if result.returncode:
            raise LookupError(result.stderr.strip())
        return [name for name in result.stdout.split("\0") if name]

    def base() -> str:
        for branch in ("origin/main", "main"):
            try:
                return git("merge-base", "HEAD", branch)[0].strip()
            except LookupError:
                continue
        return "HEAD"

    try:
        names = git("diff", "--name-only", "-z", "--relative", base())
        names += git("ls-files", "--others", "--exclude-standard", "-z")
    except (LookupError, OSError):
        return None
    if any(name.startswith(_SHARED) or Path(name).match("docs/*.yml") for name in names):
        return None
    return frozenset(map(Path, names))


def chosen(names: list[str]) -> list[Check]:
    """The checks of these names, or all.

    Raises:
        LookupError: there is no check of that name.
    """
    known = checks()
    if unknown := [name for name in names if name not in known]:
        raise LookupError(f"there is no check {unknown[0]!r}; there are: {', '.join(known)}")
    return [known[name] for name in names] or list(known.values())


def run(project: Project, wanted: list[Check]) -> list[str]:
    """Every fault as text, in the order of files and lines."""
    found = [(fault, check.name) for check in wanted for fault in check.faults(project)]
    return [fault.report(name) for fault, name in sorted(found)]


def fix(project: Project, wanted: list[Check]) -> list[str]:
    """Mend what the checks can mend by themselves; return the files written."""
    with inside(project.root):
        written = {file for check in wanted if check.fix for file in check.fix(project)}
    return sorted(file.as_posix() for file in written)


def counted(number: int, thing: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def main(arguments: list[str] | None = None) -> int:
    """Run the checks named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m handbook.check", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", nargs="*", help="names of checks; all of them by default")
    parser.add_argument("--changed", action="store_true", help="look only at what git says changed")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended, then check")
    parser.add_argument("--list", action="store_true", help="list the checks and do nothing")
    options = parser.parse_args(arguments)
    try:
        wanted = chosen(options.name)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    if options.list:
        for check in wanted:
            print(f"{check.name:24} {check.about}{' (--fix)' if check.fix else ''}")
        print(_NOT_HERE)
        return 0
    started = time.perf_counter()
    changed = changed_files(root()) if options.changed else None
    if options.fix:
        for file in fix(Project(root(), changed), wanted):
            print(f"{file}: mended")
    project = Project(root(), changed)
    faults = run(project, wanted)
    for line in faults:
        print(line)
    scope = f"{len(project.pages)} of {counted(len(project.all_pages), 'page')}"
    seconds = time.perf_counter() - started
    done = f"{counted(len(wanted), 'check')}, {scope}, {counted(len(faults), 'fault')}"
    print(f"{done} ({seconds:.1f} s)")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
