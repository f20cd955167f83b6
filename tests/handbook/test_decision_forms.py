"""Forms of decision pages: as they stand without scripts, and the data that scripts read."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from handbook import decision_forms
from handbook.decision_data import evaluate_with, examples, load_data, load_module
from handbook.paths import LANGUAGES, SNIPPETS
from handbook.quantities import plain, quantity

MODELS = examples()


def _data(markdown: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" class="form-data">(.*?)</script>', markdown)
    assert match
    parsed: dict[str, Any] = json.loads(match[1])
    return parsed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODELS)
def test_form_reads_without_scripts(name: str, language: str) -> None:
    text = decision_forms.render(name, language)
    data = load_data(name)
    for entry in data["inputs"]:
        assert f'data-input="{entry["name"]}"' in text
        assert entry["label"][language].replace("'", "&#x27;") in text
    shown = re.findall(r'data-output="(\w+)".*?form-example">([^<]+)<', text)
    assert [name for name, _ in shown] == [entry["name"] for entry in data["outputs"]]
    assert "{" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL).replace("{ #", "")


@pytest.mark.parametrize("name", MODELS)
def test_both_languages_hold_the_same_data(name: str) -> None:
    chinese, english = (_data(decision_forms.render(name, language)) for language in LANGUAGES)
    for key in ("module", "files", "main"):
        assert chinese[key] == english[key]
    for one, other in zip(chinese["inputs"], english["inputs"], strict=True):
        assert (one["name"], one["default"]) == (other["name"], other["default"])
    for key in ("outputs", "presets", "curves"):
        assert len(chinese[key]) == len(english[key])


@pytest.mark.parametrize("name", MODELS)
def test_main_results_and_presets_are_known(name: str) -> None:
    data = load_data(name)
    inputs = {entry["name"]: entry for entry in data["inputs"]}
    assert data["form"]["main"]
    assert set(data["form"]["main"]) <= {entry["name"] for entry in data["outputs"]}
    for preset in data["presets"]:
        assert set(preset["values"]) <= set(inputs), preset["name"]
    for entry in data["inputs"]:
        values = entry["default"] if isinstance(entry["default"], list) else [entry["default"]]
        flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
        if "choices" not in entry:
            assert all(entry["minimum"] <= value <= entry["maximum"] for value in flat), entry


def _curves() -> list[tuple[str, dict[str, Any]]]:
    return [(name, curve) for name in MODELS for curve in load_data(name)["curves"]]


@pytest.mark.parametrize(
    ("name", "curve"), _curves(), ids=[curve["label"]["en"] for _, curve in _curves()]
)
def test_curve_can_be_drawn_for_the_example(name: str, curve: dict[str, Any]) -> None:
    module, data = load_module(name), load_data(name)
    inputs = {entry["name"]: entry["default"] for entry in data["inputs"]}
    result = module.worked_example(inputs)
    names = {**result, **inputs, "result": result, "inputs": inputs}

    def value(expression: str, **more: float) -> Any:
        return evaluate_with(expression, module, {**names, **more})

    low, high = value(curve["x"]["from"]), value(curve["x"]["to"])
    assert low < high
    if curve["x"].get("whole"):
        low, high = int(low), int(high)
    at = value(curve["at"])
    place = f"{name}.toml, curve '{curve['label']['en']}'"
    assert low <= at <= high, f"{place}: at {curve['at']} = {at} is not between {low} and {high}"
    for x in (low, at, high):
        for line in curve["lines"]:
            assert math.isfinite(value(line["y"], x=x)), line["y"]
    for level in curve.get("levels", []):
        assert math.isfinite(value(level["y"]))


def test_sources_are_the_module_and_what_it_imports() -> None:
    assert decision_forms.sources("decisions/capacity") == ["decisions/capacity.py"]
    assert decision_forms.sources("decisions/market") == [
        "decisions/probability.py",
        "decisions/market.py",
    ]
    case = decision_forms.sources("decisions/support_assistant_case")
    assert len(case) == 8 and case[-1] == "decisions/support_assistant_case.py"


def test_sources_are_copied_unchanged(tmp_path: Path) -> None:
    decision_forms.copy_sources(tmp_path)
    copied = sorted(tmp_path.glob("**/*.py"))
    assert copied
    for file in copied:
        assert file.read_bytes() == (SNIPPETS / file.relative_to(tmp_path)).read_bytes()


def test_unknown_language_and_model_are_refused() -> None:
    with pytest.raises(LookupError, match="language must be one of zh, en, got 'fr'"):
        decision_forms.render("decisions/capacity", "fr")
    with pytest.raises(LookupError, match="there is no module"):
        decision_forms.render("decisions/nothing", "en")


def test_sentence_may_name_only_inputs_and_results(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load_data("decisions/capacity")
    data["form"] = {**data["form"], "sentence": {"zh": "{nothing}", "en": "{nothing}"}}
    monkeypatch.setattr(decision_forms, "load_data", lambda _: data)
    with pytest.raises(LookupError, match="the sentence names nothing, which is none"):
        decision_forms.render("decisions/capacity", "en")


JOBS = {"unit": {"zh": "个", "en": "jobs"}}
SHARE = {"unit": {"zh": "比例", "en": "share"}}
FLAG = {"choices": [{"value": "yes", "label": {"zh": "是", "en": "yes"}}]}
MILLION_TOKENS = {"shown": {"zh": [2, "亿词元"], "en": [0, "million tokens"]}}


@pytest.mark.parametrize(
    ("value", "entry", "chinese", "english"),
    [
        (15, JOBS, "15 个", "15 jobs"),
        (1, JOBS, "1 个", "1 job"),
        (1, {"unit": {"zh": "人", "en": "people"}}, "1 人", "1 person"),
        (1, {"unit": "ms"}, "1 ms", "1 ms"),
        (-0.54, JOBS, "−0.54 个", "−0.54 jobs"),
        (1.224508, JOBS, "1.225 个", "1.225 jobs"),
        (577784.2, JOBS, "57.78 万个", "577,784 jobs"),
        (70553706496, JOBS, "705.5 亿个", "70.55 billion jobs"),
        (1.5e13, JOBS, "15 万亿个", "15 trillion jobs"),
        (7.2e23, JOBS, "7.2 × 10²³ 个", "7.2 × 10²³ jobs"),
        (12345000, JOBS, "1235 万个", "12.35 million jobs"),
        (0.102042, SHARE, "10.2%", "10.2%"),
        (184057085952, {"unit": "B"}, "184.1 GB（171.4 GiB）", "184.1 GB (171.4 GiB)"),
        (327680, {"unit": "B"}, "327,680 B", "327,680 B"),
        (2946.86, MILLION_TOKENS, "29.47 亿词元", "2,947 million tokens"),
        ("yes", FLAG, "是", "yes"),
        (math.inf, {}, "∞", "∞"),
        ([53, 18.5], {"unit": "%"}, "53，18.5%", "53, 18.5%"),
    ],
)
def test_quantity(value: Any, entry: dict[str, Any], chinese: str, english: str) -> None:
    assert quantity(value, entry, "zh") == chinese
    assert quantity(value, entry, "en") == english


def test_plain_keeps_whole_numbers_and_rounds_halves_up() -> None:
    assert plain(3841, "en") == "3,841"
    assert plain(math.nan, "en") == "–"
    assert plain(0.00012346, "en") == "0.0001235"
    assert plain(2.5, "en", 1) == "3"
    assert plain(1e-6, "en", 3) == "1 × 10⁻⁶"


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (-3841, "−3841", "−3,841"),
        (1234.5, "1234.5", "1,234.5"),
        (60000, "60,000", "60,000"),
        (1234567, "1,234,567", "1,234,567"),
    ],
)
def test_four_digits_take_no_comma_in_chinese(value: float, chinese: str, english: str) -> None:
    assert plain(value, "zh", 5) == chinese
    assert plain(value, "en", 5) == english
