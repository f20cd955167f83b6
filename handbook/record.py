"""Runs snippets and keeps what they print, return and draw beside them.

`python -m handbook.record [module ...]` writes, for each module under snippets/:

- `<module>.out`: what the module prints when it runs as a program;
- `<module>.json`: what `worked_example` returns, with the example's inputs if a TOML file has them;
- `<module>.<figure>.<language>.svg`: what each `draw_<figure>(language)` draws.

A module whose constant `REQUIRES` names a package that is not installed is left as it is.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from handbook.cache import write_whole
from handbook.pages import PageError
from handbook.paths import ROOT, relative, root

_REQUIRES = re.compile(r'^REQUIRES = "([a-z0-9_.]+)"', re.M)
KINDS = (".out", ".json", ".svg")
_RUNNER = Path(__file__).with_name("run_snippet.py")


class SnippetFailed(RuntimeError):
    """A snippet raised or could not be run; the message carries its traceback."""


@dataclass
class Recording:
    """What one module produced: file name to text."""

    module: Path
    files: dict[str, str] = field(default_factory=dict)


def modules() -> list[Path]:
    """Every module under snippets/, in a stable order; those of labs run when the site is built."""
    return sorted(
        path
        for path in (root() / "snippets").glob("*/*.py")
        if path.name != "__init__.py" and path.parent.name != "labs"
    )


def requirement(module: Path) -> str | None:
    """The package that a module needs beyond the ordinary set-up, if it names one."""
    match = _REQUIRES.search(module.read_text("utf-8"))
    return match[1] if match else None


def is_installed(package: str) -> bool:
    """Whether Python finds the package, without importing it."""
    from importlib.util import find_spec

    return find_spec(package) is not None


def is_program(module: Path) -> bool:
    """Whether the module prints a worked example when it runs as a program."""
    return "def main(" in module.read_text("utf-8")


def environment() -> dict[str, str]:
    """What snippets and labs run in: everything that could make two runs differ is fixed."""
    return {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",  # two threads are slower for such small matrices
        "MPLCONFIGDIR": str(ROOT / ".cache" / "matplotlib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
    }


def run(module: Path) -> Recording:
    """Run one module and return what it produced; nothing is written beside it.

    Raises:
        SnippetFailed: the module raised.
    """
    recording = Recording(module)
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [sys.executable, "-P", str(_RUNNER), str(module), folder],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment(),
            cwd=folder,
        )
        if result.returncode:
            raise SnippetFailed(
                f"{relative(module)} raised. Mend it, then type "
                f"`make record MODULE={module.parent.name}/{module.stem}`:\n{result.stderr.strip()}"
            )
        recording.files = recorded_files(Path(folder, module.name))
    return recording


def recorded_files(module: Path) -> dict[str, str]:
    """What stands beside a module from its last recording: file name to text."""
    paths = sorted(module.parent.glob(f"{module.stem}.*"))
    return {path.name: path.read_text("utf-8") for path in paths if path.suffix in KINDS}


def write(recording: Recording) -> list[str]:
    """Put a recording beside its module; return the names of the files that changed."""
    folder = recording.module.parent
    before = recorded_files(recording.module)
    for name in before.keys() - recording.files.keys():
        (folder / name).unlink()
    changed = []
    for name, text in recording.files.items():
        if name not in before or not agree(name, before[name], text):
            write_whole(folder / name, text)
            changed.append(name)
    return changed + sorted(before.keys() - recording.files.keys())


_SECONDS = re.compile(r"(?<![\w.])\d+(?:\.\d+)? s\b")
_COORDINATE = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")
_VALUE = re.compile(r"-?\d+(?:\.\d+(?:e[-+]?\d+)?|e[-+]?\d+)")


def normalised(name: str, text: str) -> str:
    """The text with what may differ between two honest runs taken out.

    Durations (`1.9 s`) become a placeholder; coordinates in figures are rounded to a quarter of a
    point, and values to six digits, since processors differ in the last ones.
    """
    if name.endswith(".svg"):
        return _COORDINATE.sub(lambda match: f"{round(float(match[0]) * 4) / 4:.2f}", text)
    if name.endswith(".json"):
        values = json.loads(text, parse_float=lambda number: float(f"{float(number):.6g}"))
        kept = {key: value for key, value in values.items() if not key.endswith("_seconds")}
        return json.dumps(kept, indent=1, ensure_ascii=False)
    return _SECONDS.sub("<duration> s", text)


def agree(name: str, recorded: str, produced: str) -> bool:
    """Whether two honest runs can have made both texts.

    Numbers may fall to either side of the place where `normalised` rounds them.
    """
    old, new = normalised(name, recorded), normalised(name, produced)
    if old == new:
        return True
    is_figure = name.endswith(".svg")
    number = _COORDINATE if is_figure else _VALUE
    if name.endswith(".out") or number.sub("#", old) != number.sub("#", new):
        return False
    relative_gap, gap = (0.0, 0.25) if is_figure else (1.1e-5, 0.0)
    pairs = zip(number.findall(old), number.findall(new), strict=True)
    return all(
        math.isclose(float(one), float(other), rel_tol=relative_gap, abs_tol=gap)
        for one, other in pairs
    )


def find(name: str) -> Path:
    """The module for `part/module`, or a path to its file.

    Raises:
        LookupError: there is no such module.
    """
    for path in (Path(name), root() / "snippets" / f"{name.removesuffix('.py')}.py"):
        if path.suffix == ".py" and path.exists():
            return path.resolve()
    raise LookupError(f"there is no module {name}; give it as part/module, e.g. network/train")


def main() -> int:
    """Record the modules named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module", nargs="*", help="part/module or a file; all of them by default")
    chosen = parser.parse_args().module
    try:
        paths = [find(name) for name in chosen] if chosen else modules()
        for path in paths:
            package = requirement(path)
            if package and not is_installed(package):
                print(f"{relative(path)}: left as recorded ({package} is not installed)")
                continue
            print(f"{relative(path)}: running ...", flush=True)
            changed = write(run(path))
            print(f"{relative(path)}: {', '.join(changed) if changed else 'unchanged'}", flush=True)
    except (LookupError, PageError, SnippetFailed) as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
