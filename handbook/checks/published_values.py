"""Each decision model reproduces the published values in its data file, within their tolerance."""

from collections.abc import Iterator

from handbook.checks.decision_data import row_problems
from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.decision_data import (
    CALL_ERRORS,
    difference,
    evaluate,
    examples,
    load_data,
    load_module,
)


def check(project: Project) -> Iterator[Fault]:
    """Find published values that the model does not reproduce, or calls that fail."""
    for name in examples():
        file = (project.root / "snippets" / f"{name}.toml").relative_to(project.root)
        try:
            rows = load_data(name)["published"]
            module = load_module(name)
        except (ValueError, SyntaxError):
            continue  # the checks `decision-data`, `snippet-imports` and `blocks` report it
        for row in rows:
            if row_problems(row):
                continue  # the check `decision-data` reports it
            line = project.line_of(file, row["call"])
            mend = "correct the model, or the row after reading its source again"
            try:
                computed = evaluate(row["call"], module)
                gap = difference(computed, row["expect"], row["kind"])
            except CALL_ERRORS as error:
                yield Fault(file, line, f"{row['call']} fails: {error}", mend)
                continue
            if not gap <= row["tolerance"]:
                what = f"{row['call']} = {computed}, and {row['source']} publishes {row['expect']}"
                yield Fault(file, line, what, mend)
