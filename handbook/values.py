"""Python-Markdown extension: numbers in sentences come from recorded runs.

`[[decisions/capacity.slots]]` is the value `slots` that snippets/decisions/capacity.py returned
when it was last recorded; `[[decisions/model_size.parameters / 1e9:.1f]]` scales and formats it
(Python's format specification).
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

from handbook.pages import current, uses
from handbook.paths import relative, root

PATTERN = r"\[\[[^\[\]]*/[^\[\]]*\]\]"
_REFERENCE = re.compile(
    r"\[\[(?P<module>[a-z0-9_]+/[a-z0-9_]+)\.(?P<name>[A-Za-z0-9_]+)"
    r"(?:\s*(?P<operator>[*/])\s*(?P<factor>[0-9.e+-]+))?(?:\s*:\s*(?P<format>[^\]]+?))?\s*\]\]"
)
Value = float | int | str | bool


@lru_cache(maxsize=256)
def _read(file: Path, _modified: int) -> dict[str, Value]:
    try:
        values: dict[str, Value] = dict(json.loads(file.read_text("utf-8")))
    except (TypeError, ValueError):
        module = f"{file.parent.name}/{file.stem}"
        mend = f"type `make record MODULE={module}`"
        raise ValueError(f"{relative(file)} holds no JSON object", mend) from None
    return values


_FOUR_DIGITS = re.compile(r"(?<![\d,])(\d),(\d{3})(?![\d,])")  # Chinese writes 1875, 60,000


def recorded(module: str) -> dict[str, Value]:
    """The values a module returned when it was recorded.

    Raises:
        LookupError: nothing is recorded for the module.
        ValueError: the recorded file is broken.
    """
    file = root() / "snippets" / f"{module}.json"
    if not file.exists():
        raise LookupError(
            f"no recorded values for {module}: {relative(file)} does not exist",
            f"check the name, or type `make record MODULE={module}`",
        )
    uses(file)
    return _read(file, file.stat().st_mtime_ns)


def reference(text: str) -> re.Match[str]:
    """The parts of one reference.

    Raises:
        ValueError: the reference cannot be read.
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"cannot read {text}",
            "write [[part/module.name]], [[part/module.name:.1f]] or "
            "[[part/module.name / 1e9:.1f]]",
        )
    return match


def formatted(match: re.Match[str], values: dict[str, Value], source: str) -> str:
    """The text that stands for one reference to the values that a source gave.

    Raises:
        LookupError: there is no value of that name.
        ValueError: the format does not fit the value.
    """
    if match["name"] not in values:
        names = ", ".join(sorted(values))
        what = f"{source} has no value {match['name']!r}"
        raise LookupError(what, f"write one of its names: {names}")
    value = values[match["name"]]
    if isinstance(value, str):
        if match["operator"] or match["format"]:
            what = f"{match['name']} is a text: it can be neither scaled nor formatted"
            raise ValueError(what, f"write [[{source}.{match['name']}]]")
        return value
    if not isinstance(value, int | float):
        what = f"{match['name']} is not one number: a sentence can show no {value!r}"
        raise ValueError(what, "let the module's worked_example return what the sentence says")
    try:
        if match["operator"]:
            factor = float(match["factor"])
            value = value / factor if match["operator"] == "/" else value * factor
        return format(value, match["format"] or "").replace("-", "−")
    except (ValueError, ZeroDivisionError) as error:
        what = f"cannot show {match[0]}: {error}"
        raise ValueError(what, "correct what follows the name (Python's format)") from None


def filled(text: str) -> str:
    """The text with its references replaced: for places that inline patterns do not reach.

    Raises:
        LookupError, ValueError: as `formatted`.
    """
    return re.sub(PATTERN, lambda match: _recorded_text(reference(match[0])), text)


def _recorded_text(match: re.Match[str]) -> str:
    text = formatted(match, recorded(match["module"]), match["module"])
    return _FOUR_DIGITS.sub(r"\1\2", text) if current().language == "zh" else text


class _Value(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        try:
            match = reference(m[0])
            text = _recorded_text(match)
        except (LookupError, ValueError) as error:
            what, mend = error.args
            raise current().error(what, m[0], mend=mend, check="values") from None
        name = f"{match['module']}.{match['name']}"
        element = Element("data", {"class": "value", "value": name})
        element.text = text
        return element, m.start(0), m.end(0)


class ValuesExtension(Extension):
    """Registers the pattern before links, after code spans."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the pattern."""
        md.inlinePatterns.register(_Value(PATTERN, md), "handbook-values", 175)


def makeExtension(**kwargs: object) -> ValuesExtension:
    """Python-Markdown's entry point."""
    return ValuesExtension(**kwargs)
