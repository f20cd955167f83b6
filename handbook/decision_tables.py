"""The tables of a decision page, as Markdown, made from the model's data file and code.

`::: published decisions/capacity` sets published values beside what the module computes.
"""

import json
import math
from collections.abc import Sequence
from typing import Any

from handbook.decision_data import (
    CALL_ERRORS,
    difference,
    evaluate,
    load_data,
    load_module,
    module_file,
)
from handbook.pages import PageError
from handbook.paths import LANGUAGES
from handbook.quantities import grouped

HEADERS = {
    "zh": ("对照项", "已发表", "本模型算得", "相差", "来源"),
    "en": ("What", "Published", "Computed", "Difference", "Source"),
}
LARGE = {
    "zh": ((1e12, " 万亿"), (1e8, " 亿")),
    "en": ((1e12, " trillion"), (1e9, " billion")),
}
TEXTS = {
    "zh": {
        "own": "本手册的示例值",
        "comma": "，",
        "from": "（{}）",
    },
    "en": {
        "own": "our example",
        "comma": ", ",
        "from": " ({})",
    },
}


def render_published(module_path: str, language: str) -> str:
    """Return published values beside the module's own, with the difference and the source.

    Args:
        module_path: `decisions/<module>`.
        language: `zh` or `en`.

    Raises:
        LookupError: there is no such module or data file.
        PageError: the data file is not valid TOML, a row lacks a field, or its call fails.
    """
    texts = TEXTS[_known(language)]
    module = load_module(module_path)
    rows = []
    for row in load_data(module_path)["published"]:
        place = f"{module_path}.toml, published {row.get('call', '?')}"
        call = field(row, "call", place)
        expect = field(row, "expect", place)
        kind = field(row, "kind", place)
        try:
            computed = evaluate(call, module)
            gap = difference(computed, expect, kind)
        except CALL_ERRORS as error:
            mend = "correct the model, or the row after reading its source again"
            file = module_file(module_path).with_suffix(".toml")
            what = f"{call} fails: {error}"
            raise PageError(what, mend, file=file, check="published-values") from error
        what = localised(row["label"], language) if row.get("label") else f"`{call}`"
        if row.get("note"):
            what += texts["from"].format(localised(row["note"], language))
        unit = row.get("unit", "")
        locator = localised(row.get("locator", ""), language)
        source = f"[@{field(row, 'source', place)}{', ' + locator if locator else ''}]"
        rows.append(
            (what, shown(expect, unit, language), shown(computed, unit, language),
             _gap(gap, kind, language), source)
        )  # fmt: skip
    return _table(HEADERS[language], rows)


def readable(value: float, language: str) -> str:
    """Format a number for a table: thousands separated, six digits, powers of ten where needed."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int) and abs(value) < 10**15:
        return grouped(f"{value:,}", language)
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    if 1e-4 <= abs(value) < 1e12:
        if value == int(value):
            return grouped(f"{int(value):,}", language)
        digits = max(0, 5 - math.floor(math.log10(abs(value))))
        text = f"{value:,.{digits}f}"
        return grouped(text.rstrip("0").rstrip(".") if "." in text else text, language)
    mantissa, exponent = f"{value:.5e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')} × 10<sup>{_minus(str(int(exponent)))}</sup>"


def shown(value: Any, unit: str | dict[str, str], language: str) -> str:
    """Return a value of the data file or its reproduction with its unit: up to six digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        if any(isinstance(item, Sequence) for item in value):
            return f"`{json.dumps(value)}`"
        joined = TEXTS[language]["comma"].join(_minus(readable(item, language)) for item in value)
        return _with_unit(joined, unit, language)
    if unit == "B" and abs(value) >= 1e6:
        decimal = grouped(f"{value / 1e9:,.5g}", language)
        return f"{decimal} GB ({grouped(f'{value / 2**30:,.4g}', language)} GiB)"
    if isinstance(unit, dict) and unit.get("en") == "share":
        return _minus(f"{readable(100 * value, language)}%")
    if isinstance(unit, dict):
        for size, word in LARGE[language]:
            if abs(value) >= size:
                number = readable(float(f"{value / size:.6g}"), language)
                return _with_unit(_minus(number) + word, unit, language)
    return _with_unit(_minus(readable(value, language)), unit, language)


def _with_unit(text: str, unit: str | dict[str, str], language: str) -> str:
    name = localised(unit, language)
    # In Chinese the measure follows 亿 without a space: 80 亿个参数.
    close = name in ("", "%") or text.endswith("亿")
    return f"{text}{'' if close else ' '}{name}"


def chosen(entry: dict[str, Any], value: Any, language: str) -> str:
    """Return what a value from a set is called in the language, or "" where there is no set."""
    for choice in entry.get("choices", []):
        if choice["value"] == value:
            return localised(choice["label"], language)
    return ""


def _gap(gap: float, kind: str, language: str) -> str:
    if gap == 0:
        return "0"
    if kind == "rel":
        return f"{100 * gap:.2g}%" if gap >= 1e-6 else "< 0.0001%"
    return readable(float(f"{gap:.2g}"), language)


def _minus(text: str) -> str:
    return text.replace("-", "−")


def localised(text: str | dict[str, str], language: str) -> str:
    """Return the text of the language, or the one text that serves both.

    Raises:
        LookupError: the language has none.
    """
    if isinstance(text, str):
        return text
    if not text.get(language):
        raise _incomplete(f"no text for language {language!r} in {text}", f"add {language} = …")
    return text[language]


def field(entry: dict[str, Any], name: str, place: str) -> Any:
    """Return a field that must be there.

    Raises:
        LookupError: it is not; the message names the place.
    """
    if name not in entry:
        raise _incomplete(f"{place}: no {name}", f"add {name} = …")
    return entry[name]


def _incomplete(what: str, mend: str) -> PageError:
    return PageError(what, mend, check="decision-data")


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise LookupError(f"there is no language {language!r}", f"write {' or '.join(LANGUAGES)}")
    return language


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [header, ["---"] * len(header), *rows]
    lines = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells)
    return "\n".join(lines) + "\n"
