"""Every curve of a form can be drawn for the example, and its range contains the marked point."""

import math
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from handbook.checks.fault import Fault
from handbook.checks.project import Project
from handbook.decision_data import evaluate_with, examples, load_data, load_module

_ERRORS = (ArithmeticError, LookupError, NameError, TypeError, ValueError)


def check(project: Project) -> Iterator[Fault]:
    """Find curves whose expressions fail, or that end before the point that they mark."""
    for model in examples():
        file = (project.root / "snippets" / f"{model}.toml").relative_to(project.root)
        try:
            data, module = load_data(model), load_module(model)
            inputs = {entry["name"]: entry["default"] for entry in data["inputs"]}
            result = module.worked_example(inputs)
        except (*_ERRORS, AttributeError, SyntaxError):
            continue  # the checks `decision-data`, `snippet-imports` and the recorder report it
        names = {**result, **inputs, "result": result, "inputs": inputs}
        for number, curve in enumerate(data["curves"]):
            if problem := _problem(curve, module, names):
                line = _line(project.lines(file), number)
                yield Fault(file, line, problem, "correct the expressions of the curve")


def _problem(curve: dict[str, Any], module: ModuleType, names: dict[str, Any]) -> str | None:
    """What is wrong with one curve; None if it can be drawn."""

    def value(expression: str, **more: float) -> Any:
        return evaluate_with(expression, module, {**names, **more})

    try:
        low, high = value(curve["x"]["from"]), value(curve["x"]["to"])
        at = value(curve["at"])
        if not low <= at <= high:
            return f"at {curve['at']} = {at:g} is not between {low:g} and {high:g}, the range of x"
        for line in curve["lines"]:
            for x in (low, at, high):
                if not math.isfinite(value(line["y"], x=x)):
                    return f"y {line['y']} is not finite at x = {x:g}"
    except KeyError as error:
        return f"the curve has no {error.args[0]}"
    except _ERRORS as error:
        return f"the curve cannot be drawn: {error}"
    return None


def _line(lines: list[str], number: int) -> int:
    """The line of the n-th `[[curves]]`."""
    return [n for n, line in enumerate(lines, 1) if line.strip() == "[[curves]]"][number]
