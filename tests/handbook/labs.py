"""A small lab for tests: a page in each language with one module."""

from pathlib import Path

from tests.handbook.project import Project

FRONT = """\
---
description: A lab made for a test of the machinery of labs.
jupyter:
  jupytext: {text_representation: {extension: .md, format_name: markdown}}
  kernelspec: {name: python3, display_name: Python 3, language: python}
---

# Lab { #lab }

"""
MODULE = """\
'''A lab for tests.'''

# --8<-- [start:halve]
def halve(number: float) -> float:
    return 1 / number


# --8<-- [end:halve]
LANGUAGE = "en"


def main() -> None:
    # --8<-- [start:use]
    half = halve(2)
    print(f"half is {half}")
    # --8<-- [end:use]

    # --8<-- [start:fail]
    for number in (2, 1, 0):
        print(halve(number))
    # --8<-- [end:fail]

    # --8<-- [start:draw]
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(2, 2))
    axes.plot([0, 1])
    axes.set_title({"en": "a line", "zh": "一条线"}[LANGUAGE])
    plt.show()
    # --8<-- [end:draw]

    # --8<-- [start:warn]
    import sys

    print("careful", file=sys.stderr)
    # --8<-- [end:warn]

    # --8<-- [start:divide]
    import numpy as np

    shares = np.ones(1) / np.zeros(1)
    # --8<-- [end:divide]
"""
FIGURE = '![It rises, from 0 to 1.](figure:cell "A line")'


def cell(section: str, tags: str = "") -> str:
    """A fence that includes one section of the module."""
    info = f"python tags={tags}" if tags else "python"
    return f'```{info}\n--8<-- "snippets/labs/lab.py:{section}"\n```\n'


def write_lab(project: Project, *parts: str, language: str = "en") -> Path:
    """Write the module and a page with these parts; return the page."""
    project.write("snippets/labs/lab.py", MODULE)
    return project.write(
        f"docs/{language}/labs/lab.md", FRONT + "\n".join(parts).rstrip("\n") + "\n"
    )
