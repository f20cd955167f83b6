"""Pages with fences, and the snippet that they include."""

from tests.handbook.project import Project

INCLUDE = '--8<-- "snippets/part/run.py:{}"'
SKIP = '<!--pytest.mark.skip(reason="it needs a machine that is not here")-->'
CONT = "<!--pytest-codeblocks:cont-->"
MODULE = """\
# --8<-- [start:one]
x = 1
# --8<-- [end:one]
# --8<-- [start:two]
print(x + 1)
# --8<-- [end:two]
"""


def with_snippet(project: Project) -> Project:
    """The project with a snippet, its output, and an output of no module."""
    project.write("snippets/part/run.py", MODULE)
    project.write("snippets/part/run.out", "2\n")
    project.write("snippets/part/orphan.out", "3\n")
    return project


def fenced(language: str, body: str, marker: str = "```") -> str:
    return f"{marker}{language}\n{body}\n{marker}\n"


ONE, TWO = (fenced("python", INCLUDE.format(name)) for name in ("one", "two"))
OUTPUT = fenced("text", '--8<-- "snippets/part/run.out"')
INDENTED = '!!! note "n"\n\n' + "".join(f"    {line}\n" for line in ONE.splitlines())
