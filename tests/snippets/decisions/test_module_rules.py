"""The decision models keep their contract: names, argument order, imports, error messages."""

import ast
import re

import pytest

from handbook.decision_data import load_data, load_module, module_file, names
from handbook.paths import SNIPPETS

SIGNATURES = """
model_size.gpt_parameters n_layer d_model vocab_size context d_ff bias learned_positions tied_head
model_size.llama_parameters n_layer d_model d_ff n_heads n_kv_heads vocab_size head_dim tied_head
model_size.kv_cache_bytes_per_token n_layer n_kv_heads head_dim bytes_per_element
model_size.kv_cache_bytes tokens full_layers n_kv_heads head_dim bytes_per_element \
window_layers window
model_size.training_state_bytes_per_parameter weights gradients optimizer
training_compute.training_flops parameters tokens
training_compute.petaflop_s_days flops
training_compute.training_days flops n_gpu peak_flops mfu
training_compute.gpu_hours flops peak_flops mfu
training_compute.compute_optimal flops tokens_per_parameter
training_compute.parametric_optimum flops A B alpha beta
decode_speed.decode_step_seconds batch kv_bytes_per_sequence weight_bytes bandwidth peak_flops \
parameters
decode_speed.decode_tokens_per_second batch kv_bytes_per_sequence weight_bytes bandwidth \
peak_flops parameters
decode_speed.critical_batch peak_flops bandwidth bytes_per_parameter
decode_speed.bandwidth_utilisation weight_bytes kv_cache_bytes seconds_per_token peak_bandwidth
token_economics.request_cost input_tokens cached_tokens output_tokens input_price cached_price \
output_price cache_write_tokens cache_write_price
token_economics.gross_margin revenue cost
token_economics.markup revenue cost
token_economics.annual_price_factor start_price end_price months
self_hosting.monthly_cost gpus gpu_hour_price hours overhead fixed
self_hosting.blended_price input_tokens output_tokens input_price output_price
self_hosting.break_even_million_tokens monthly_cost_usd price_per_million
self_hosting.gpus_needed tokens_per_month tokens_per_second_per_gpu peak_to_mean hours
capacity.erlang_b servers load
capacity.erlang_c servers load
capacity.queue arrival_rate service_rate servers
capacity.service_level arrival_rate service_rate servers wait
capacity.servers_needed arrival_rate service_rate wait target max_occupancy
sample_size.cohen_h p1 p2
sample_size.per_arm_arcsine h alpha power
sample_size.per_arm_proportions p1 p2 alpha power
sample_size.power_of_proportions n p1 p2 alpha
judge_agreement.cohen_kappa table scores
judge_agreement.fleiss_kappa counts
judge_agreement.kappa_from_agreement observed expected
pass_at_k.pass_at_k n c k
pass_at_k.cost_per_task attempt_cost success_rate max_attempts check_cost fallback_cost
pairwise_rating.bradley_terry wins
pairwise_rating.elo_expected rating_a rating_b
pairwise_rating.logit_to_elo delta
human_in_the_loop.decision_threshold cost_false_positive cost_false_negative
human_in_the_loop.review_threshold error_cost review_cost reviewer_error
human_in_the_loop.expected_cost probabilities threshold error_cost review_cost reviewer_error
unit_economics.margin_multiple retention discount_rate
unit_economics.lifetime_value monthly_revenue gross_margin monthly_churn
unit_economics.payback_months acquisition_cost monthly_revenue gross_margin
market.bass_adoption t p q
market.bass_peak p q
market.pert_mean low mode high
market.market_quantiles factors draws seed
competition.hhi shares
competition.hhi_bounds known_shares
competition.merger_delta share_a share_b
"""
CONTRACT: dict[str, dict[str, list[str]]] = {}
for line in SIGNATURES.split("\n")[1:-1]:
    qualified, *arguments = line.split()
    module, function = qualified.split(".")
    CONTRACT.setdefault(module, {})[function] = arguments
MODELS = sorted(CONTRACT)


def _tree(model: str) -> ast.Module:
    return ast.parse(module_file(f"decisions/{model}").read_text("utf-8"))


def _functions(model: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in _tree(model).body if isinstance(node, ast.FunctionDef)}


def test_every_model_of_the_contract_exists_and_no_other() -> None:
    assert [name.removeprefix("decisions/") for name in names()] == MODELS


@pytest.mark.parametrize("model", MODELS)
def test_functions_and_arguments_are_the_contract(model: str) -> None:
    functions = _functions(model)
    for name, arguments in CONTRACT[model].items():
        assert name in functions, f"{model} has no function {name}"
        assert [argument.arg for argument in functions[name].args.args] == arguments
    assert [argument.arg for argument in functions["worked_example"].args.args] == ["inputs"]
    assert "main" in functions


@pytest.mark.parametrize("model", [*MODELS, "probability"])
def test_only_math_and_probability_are_imported(model: str) -> None:
    tree = ast.parse((SNIPPETS / "decisions" / f"{model}.py").read_text("utf-8"))
    imported: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
        assert not isinstance(node, ast.ClassDef), f"{model}: no classes"
    assert imported <= {"math", "probability"}


@pytest.mark.parametrize("model", [*MODELS, "probability"])
def test_nothing_that_micropython_misreads(model: str) -> None:
    tree = ast.parse((SNIPPETS / "decisions" / f"{model}.py").read_text("utf-8"))
    printing = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and (node.name == "main" or node.name.startswith("draw_"))
    ]
    skipped = {inner for node in printing for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            assert None not in node.keys, f"{model}:{node.lineno}: write dict(d, key=…)"
        if node not in skipped and isinstance(node, ast.FormattedValue) and node.format_spec:
            text = ast.unparse(node.format_spec)
            assert "," not in text, f"{model}:{node.lineno}: MicroPython ignores ',' in a format"


@pytest.mark.parametrize("model", MODELS)
def test_public_functions_are_documented(model: str) -> None:
    for name, function in _functions(model).items():
        assert ast.get_docstring(function), f"{model}.{name} has no docstring"
        if name in CONTRACT[model] and model != "probability":
            assert function.returns is not None, f"{model}.{name} has no return annotation"


@pytest.mark.parametrize("model", MODELS)
def test_every_value_error_names_argument_range_and_value(model: str) -> None:
    for node in ast.walk(_tree(model)):
        if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
            continue
        assert ast.unparse(node.exc.func) == "ValueError", f"{model}:{node.lineno}"
        text = ast.unparse(node.exc.args[0])
        assert re.search(r"(\w|\}).* must .+", text), f"{model}:{node.lineno}: {text}"
        assert ", got " in text, f"{model}:{node.lineno}: the value is missing: {text}"


@pytest.mark.parametrize("model", MODELS)
def test_outputs_of_the_data_file_are_those_of_the_worked_example(model: str) -> None:
    data = load_data(f"decisions/{model}")
    defaults = {entry["name"]: entry["default"] for entry in data["inputs"]}
    result = load_module(f"decisions/{model}").worked_example(defaults)
    assert {entry["name"] for entry in data["outputs"]} == set(result)
    assert not set(defaults) & set(result), "an output has the name of an input"
    for entry in data["outputs"]:
        value = result[entry["name"]]
        assert isinstance(value, int | float | str)
        if isinstance(value, str):
            assert value in {choice["value"] for choice in entry["choices"]}


@pytest.mark.parametrize("model", MODELS)
def test_presets_are_valid_cases(model: str) -> None:
    data = load_data(f"decisions/{model}")
    defaults = {entry["name"]: entry["default"] for entry in data["inputs"]}
    for preset in data["presets"]:
        load_module(f"decisions/{model}").worked_example({**defaults, **preset["values"]})
