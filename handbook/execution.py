"""Runs the cells of a lab and keeps what they printed and drew, by content.

Both languages share one run: a cell that names `LANGUAGE` runs once for each language, every other
cell once. What is kept depends on the code, the modules that it imports and the versions of Python
and the libraries; an unchanged lab is never run again.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from handbook.cache import cached, digest, is_kept
from handbook.notebooks import LANGUAGE, Cell, Lab
from handbook.pages import PageError, uses
from handbook.paths import CACHE, LANGUAGES, relative, root
from handbook.record import environment
from handbook.run_snippet import STYLE, for_page

Value = float | int | str | bool
Output = dict[str, str]
"""One of `text` (printed), `svg` (drawn) and `error` (raised where the lab says so)."""

EXPECTED_ERROR = "raises-exception"
"""Jupyter's tag for a cell that shows an error; without one, an error stops the build."""
_CELL_SECONDS = 300
_FRAME = re.compile(r"Cell In\[(?P<count>\d+)\], line (?P<line>\d+)")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*m")
_PREPARE = """\
import warnings
import matplotlib
from matplotlib_inline.backend_inline import set_matplotlib_formats
from matplotlib_inline.config import InlineBackend
InlineBackend.instance().rc = {{}}
InlineBackend.instance().print_figure_kwargs = {{"bbox_inches": None}}
matplotlib.use("module://matplotlib_inline.backend_inline")
set_matplotlib_formats("svg")
matplotlib.style.use({style!r})
warnings.filterwarnings("ignore", message="Glyph .* missing from font")
def _raise_warning(message, *_):  # what would be shown stops the cell, at its line
    raise message
warnings.showwarning = _raise_warning
del warnings, matplotlib, set_matplotlib_formats, InlineBackend
"""
_VALUES = """\
import json as _json
print(_json.dumps({
    _name: _value.item() if hasattr(_value, "item") else _value
    for _name, _value in list(globals().items())
    if not _name.startswith("_") and _name not in ("LANGUAGE", "quit", "exit")
    and (type(_value) in (int, float, str, bool)
         or hasattr(_value, "item") and getattr(_value, "ndim", 1) == 0)
}))
"""


@dataclass(frozen=True)
class Results:
    """What a lab's run gave."""

    outputs: tuple[dict[str, list[Output]], ...]
    """For each code cell, by language, what it put out."""
    values: dict[str, Value]
    """The numbers and texts that the cells' names hold at the end."""


def _key(lab: Lab) -> str:
    packages = ("numpy", "matplotlib", "ipykernel", "ipython")
    parts = [python_version(), *(version(name) for name in packages)]
    parts += [Path(__file__).read_text("utf-8"), STYLE.read_text("utf-8")]
    for module in lab.modules:
        uses(module, module.with_suffix(".toml"))
        data = module.with_suffix(".toml")
        parts += [module.read_text("utf-8"), data.read_text("utf-8") if data.exists() else ""]
    parts += [f"{cell.source}\0{cell.tags}" for cell in lab.code]
    return "\0".join(parts)


def _file(lab: Lab) -> Path:
    """Where the results are; another file whenever the lab would run differently."""
    return CACHE / "labs" / digest("", _key(lab))


def is_known(lab: Lab) -> bool:
    """Whether the lab has run as it is now."""
    uses(_file(lab))
    return is_kept(_file(lab))


def results(lab: Lab, report: Callable[[str], None] = lambda _: None) -> Results:
    """Return what the lab's cells put out; run them if they have not run as they are now.

    Raises:
        PageError: a cell raised, or wrote to standard error; names page, cell and line.
    """
    uses(_file(lab))
    stored = json.loads(cached("labs", "", _key(lab), lambda: json.dumps(run(lab, report))))
    return Results(tuple(stored["outputs"]), stored["values"])


def run(
    lab: Lab,
    report: Callable[[str], None] = lambda _: None,
    languages: tuple[str, ...] = LANGUAGES,
) -> dict[str, Any]:
    """Run the lab's cells in a fresh kernel, in an empty folder; as `results`, but never cached."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = new_notebook()
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,
            kernel_name="python3",
            coalesce_streams=True,
            allow_errors=True,
            resources={"metadata": {"path": folder}},
            extra_arguments=["--HistoryManager.enabled=False"],
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )
        with client.setup_kernel(env=_environment(folder)):
            return _Run(client, notebook, lab, report, languages).everything()


def _environment(folder: str) -> dict[str, str]:
    folders = sorted({str(path.parent) for path in (root() / "snippets").glob("*/*.py")})
    return environment() | {
        "PYTHONPATH": os.pathsep.join(folders),
        "PYTHONSAFEPATH": "1",
        "IPYTHONDIR": str(Path(folder, ".ipython")),
        "JUPYTER_NO_CONFIG": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


class _Run:
    """One run of a lab in one kernel."""

    def __init__(
        self,
        client: NotebookClient,
        notebook: NotebookNode,
        lab: Lab,
        report: Callable[[str], None],
        languages: tuple[str, ...],
    ) -> None:
        self._client = client
        self._notebook = notebook
        self._lab = lab
        self._report = report
        self._languages = languages
        self._counts: dict[int, tuple[int, Cell]] = {}  # by IPython's count of what it executed

    def everything(self) -> dict[str, Any]:
        """All cells in order, then the values of their names."""
        self._execute(_PREPARE.format(style=str(STYLE)))
        self._execute(f'{LANGUAGE} = "{self._languages[0]}"')
        outputs = []
        cells = self._lab.code
        for number, cell in enumerate(cells, 1):
            self._report(f"{relative(self._lab.file)}: running cell {number} of {len(cells)} ...")
            outputs.append(self._by_language(number, cell))
        values = json.loads(self._execute(_VALUES)[0]["text"])
        return {"outputs": outputs, "values": values}

    def _by_language(self, number: int, cell: Cell) -> dict[str, list[Output]]:
        if not cell.depends_on_language:
            once = self._cell(number, cell)
            return dict.fromkeys(self._languages, once)
        found = {}
        for language in self._languages:
            self._execute(f'{LANGUAGE} = "{language}"')
            found[language] = self._cell(number, cell)
        return found

    def _cell(self, number: int, cell: Cell) -> list[Output]:
        outputs = self._execute(cell.source, number, cell)
        for output in outputs:
            if "error" in output and EXPECTED_ERROR not in cell.tags:
                raise self._failure(number, cell, output)
        if EXPECTED_ERROR in cell.tags and not any("error" in output for output in outputs):
            raise PageError(
                f"cell {number} is tagged {EXPECTED_ERROR} and raised nothing",
                "remove the tag",
                file=self._lab.file,
                line=cell.line,
            )
        return [{k: v for k, v in output.items() if k != "traceback"} for output in outputs]

    def _execute(self, source: str, number: int = 0, cell: Cell | None = None) -> list[Output]:
        """Execute code; the outputs in their order."""
        node = new_code_cell(source)
        self._notebook.cells.append(node)
        try:
            self._client.execute_cell(node, len(self._notebook.cells) - 1)
        except (CellTimeoutError, DeadKernelError) as error:
            reason = str(error).strip().splitlines()[0]
            raise PageError(
                f"cell {number} did not end ({reason})",
                f"let a cell take less than {_CELL_SECONDS} s, and less memory",
                file=self._lab.file,
                line=cell.line if cell else 0,
            ) from None
        if cell and node.execution_count:
            self._counts[node.execution_count] = (number, cell)
        outputs = [_output(output) for output in node.outputs]
        if cell is None and any("error" in output for output in outputs):
            raise RuntimeError(outputs[-1]["traceback"])
        return outputs

    def _failure(self, number: int, cell: Cell, output: Output) -> PageError:
        """The error of a cell: the page's line, the cell, and the lines of the code it was in."""
        places = []
        for frame in _FRAME.finditer(output.get("traceback", "")):
            _, where = self._counts.get(int(frame["count"]), (number, cell))
            line = int(frame["line"]) - 1
            if 0 <= line < len(where.origins):
                text = where.source.split("\n")[line].strip()
                places.append(f"  {where.origins[line]}: {text}")
        if not places and cell.origins:
            places.append(f"  {cell.origins[0]}: the cell begins here")
        return PageError(
            f"cell {number} of this lab fails: {output['error']}\n"
            + "\n".join(dict.fromkeys(places)),
            "change the code there and build again",
            file=self._lab.file,
            line=cell.line,
        )


def _output(output: NotebookNode) -> Output:
    """What a page shows of one of Jupyter's outputs."""
    if output.output_type == "error":
        text = f"{output.ename}: {output.evalue}" if output.evalue else output.ename
        return {"error": text, "traceback": _TERMINAL.sub("", "\n".join(output.traceback))}
    if output.output_type == "stream":
        if output.name == "stderr":
            return {"error": f"written to standard error: {output.text.strip()}"}
        return {"text": output.text}
    data = output.data
    if "image/svg+xml" in data:
        return {"svg": for_page(data["image/svg+xml"])}
    return {"text": f"{data['text/plain']}\n"}
