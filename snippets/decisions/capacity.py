"""How many slots (or reviewers) keep the waiting time within a promise.

The queue with Poisson arrivals, exponential service times and c equal servers (M/M/c), solved by
the Erlang C formula. A server is whatever handles one job at a time: a slot of an inference
engine, a GPU, a person who reviews.

Run it: ``python snippets/decisions/capacity.py``
"""

# --8<-- [start:setup]
import math


def _check_above_zero(name: str, value: float) -> None:
    """Raise ValueError, naming the argument, unless 0 < value < infinity."""
    if not 0.0 < value < math.inf:
        raise ValueError(f"{name} must be above 0, got {value}")


def _check_servers(servers: int, least: int) -> None:
    """Raise ValueError unless servers is a whole number of at least `least`."""
    if not least <= servers < math.inf or servers != int(servers):
        raise ValueError(f"servers must be a whole number of at least {least}, got {servers}")


# --8<-- [end:setup]


# --8<-- [start:erlang]
def erlang_b(servers: int, load: float) -> float:
    """Return the share of jobs turned away where there is no queue (Erlang B).

    Args:
        servers: Number of servers, 0 or more.
        load: Arrival rate times mean service time, in erlangs: the jobs in service at once if
            nobody ever waited.

    Returns:
        Probability that all servers are busy when a job arrives, 0 to 1.

    Raises:
        ValueError: servers is not a whole number of at least 0, or load is below 0.

    Source: Erlang 1917, as a recursion over the servers, which never over- or underflows.
    """
    _check_servers(servers, 0)
    if not 0.0 <= load < math.inf:
        raise ValueError(f"load must be at least 0, got {load}")
    blocked = 1.0
    for k in range(1, int(servers) + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Return the probability that a job has to wait (Erlang C).

    Args:
        servers: Number of servers, 1 or more.
        load: Arrival rate times mean service time, in erlangs; below `servers`.

    Returns:
        Probability of waiting, 0 to 1.

    Raises:
        ValueError: servers is not a whole number of at least 1, or load is below 0, or load is
            not below servers: then the queue grows for ever.
    """
    _check_servers(servers, 1)
    if not 0.0 <= load < servers:
        raise ValueError(f"load must be at least 0 and below servers ({servers}), got {load}")
    blocked = erlang_b(servers, load)
    return blocked / (1.0 - load / servers * (1.0 - blocked))


# --8<-- [end:erlang]


# --8<-- [start:queue]
def queue(arrival_rate: float, service_rate: float, servers: int) -> dict[str, float]:
    """Return the long-run figures of the queue.

    Args:
        arrival_rate: Jobs that arrive per unit of time.
        service_rate: Jobs that one server finishes per unit of time: 1 / mean service time.
        servers: Number of servers, 1 or more.

    Returns:
        rho: share of time that a server is busy. p_wait: probability of waiting. p0: probability
        that the system is empty. Lq, L: mean number of jobs waiting, and waiting or in service.
        Wq, W: mean time waiting, and waiting plus in service (in the unit of the rates).

    Raises:
        ValueError: A rate is not above 0, or the servers cannot keep up with the arrivals.
    """
    _check_above_zero("arrival_rate", arrival_rate)
    _check_above_zero("service_rate", service_rate)
    _check_servers(servers, 1)
    load = arrival_rate / service_rate
    if load >= servers:
        raise ValueError(f"servers must be above the load of {load}, got {servers}")
    rho = load / servers
    p_wait = erlang_c(servers, load)
    waiting = p_wait * rho / (1.0 - rho)
    # Poisson weights in logarithms: e**-load alone underflows from a load of 745
    log_weight = -load
    total = 0.0
    for k in range(1, int(servers) + 1):
        total += math.exp(log_weight)
        log_weight += math.log(load / k)
    total += math.exp(log_weight) / (1.0 - rho)
    return {
        "rho": rho,
        "p_wait": p_wait,
        "p0": math.exp(-load) / total,
        "Lq": waiting,
        "Wq": waiting / arrival_rate,
        "W": waiting / arrival_rate + 1.0 / service_rate,
        "L": waiting + load,
    }


# --8<-- [end:queue]


# --8<-- [start:servers]
def service_level(arrival_rate: float, service_rate: float, servers: int, wait: float) -> float:
    """Return the share of jobs whose service begins within `wait`.

    Args:
        arrival_rate: Jobs that arrive per unit of time.
        service_rate: Jobs that one server finishes per unit of time.
        servers: Number of servers, 1 or more.
        wait: The promise, in the same unit of time; 0 or more.

    Returns:
        Share of jobs, 0 to 1.

    Raises:
        ValueError: As `queue`, or wait is below 0.
    """
    if not 0.0 <= wait < math.inf:
        raise ValueError(f"wait must be at least 0, got {wait}")
    p_wait = queue(arrival_rate, service_rate, servers)["p_wait"]
    return 1.0 - p_wait * math.exp(-(servers * service_rate - arrival_rate) * wait)


def servers_needed(
    arrival_rate: float,
    service_rate: float,
    wait: float,
    target: float,
    max_occupancy: float = 1.0,
) -> int:
    """Return the smallest number of servers that keeps the promise.

    Args:
        arrival_rate: Jobs that arrive per unit of time.
        service_rate: Jobs that one server finishes per unit of time.
        wait: The promise, in the same unit of time; 0 or more.
        target: Share of jobs for which the promise is kept, above 0 and below 1.
        max_occupancy: Largest share of time that a server may be busy, above 0, at most 1.

    Returns:
        Number of servers.

    Raises:
        ValueError: An argument is outside its range.
    """
    _check_above_zero("arrival_rate", arrival_rate)
    _check_above_zero("service_rate", service_rate)
    if not 0.0 <= wait < math.inf:
        raise ValueError(f"wait must be at least 0, got {wait}")
    if not 0.0 < target < 1.0:
        raise ValueError(f"target must be between 0 and 1 (both excluded), got {target}")
    if not 0.0 < max_occupancy <= 1.0:
        raise ValueError(f"max_occupancy must be above 0 and at most 1, got {max_occupancy}")
    load = arrival_rate / service_rate
    if load > 1e6:
        raise ValueError(
            f"arrival_rate must be at most 1000000 times service_rate, got {arrival_rate}"
        )
    servers = 0
    blocked = 1.0
    while True:
        servers += 1
        blocked = load * blocked / (servers + load * blocked)
        if load >= servers or load > servers * max_occupancy:
            continue
        p_wait = blocked / (1.0 - load / servers * (1.0 - blocked))
        late = p_wait * math.exp(-(servers * service_rate - arrival_rate) * wait)
        if 1.0 - late >= target:
            return servers


# --8<-- [end:servers]


# --8<-- [start:worked-example]
def worked_example(inputs: dict) -> dict:
    """Return the slots needed, and what they are spared, from the inputs of capacity.toml.

    Args:
        inputs: One value for each named input: arrival_rate in jobs per minute, times in seconds.

    Returns:
        One value for each named output; times in seconds.

    Raises:
        ValueError: An input is outside its range.
    """
    _check_above_zero("arrival_rate", inputs["arrival_rate"])
    _check_above_zero("service_time", inputs["service_time"])
    # servers_needed takes a load of a million, and is asked for twice the load too
    most = 30e6 / inputs["service_time"]
    if inputs["arrival_rate"] > most:
        raise ValueError(
            f"arrival_rate must be at most {most} where service_time is {inputs['service_time']}, "
            f"got {inputs['arrival_rate']}"
        )
    arrival_rate = inputs["arrival_rate"] / 60.0
    service_rate = 1.0 / inputs["service_time"]
    limits = (inputs["wait"], inputs["target"], inputs["max_occupancy"])
    slots = servers_needed(arrival_rate, service_rate, *limits)
    state = queue(arrival_rate, service_rate, slots)
    bare = int(arrival_rate / service_rate) + 1
    return {
        "load": arrival_rate / service_rate,
        "slots": slots,
        "p_wait": state["p_wait"],
        "mean_wait": state["Wq"],
        "service_level": service_level(arrival_rate, service_rate, slots, inputs["wait"]),
        "occupancy": state["rho"],
        "bare_slots": bare,
        "bare_mean_wait": queue(arrival_rate, service_rate, bare)["Wq"],
        "bare_service_level": service_level(arrival_rate, service_rate, bare, inputs["wait"]),
        "slots_at_twice_the_load": servers_needed(2.0 * arrival_rate, service_rate, *limits),
    }


# --8<-- [end:worked-example]


LABELS = {
    "zh": {
        "occupancy": "占用率",
        "probability": "需要等待的概率",
        "wait": "平均等待（服务时间的倍数）",
        "slots": "{} 个槽位",
    },
    "en": {
        "occupancy": "occupancy",
        "probability": "probability of waiting",
        "wait": "mean wait (in service times)",
        "slots": "{} slots",
    },
}


def draw_waiting(language: str) -> object:
    """Draw the probability of waiting and the mean wait against occupancy, for three pools."""
    from matplotlib.figure import Figure

    labels = LABELS[language]
    figure = Figure(figsize=(6.4, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    occupancies = [i / 50.0 for i in range(15, 48)] + [0.95, 0.96, 0.97, 0.98]
    for colour, servers in (("C0", 5), ("C1", 15), ("C2", 60)):
        states = [queue(rho * servers, 1.0, servers) for rho in occupancies]
        name = labels["slots"].format(servers)
        left.plot(occupancies, [s["p_wait"] for s in states], color=colour, label=name)
        right.plot(occupancies, [s["Wq"] for s in states], color=colour, label=name)
    for axes, label in ((left, labels["probability"]), (right, labels["wait"])):
        axes.axvline(0.85, color="0.5", linewidth=0.8, linestyle="--")
        axes.set_xlabel(labels["occupancy"])
        axes.set_ylabel(label)
        axes.set_xlim(0.3, 1.0)
        axes.set_ylim(0.0, 1.0)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    left.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    left.legend(frameon=False)
    return figure


def main() -> None:
    """Print the worked example: ten jobs a minute of one minute each."""
    from example_inputs import example_inputs

    inputs = example_inputs(__file__)
    answer = worked_example(inputs)
    promise = f"within {inputs['wait']:g} seconds"
    print(f"load: {answer['load']:.1f} jobs in service at once")
    print(f"slots needed: {answer['slots']}, busy {answer['occupancy']:.1%} of the time")
    print(f"probability of waiting: {answer['p_wait']:.3f}")
    print(f"mean wait: {answer['mean_wait']:.2f} seconds")
    print(f"started {promise}: {answer['service_level']:.2%}")
    print(
        f"the bare {answer['bare_slots']} slots: mean wait {answer['bare_mean_wait']:.1f} seconds"
    )
    print(f"  started {promise}: {answer['bare_service_level']:.1%}")
    print(f"slots needed at twice the load: {answer['slots_at_twice_the_load']}")


if __name__ == "__main__":
    main()
