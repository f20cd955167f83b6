"""Results of decision models as people read them: four digits, a unit, words for large numbers.

docs/assets/js/form/numbers.js does the same in the browser; tests/browser/test_form.py compares.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Unit = str | dict[str, str]

DIGITS = 4
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGE = {
    "zh": ((1e12, " 万亿"), (1e8, " 亿"), (1e5, " 万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
}
_WORTH = {" 万": 1e4}  # 万 is said from 10 万 on, which is easier to compare than five digits
_COMMA = {"zh": "，", "en": ", "}


def plain(value: float) -> str:
    """Return a number with thousands separated and at most four digits that are not whole."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    exponent = int(f"{value:.{DIGITS - 1}e}".split("e")[1])
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}".replace("-", "−")
    if -4 <= exponent < 15:
        step = Decimal(1).scaleb(min(0, exponent - DIGITS + 1))
        text = f"{Decimal(value).quantize(step, ROUND_HALF_UP):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace("-", "−")
    mantissa = Decimal(value).scaleb(-exponent).quantize(Decimal("0.001"), ROUND_HALF_UP)
    shown = f"{mantissa:f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{shown} × 10{str(exponent).translate(_SUPERSCRIPT)}"


def number(value: float, unit: Unit, language: str) -> str:
    """Return a number as `quantity` shows it, without its unit (but for shares and bytes)."""
    if not math.isfinite(value):
        return plain(value)
    if is_share(unit):
        return f"{plain(100 * value)}%"
    if unit == "B" and abs(value) >= 1e6:
        return f"{plain(value / 1e9)} GB ({plain(value / 2**30)} GiB)"
    if abs(value) < 1e15:
        for size, word in _LARGE[language]:
            if abs(value) >= size:
                return plain(_rounded(value / _WORTH.get(word, size))) + word
    return plain(value)


def quantity(value: Any, unit: Unit, language: str) -> str:
    """Return a result with its unit.

    Args:
        value: A number, a text, or a list of numbers (or of lists).
        unit: As in the model's data file: a text, or one for each language.
        language: `zh` or `en`.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        if any(isinstance(item, Sequence) for item in value):
            return "; ".join(_COMMA["en"].join(map(plain, row)) for row in value)
        return _with_unit(_COMMA[language].join(map(plain, value)), unit, language)
    text = number(value, unit, language)
    carries_its_unit = is_share(unit) or text.endswith("GiB)")
    return text if carries_its_unit else _with_unit(text, unit, language)


def is_share(unit: Unit) -> bool:
    """Say whether the unit is that of shares from 0 to 1, which are shown in percent."""
    return isinstance(unit, dict) and unit.get("en") == "share"


def _rounded(value: float) -> float:
    """Round to the digits shown: a whole number of millions needs no more either."""
    exponent = int(f"{value:e}".split("e")[1])
    step = Decimal(1).scaleb(exponent - DIGITS + 1)
    return float(Decimal(value).quantize(step, ROUND_HALF_UP))


def _with_unit(text: str, unit: Unit, language: str) -> str:
    name = unit if isinstance(unit, str) else unit[language]
    # In Chinese the measure follows 亿 without a space: 80 亿个参数.
    close = name in ("", "%") or (text.endswith(("亿", "万")) and not name[0].isascii())
    return f"{text}{'' if close else ' '}{name}"
