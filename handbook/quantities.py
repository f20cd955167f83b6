"""Results of decision models as people read them: four digits, a unit, words for large numbers.

docs/assets/js/form/numbers.js does the same in the browser; tests/browser/test_form.py compares.
"""

import math
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Unit = str | dict[str, str]
Entry = Mapping[str, Any]

DIGITS = 4
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGE = {
    "zh": ((1e12, " 万亿"), (1e8, " 亿"), (1e5, " 万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
}
_WORTH = {" 万": 1e4}  # 万 is said from 10 万 on, which is easier to compare than five digits
_GIGABYTES = {"zh": "{} GB（{} GiB）", "en": "{} GB ({} GiB)"}
_SINGULAR = re.compile(r"^(\w{2,})s\b", re.ASCII)
_COMMA = {"zh": "，", "en": ", "}


def grouped(text: str, language: str) -> str:
    """Return a number with the commas of the language: in Chinese 1875 has none, 60,000 has."""
    whole = text.partition(".")[0].lstrip("-−")
    return text.replace(",", "") if language == "zh" and len(whole) == len("1,875") else text


def plain(value: float, language: str, digits: int = DIGITS) -> str:
    """Return a number with thousands separated; digits beyond those wanted only if it is whole."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    exponent = int(f"{value:.{digits - 1}e}".split("e")[1])
    if value == int(value) and abs(value) < 1e15:
        return grouped(f"{int(value):,}".replace("-", "−"), language)
    if -4 <= exponent < 15:
        step = Decimal(1).scaleb(min(0, exponent - digits + 1))
        text = f"{Decimal(value).quantize(step, ROUND_HALF_UP):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return grouped(text.replace("-", "−"), language)
    mantissa = (
        Decimal(value).scaleb(-exponent).quantize(Decimal(1).scaleb(1 - digits), ROUND_HALF_UP)
    )
    shown = f"{mantissa:f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{shown} × 10{str(exponent).translate(_SUPERSCRIPT)}"


def number(value: float, entry: Entry, language: str, digits: int = DIGITS) -> str:
    """Return a number as `quantity` shows it, without its unit (but for shares and bytes)."""
    if not math.isfinite(value):
        return plain(value, language)
    unit = entry.get("unit", "")
    if "shown" in entry:
        exponent, _ = entry["shown"][language]
        return plain(float(Decimal(repr(value)).scaleb(-exponent)), language, digits)
    if is_share(unit):
        return f"{plain(100 * value, language, digits)}%"
    if unit == "B" and abs(value) >= 1e6:
        sizes = (plain(value / size, language, digits) for size in (1e9, 2**30))
        return _GIGABYTES[language].format(*sizes)
    if abs(value) < 1e15 and unit != "B":
        for size, word in _LARGE[language]:
            if abs(value) >= size:
                rounded = _rounded(value / _WORTH.get(word, size), digits)
                return plain(rounded, language, digits) + word
    return plain(value, language, digits)


def quantity(value: Any, entry: Entry, language: str, digits: int = DIGITS) -> str:
    """Return an input or a result with its unit.

    Args:
        value: A number, a text, or a list of numbers (or of lists).
        entry: Its table in the model's data file: `unit`, `choices` where the value is from a set,
            `shown` where it is read in another unit, as the power of ten and the unit's name.
        language: `zh` or `en`.
        digits: How many are enough, of a number that is not whole.
    """
    for choice in entry.get("choices", []):
        if choice["value"] == value:
            return str(choice["label"][language])
    if isinstance(value, str):
        return value
    unit = entry.get("unit", "")
    if "shown" in entry:
        _, unit = entry["shown"][language]
    if isinstance(value, Sequence):
        if any(isinstance(item, Sequence) for item in value):
            rows = ([plain(item, language) for item in row] for row in value)
            return "; ".join(map(_COMMA["en"].join, rows))
        items = [plain(item, language) for item in value]
        return _with_unit(_COMMA[language].join(items), unit, language)
    text = number(value, entry, language, digits)
    carries_its_unit = is_share(unit) or "GiB" in text
    return text if carries_its_unit else _with_unit(text, unit, language)


def is_share(unit: Unit) -> bool:
    """Say whether the unit is that of shares from 0 to 1, which are shown in percent."""
    return isinstance(unit, dict) and unit.get("en") == "share"


def _rounded(value: float, digits: int) -> float:
    """Round to the digits shown: a whole number of millions needs no more either."""
    exponent = int(f"{value:e}".split("e")[1])
    step = Decimal(1).scaleb(exponent - digits + 1)
    return float(Decimal(value).quantize(step, ROUND_HALF_UP))


def _with_unit(text: str, unit: Unit, language: str) -> str:
    name = unit if isinstance(unit, str) else unit[language]
    # In Chinese the measure follows 亿 without a space: 80 亿个参数.
    close = name in ("", "%") or (text.endswith(("亿", "万")) and not name[0].isascii())
    counted = _SINGULAR.sub(r"\1", name).replace("people", "person") if text == "1" else name
    return f"{text}{'' if close else ' '}{counted}"
