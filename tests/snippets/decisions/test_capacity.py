"""The queue: identities of Erlang's formulas, limits, and the worked example."""

import math
import random
from pathlib import Path

import pytest
from capacity import erlang_b, erlang_c, queue, servers_needed, service_level, worked_example
from example_inputs import example_inputs
from hypothesis import given
from hypothesis import strategies as st

MODULE = Path(__file__).parents[3] / "snippets/decisions/capacity.py"
INPUTS = example_inputs(str(MODULE))
servers_counts = st.integers(1, 200)
occupancies = st.floats(0.01, 0.99)


def by_definition(servers: int, load: float) -> float:
    """Erlang C as the textbook sum."""
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    last = terms[-1] / (1.0 - load / servers)
    return last / (sum(terms[:-1]) + last)


@given(st.integers(1, 60), occupancies)
def test_the_recursion_is_the_textbook_sum(servers: int, rho: float) -> None:
    assert erlang_c(servers, rho * servers) == pytest.approx(
        by_definition(servers, rho * servers), rel=1e-9
    )


@given(servers_counts, occupancies)
def test_waiting_is_likelier_than_being_turned_away(servers: int, rho: float) -> None:
    assert 0.0 <= erlang_b(servers, rho * servers) <= erlang_c(servers, rho * servers) <= 1.0


@given(occupancies)
def test_one_server_waits_as_often_as_it_is_busy(rho: float) -> None:
    assert erlang_c(1, rho) == pytest.approx(rho)
    assert queue(rho, 1.0, 1)["p0"] == pytest.approx(1.0 - rho)


@given(servers_counts, occupancies, st.floats(0.01, 100.0))
def test_littles_law(servers: int, rho: float, service_rate: float) -> None:
    arrival_rate = rho * servers * service_rate
    state = queue(arrival_rate, service_rate, servers)
    assert state["L"] == pytest.approx(arrival_rate * state["W"])
    assert state["Lq"] == pytest.approx(arrival_rate * state["Wq"])
    assert state["rho"] == pytest.approx(rho)


@given(st.integers(1, 60), occupancies)
def test_the_empty_system_follows_from_the_textbook_sum(servers: int, rho: float) -> None:
    load = rho * servers
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    empty = 1.0 / (sum(terms[:-1]) + terms[-1] / (1.0 - rho))
    assert queue(load, 1.0, servers)["p0"] == pytest.approx(empty, rel=1e-9)


def test_a_large_pool_neither_overflows_nor_underflows() -> None:
    state = queue(9000.0, 1.0, 9200)
    assert 0.0 < state["p_wait"] < 1.0
    assert state["p0"] == 0.0  # e**-9000 is below the smallest float


@given(servers_counts, occupancies)
def test_one_server_more_makes_waiting_rarer_and_shorter(servers: int, rho: float) -> None:
    load = rho * servers
    assert erlang_c(servers + 1, load) <= erlang_c(servers, load)
    assert queue(load, 1.0, servers + 1)["Wq"] <= queue(load, 1.0, servers)["Wq"]


@given(st.integers(1, 30), st.floats(0.05, 0.9), st.integers(2, 5))
def test_a_pool_beats_separate_desks(servers: int, rho: float, desks: int) -> None:
    assert erlang_c(desks * servers, desks * rho * servers) <= erlang_c(servers, rho * servers)


@given(st.floats(0.1, 80.0), st.floats(0.0, 3.0), st.floats(0.05, 0.99), st.floats(0.2, 1.0))
def test_the_number_of_servers_is_the_smallest_that_keeps_the_promise(
    load: float, wait: float, target: float, ceiling: float
) -> None:
    servers = servers_needed(load, 1.0, wait, target, ceiling)
    assert service_level(load, 1.0, servers, wait) >= target
    assert load <= servers * ceiling
    fewer = servers - 1
    if fewer > load:
        assert service_level(load, 1.0, fewer, wait) < target or load > fewer * ceiling


@given(servers_counts, occupancies, st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_a_longer_promise_is_kept_more_often(
    servers: int, rho: float, one: float, other: float
) -> None:
    levels = [service_level(rho * servers, 1.0, servers, t) for t in sorted((one, other))]
    assert levels[0] <= levels[1]
    no_wait = 1.0 - erlang_c(servers, rho * servers)
    assert service_level(rho * servers, 1.0, servers, 0.0) == pytest.approx(no_wait)


def test_the_unit_of_time_does_not_matter() -> None:
    minutes = servers_needed(10.0, 1.0, 10.0 / 60.0, 0.95)
    assert minutes == servers_needed(10.0 / 60.0, 1.0 / 60.0, 10.0, 0.95)


def test_a_simulated_queue_waits_as_the_formula_says() -> None:
    """Fifty thousand jobs, each served by the first of fifteen slots to become free."""
    generator = random.Random(5)
    free_at = [0.0] * 15
    now, waited, total = 0.0, 0, 0.0
    for _ in range(50_000):
        now += generator.expovariate(10.0)
        slot = min(range(15), key=free_at.__getitem__)
        start = max(now, free_at[slot])
        waited += start > now
        total += start - now
        free_at[slot] = start + generator.expovariate(1.0)
    expected = queue(10.0, 1.0, 15)
    assert waited / 50_000 == pytest.approx(expected["p_wait"], rel=0.1)
    assert total / 50_000 == pytest.approx(expected["Wq"], rel=0.15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: erlang_b(-1, 1.0), "servers must be a whole number of at least 0, got -1"),
        (lambda: erlang_b(1, -1.0), "load must be at least 0, got -1.0"),
        (lambda: erlang_c(0, 0.5), "servers must be a whole number of at least 1, got 0"),
        (lambda: erlang_c(2, 2.0), r"load must be at least 0 and below servers \(2\), got 2.0"),
        (lambda: queue(0.0, 1.0, 1), "arrival_rate must be above 0, got 0.0"),
        (lambda: queue(1.0, math.nan, 1), "service_rate must be above 0, got nan"),
        (lambda: queue(3.0, 1.0, 3), "servers must be above the load of 3.0, got 3"),
        (lambda: queue(1.0, 1.0, 2.5), "servers must be a whole number of at least 1, got 2.5"),
        (lambda: service_level(1.0, 1.0, 2, -1.0), "wait must be at least 0, got -1.0"),
        (lambda: servers_needed(1.0, 1.0, 1.0, 1.0), "target must be between 0 and 1"),
        (lambda: servers_needed(1.0, 1.0, 1.0, 0.9, 0.0), "max_occupancy must be above 0"),
        (lambda: servers_needed(1e9, 1.0, 1.0, 0.9), "arrival_rate must be at most 1000000 times"),
        (lambda: worked_example({**INPUTS, "service_time": 0}), "service_time must be above 0"),
        (
            lambda: worked_example({**INPUTS, "service_time": 600, "arrival_rate": 50001}),
            "arrival_rate must be at most 50000.0 where service_time is 600, got 50001",
        ),
    ],
)
def test_values_out_of_range_are_refused_by_name(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=message):
        call()


def test_the_worked_example_is_the_one_of_the_page() -> None:
    answer = worked_example(INPUTS)
    assert answer["load"] == pytest.approx(10.0)
    assert answer["slots"] == 15
    assert round(answer["p_wait"], 3) == 0.102
    assert answer["service_level"] >= 0.95
    assert service_level(10.0, 1.0, 14, 1.0 / 6.0) < 0.95
    assert answer["slots_at_twice_the_load"] < 2 * answer["slots"]
