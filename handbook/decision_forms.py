"""The worked example of a decision model, as a form: `::: form decisions/capacity`.

What is written here reads by itself: the inputs with meaning and source, and the recorded results.
docs/assets/js/form/form.js makes the inputs editable and computes anew in the reader's browser,
with the model's own file; it reads the data that stand in the block as JSON.
"""

import html
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

from handbook.decision_data import examples, load_data, module_file, with_siblings
from handbook.decision_tables import TEXTS, chosen, field, localised, shown
from handbook.pages import uses
from handbook.paths import LANGUAGES, SNIPPETS
from handbook.quantities import grouped, is_share, number, quantity
from handbook.values import recorded

_WORDS = {
    "zh": {
        "name": "算例：输入与结果",
        "inputs": "输入",
        "advanced": "更多输入",
        "result": "结果",
        "value": "算例",
        "step": "第 {} 步：",
        "takes": "来自第 {} 步：",
        "colon": "：",
        "semicolon": "；",
    },
    "en": {
        "name": "Worked example: inputs and results",
        "inputs": "Inputs",
        "advanced": "More inputs",
        "result": "Result",
        "value": "Example",
        "step": "Step {}: ",
        "takes": "From step {}: ",
        "colon": ": ",
        "semicolon": "; ",
    },
}
SENTENCE_DIGITS = 3  # a table has one more
_PLACE = re.compile(r"\{(?P<name>\w+)(?P<bare>:n)?\}")


def render(module_path: str, language: str) -> str:
    """Return the worked example as Markdown with HTML: inputs, sentence, results, data.

    Args:
        module_path: `decisions/<module>`.
        language: `zh` or `en`.

    Raises:
        LookupError: there is no such module, data file or recorded value, or a field is missing.
        ValueError: the data file is not valid TOML.
    """
    if language not in LANGUAGES:
        raise LookupError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    data, words = load_data(module_path), _WORDS[language]
    uses(module_file(module_path))
    place = f"{module_path}.toml"
    groups: dict[str, list[str]] = {"basic": [], "advanced": []}
    for entry in data["inputs"]:
        group = field(entry, "group", f"{place}, input {entry.get('name', '?')}")
        groups[group].append(_input(entry, f"{place}, input {entry['name']}", language))
    lines = [
        f'<section class="decision-form" id="your-numbers" aria-label="{words["name"]}"'
        ' markdown="block">',
        f'<p class="form-title">{words["inputs"]}</p>',
        *_fields(groups["basic"], "form-basic"),
    ]
    if groups["advanced"]:
        lines.append(f'<p class="form-title form-more">{words["advanced"]}</p>')
        lines += _fields(groups["advanced"], "form-advanced")
    lines += [f'<p class="form-title">{words["result"]}</p>']
    lines += [_sentence(module_path, data, language), *_results(module_path, data, language)]
    text = json.dumps(_for_script(module_path, data, language), ensure_ascii=False)
    text = text.replace("<", "\\u003c")  # it could end the element that holds the data
    lines += [f'<script type="application/json" class="form-data">{text}</script>', "</section>"]
    return "\n\n".join(lines) + "\n"


def sources(module_path: str) -> list[str]:
    """Return the model's own file and the siblings that it computes with, directly or not.

    Raises:
        LookupError: there is no such module or data file.
    """
    files = with_siblings(module_file(module_path))
    uses(*files)
    # `main` reads defaults by example_inputs (tomllib); a form hands in the reader's inputs.
    return [f"{file.parent.name}/{file.name}" for file in files if file.stem != "example_inputs"]


def copy_sources(target: Path) -> None:
    """Copy every file that a form runs, unchanged, to a folder that mirrors snippets/."""
    for name in sorted({file for model in examples() for file in sources(model)}):
        copied = target / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SNIPPETS / name, copied)


def _fields(items: list[str], name: str) -> list[str]:
    return [f'<dl class="form-fields {name}" markdown="block">', *items, "</dl>"]


def _input(entry: dict[str, Any], place: str, language: str) -> str:
    label = html.escape(localised(field(entry, "label", place), language))
    value = _default(entry, field(entry, "default", place), language)
    source = f"[@{entry['source']}]" if entry.get("source") else TEXTS[language]["own"]
    if entry.get("date"):
        source += TEXTS[language]["comma"] + str(entry["date"])
    note = html.escape(localised(entry.get("help", ""), language), quote=False)
    return "\n".join(
        (
            f'<div data-input="{entry["name"]}" markdown="block">',
            f"<dt>{label}</dt>",
            f'<dd class="form-value" markdown="span">{value}</dd>',
            f'<dd class="form-help"><span>{note}</span></dd>',
            f'<dd class="form-source" markdown="span">{source}</dd>',
            "</div>",
        )
    )


def _default(entry: dict[str, Any], value: Any, language: str) -> str:
    """Return the recorded input, all of its digits."""
    if "shown" in entry:
        exponent, unit = entry["shown"][language]
        amount = f"{Decimal(repr(value)).scaleb(-exponent).normalize():,f}"
        return f"{grouped(amount, language)} {unit}"
    return chosen(entry, value, language) or shown(value, entry.get("unit", ""), language)


def _sentence(module_path: str, data: dict[str, Any], language: str) -> str:
    values = recorded(module_path)
    entries = {entry["name"]: entry for entry in (*data["inputs"], *data["outputs"])}

    def fill(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in entries or name not in values:
            raise LookupError(f"{module_path}.toml, form: the sentence names {name}, which is none")
        form = number if match["bare"] else quantity
        value = form(values[name], entries[name], language, SENTENCE_DIGITS)  # type: ignore[arg-type]
        key = f"{name}{match['bare'] or ''}"
        return f'<data class="form-number" value="{key}">{value}</data>'

    template = html.escape(_form(data, module_path, "sentence", language), quote=False)
    text = _PLACE.sub(fill, template)
    # between a figure and Chinese words stands a space, after 万 or a Chinese unit none
    text = re.sub(r"(?<=[0-9A-Za-z%]</data>)(?=[\u4e00-\u9fff])", " ", text)
    text = re.sub(r"(?<![0-9A-Za-z%])</data> (?=[\u4e00-\u9fff])", "</data>", text)
    return f'<p class="form-sentence" markdown="span">{text}</p>'


def _form(data: dict[str, Any], module_path: str, key: str, language: str) -> str:
    return localised(field(data["form"], key, f"{module_path}.toml, form"), language)


def _results(module_path: str, data: dict[str, Any], language: str) -> list[str]:
    """Return one table of results, or one for each step of a case with what feeds it."""
    words = _WORDS[language]
    values = recorded(module_path)
    outputs = {entry["name"]: entry for entry in data["outputs"]}

    def value(name: str) -> str:
        return quantity(values[name], outputs[name], language)

    def table(entries: list[dict[str, Any]]) -> str:
        rows = "\n".join(
            f'<tr data-output="{entry["name"]}"><th scope="row">'
            f"{html.escape(localised(entry['label'], language))}</th>"
            f'<td class="form-example">{value(entry["name"])}</td></tr>'
            for entry in entries
        )
        return (
            '<div class="form-results"><table class="form-table"><thead><tr>'
            f'<th scope="col">{words["result"]}</th><th scope="col">{words["value"]}</th>'
            f"</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
        )

    steps = data["form"].get("steps", [])
    if not steps:
        return [table(data["outputs"])]
    lines = []
    for position, step in enumerate(steps, start=1):
        title = words["step"].format(position) + localised(step["label"], language)
        lines.append(f'<p class="form-title form-step">{html.escape(title)}</p>')
        fed = [
            words["takes"].format(origin)
            + f"{localised(outputs[name]['label'], language)} "
            + f'<data class="form-number" value="{name}">{value(name)}</data>'
            for name, origin in step.get("takes", {}).items()
        ]
        if fed:
            lines.append(f'<p class="form-fed">→ {words["semicolon"].join(fed)}</p>')
        lines.append(table([entry for entry in data["outputs"] if entry.get("step") == position]))
    return lines


def _for_script(module_path: str, data: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what form.js needs and the page does not show, in the page's language."""
    return {
        "module": Path(module_path).name,
        "files": sources(module_path),
        "inputs": [_script_input(entry, language) for entry in data["inputs"]],
        "outputs": [_with_choices(entry, language) for entry in data["outputs"]],
        "presets": [
            {"label": localised(entry["label"], language), "values": entry["values"]}
            for entry in data["presets"]
        ],
        "main": data["form"].get("main", []),
        "sentence": _form(data, module_path, "sentence", language),
        "curves": _in_language(data["curves"], language),
    }


def _script_input(entry: dict[str, Any], language: str) -> dict[str, Any]:
    keys = ("default", "minimum", "maximum", "step", "integer")
    kept: dict[str, Any] = {key: entry[key] for key in keys if key in entry}
    return {**_with_choices(entry, language), **kept}


def _with_choices(entry: dict[str, Any], language: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "name": entry["name"],
        "label": localised(entry["label"], language),
        "unit": localised(entry.get("unit", ""), language),
    }
    if is_share(entry.get("unit", "")):
        result.update(share=True, exponent=-2, unit="%")
    elif "shown" in entry:
        exponent, unit = entry["shown"][language]
        result.update(exponent=exponent, unit=unit)
    if entry.get("choices"):
        result["choices"] = {
            str(choice["value"]): localised(choice["label"], language)
            for choice in entry["choices"]
        }
    return result


def _in_language(value: Any, language: str) -> Any:
    """Replace each pair of texts, at any depth, by the language's own."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        result = {key: _in_language(one, language) for key, one in value.items()}
        if "shown" in value:
            exponent, unit = result.pop("shown")
            result.update(exponent=exponent, unit=unit)
        return {**result, "share": True} if is_share(value.get("unit", "")) else result
    if isinstance(value, list):
        return [_in_language(one, language) for one in value]
    return value
