"""Which published rows a reader can type into a form, and which result then shows the value.

A published row is a call of a model's function. Where that function's value is a result of the
worked example, the arguments are inputs; the others need the function itself.
"""

import ast
import math
from collections.abc import Callable
from typing import Any

Inputs = dict[str, Any]
Typed = tuple[Callable[..., Inputs], dict[str, str]]


def _named(*names: str, **fixed: Any) -> Callable[..., Inputs]:
    """The arguments in order are these inputs; others are fixed, so that they do not interfere."""

    def inputs(*arguments: Any, **keywords: Any) -> Inputs:
        return {**dict(zip(names, arguments, strict=False)), **keywords, **fixed}

    return inputs


def _capacity(arrival: float, service: float, wait: float, target: float, most: float) -> Inputs:
    """Rates in minutes; the form asks for seconds."""
    return {
        "arrival_rate": arrival,
        "service_time": 60 / service,
        "wait": 60 * wait,
        "target": target,
        "max_occupancy": most,
    }


def _layers(layers: int, heads: int, width: int, size: float = 2) -> Inputs:
    """Every head caches, so that the number of heads is that of KV heads."""
    return {
        "n_layer": layers,
        "n_kv_heads": heads,
        "n_heads": heads,
        "head_dim": width,
        "bytes_per_kv": size,
    }


def _cache(tokens: int, *layers: Any) -> Inputs:
    return {**_layers(*layers), "context": tokens}


def _llama(n_layer: int, d_model: int, d_ff: int, n_heads: int, n_kv: int, words: int) -> Inputs:
    return {
        "n_layer": n_layer,
        "d_model": d_model,
        "d_ff": d_ff,
        "n_heads": n_heads,
        "n_kv_heads": n_kv,
        "vocab_size": words,
        "head_dim": d_model // n_heads,
        "known_parameters": 0,
    }


def _decode(
    batch: int, kv: float, weights: float, bandwidth: float, flops: float = 1e20, size: float = 1
) -> Inputs:
    """Without arithmetic given, one that takes no time; a measurement that is slow enough."""
    return {
        "batch": batch,
        "kv_bytes_per_sequence": kv,
        "weight_bytes": weights,
        "bandwidth": bandwidth,
        "peak_flops": flops,
        "parameters": size,
        "seconds_per_token": 100,
    }


def _rating(own: float, other: float) -> Inputs:
    """No input: the page shows the win rate of some leads."""
    return {"_points": own - other}


# Model, function: how arguments become inputs; what is done to the call, and the result it then is.
TYPED: dict[tuple[str, str], Typed] = {
    ("capacity", "servers_needed"): (_capacity, {"_": "slots"}),
    ("competition", "hhi"): (_named("known_shares"), {"_": "hhi_low"}),
    ("competition", "hhi_bounds"): (_named("known_shares"), {"_[0]": "hhi_low"}),
    ("competition", "merger_delta"): (
        lambda one, other: {"merging_shares": [one, other]},
        {"_": "merger_delta"},
    ),
    ("decode_speed", "decode_step_seconds"): (_decode, {"1000.0 * _": "ms_per_token"}),
    ("decode_speed", "decode_tokens_per_second"): (_decode, {"_": "tokens_per_second"}),
    ("decode_speed", "critical_batch"): (
        _named("peak_flops", "bandwidth", seconds_per_token=100),
        {"_": "critical_batch"},
    ),
    ("decode_speed", "bandwidth_utilisation"): (
        _named(
            *("weight_bytes", "kv_bytes_per_sequence", "seconds_per_token", "bandwidth"),
            parameters=1,
        ),
        {"_": "mbu"},
    ),
    ("human_in_the_loop", "decision_threshold"): (
        _named("cost_act_wrong", "cost_leave_wrong"),
        {"_": "act_threshold"},
    ),
    ("human_in_the_loop", "review_threshold"): (
        _named("error_cost", "review_cost", reviewer_error=0),
        {"_": "threshold"},
    ),
    ("human_in_the_loop", "expected_cost"): (
        lambda probabilities, _, *costs: {
            "probabilities": probabilities,
            **_named("error_cost", "review_cost", reviewer_error=0)(*costs),
        },
        {"_": "cost_per_item"},
    ),
    ("judge_agreement", "cohen_kappa"): (
        lambda table, scores=(): {"table": table, "scores": list(scores)},
        {"_[0]": "kappa", "_[1]": "standard_error", "_[2]": "kappa_low, kappa_high"},
    ),
    ("judge_agreement", "fleiss_kappa"): (_named("counts"), {"_": "fleiss_kappa"}),
    ("market", "bass_peak"): (_named("p", "q"), {"_[0]": "peak_years"}),
    ("market", "market_quantiles"): (
        lambda factors: {
            f"{name}_{end}": value
            for name, factor in zip(("customers", "paying_share", "revenue"), factors, strict=True)
            for end, value in zip(("low", "mode", "high"), factor, strict=True)
        },
        {"_['mean']": "som_mean"},
    ),
    ("model_size", "llama_parameters"): (_llama, {"_": "parameters"}),
    ("model_size", "kv_cache_bytes_per_token"): (_layers, {"_": "kv_bytes_per_token"}),
    ("model_size", "kv_cache_bytes"): (_cache, {"_": "kv_bytes_per_sequence"}),
    ("pairwise_rating", "elo_expected"): (_rating, {"_": "win_rate_at_{_points}"}),
    ("pass_at_k", "pass_at_k"): (_named("n", "c", "k"), {"_": "pass_at_k"}),
    ("sample_size", "cohen_h"): (_named("p2", "p1"), {"_": "effect_size"}),
    ("sample_size", "power_of_proportions"): (_named("n", "p1", "p2"), {"_": "power_at_n"}),
    ("self_hosting", "monthly_cost"): (
        _named("gpus", "gpu_hour_price", fixed=0),
        {"_": "self_host_bill"},
    ),
    ("token_economics", "request_cost"): (
        _named(
            *("input_tokens", "cached_tokens", "output_tokens"),
            *("input_price", "cached_price", "output_price"),
        ),
        {"_": "cost_per_request"},
    ),
    ("token_economics", "markup"): (_named("price", "other_cost", requests=0), {"_": "markup"}),
    ("training_compute", "training_flops"): (
        _named("parameters", "tokens"),
        {"_": "flops", "petaflop_s_days(_)": "petaflop_s_days"},
    ),
    ("unit_economics", "lifetime_value"): (
        _named("monthly_revenue", "gross_margin", "monthly_churn", acquisition_cost=6000),
        {"_": "lifetime_value", "_ / 6000": "ratio"},
    ),
    ("unit_economics", "margin_multiple"): (
        _named("retention", "discount_rate"),
        {"_": "margin_multiple"},
    ),
}


def typed(model: str, call: str) -> tuple[Inputs, list[str]] | None:
    """The inputs and results of a row that a reader can type; None for one that is only a call."""
    tree = ast.parse(call, mode="eval")
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if (model, node.func.id) not in TYPED:
            continue
        form, results = TYPED[model, node.func.id]
        if (model, len(node.args)) == ("decode_speed", 3):
            return None  # bytes per parameter are no input
        pattern = ast.unparse(_Replaced(node).visit(ast.parse(call, mode="eval")))
        if pattern not in results:
            return None
        arguments = [_constant(argument) for argument in node.args]
        keywords = {str(keyword.arg): _constant(keyword.value) for keyword in node.keywords}
        inputs = form(*arguments, **keywords)
        names = results[pattern].format(**inputs).split(", ")
        return {name: value for name, value in inputs.items() if name[0] != "_"}, names
    return None


class _Replaced(ast.NodeTransformer):
    """Puts `_` in the place of one call."""

    def __init__(self, call: ast.Call) -> None:
        self.dumped = ast.dump(call)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if ast.dump(node) == self.dumped:
            return ast.Name("_", ast.Load())
        return self.generic_visit(node)


def _constant(node: ast.expr) -> Any:
    """The value of arguments that are numbers, lists of them, or sums over them."""
    return eval(compile(ast.Expression(node), "<row>", "eval"), {"__builtins__": {}, "math": math})
