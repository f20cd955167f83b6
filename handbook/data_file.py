"""Data files in YAML: lists of entries that remember their lines, and errors that name them."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import yaml

from handbook.pages import PageError
from handbook.paths import relative

LINE = "__line__"


class DataError(PageError):
    """Entries are wrong: `faults` are (line, what is wrong, how to mend it), the message all."""

    CHECK = ""
    """The name of the check that reports faults of this kind."""

    def __init__(self, file: Path, faults: Sequence[tuple[int, str, str]]) -> None:
        self.faults = faults
        line, what, mend = faults[0]
        super().__init__(what, mend, file=file, line=line, check=self.CHECK)
        more = (
            f"{relative(file)}:{line}: {what}. To mend it: {mend}" for line, what, mend in faults
        )
        self.args = ("\n".join(more),)


class _LineLoader(yaml.CSafeLoader):
    """A loader that notes the line of each mapping and refuses a key that occurs twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping with its first line, counted from 1, under ``LINE``."""
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(
                None, None, f"'{twice}' stands twice in one entry: keep one", node.start_mark
            )
        return {**mapping, LINE: node.start_mark.line + 1}


def read_entries(file: Path, error: type[DataError], first_key: str) -> list[dict[str, Any]]:
    """Return the entries of a YAML file that is a list of mappings, each with its ``LINE``.

    Raises:
        DataError: of the type `error`: the file is no YAML or no such list.
    """
    try:
        raw = yaml.load(file.read_text("utf-8"), Loader=_LineLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        what = f"not readable as YAML: {fault.problem}"
        raise error(file, [(line, what, "correct the YAML there")]) from None
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        mend = f"begin each entry '- {first_key}'"
        raise error(file, [(1, "it is no list of entries", mend)])
    return raw
