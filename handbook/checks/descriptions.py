"""Every page begins with a description: what lists of search results and shared links show."""

from collections.abc import Iterator

import yaml
from mkdocs.utils.meta import YAML_RE

from handbook.checks.fault import Fault
from handbook.checks.project import Project

_SHORTEST = 15
_MEND = "begin it with the lines `---`, `description: one sentence`, `---`"


def check(project: Project) -> Iterator[Fault]:
    """Find pages whose front matter has no description or cannot be read."""
    for file, _ in project.halves():
        front = YAML_RE.match(project.text(file))
        try:
            meta = yaml.load(front[1], yaml.BaseLoader) if front else {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            what = f"the front matter is not readable as YAML: {error.problem}"
            yield Fault(file, line, what, "put texts with a colon between quotation marks")
            continue
        description = meta.get("description", "") if isinstance(meta, dict) else ""
        if not isinstance(description, str):
            line = project.line_of(file, "description:")
            yield Fault(file, line, "the description is no sentence", _MEND)
        elif not description:
            yield Fault(file, 1, "the page has no description", _MEND)
        elif len(description) < _SHORTEST:
            line = project.line_of(file, "description:")
            what = f"the description has {len(description)} characters and says too little"
            yield Fault(file, line, what, "write one sentence that says what a reader finds")
