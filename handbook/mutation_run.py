"""Runs the tests once for each change of the code: a pytest plugin for `handbook.mutation`.

The tests are collected once. Each change is then tried in a fork of this process, which runs the
tests that reach the changed lines and stops at the first one that fails.
"""

import gc
import json
import os
import resource
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Literal

import pytest
from coverage import Coverage
from mutmut.mutation.trampoline import set_mutant_under_test

from handbook.mutation_changes import (
    CHANGES,
    NOTICED,
    RESULTS,
    STOPPED,
    SURVIVED,
    UNREACHED,
    Change,
)

_REACH = Path("reach.json")
_SECONDS = 20  # of processor time for one change: it may never end
_failed: list[str] = []


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Say why tests cannot be collected: nothing else does without pytest's terminal."""
    if report.failed:
        print(report.longrepr, flush=True)


def pytest_internalerror(excrepr: object) -> None:
    """Say what went wrong in here."""
    print(excrepr, flush=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """Remember that a test failed, and write nothing about it: that takes longer than the test."""
    if call.excinfo:
        _failed.append(item.nodeid)
    outcome: Literal["failed", "passed"] = "failed" if call.excinfo else "passed"
    when = "call" if call.when == "collect" else call.when
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of running the tests: see which lines each reaches, then try each change."""
    if session.testsfailed:
        pytest.exit("some tests cannot be collected", 1)
    changes = [Change(*change) for change in json.loads(Path(CHANGES).read_text("utf-8"))]
    marks = {mark for change in changes for mark in change.tests}
    items = [item for item in session.items if any(mark in item.nodeid for mark in marks)]
    _in_fork(lambda: _see_reach(items, {change.file for change in changes}))
    reach: dict[str, dict[str, list[str]]] = json.loads(_REACH.read_text("utf-8"))
    _warm_up([item for item in items if "small_project" in item.nodeid])
    with Path(RESULTS).open("w", encoding="utf-8") as results:
        for change in changes:
            lines = reach[change.file]
            reaching = {test for line in change.lines for test in lines.get(str(line), ())}
            chosen = [
                item
                for mark in change.tests
                for item in items
                if mark in item.nodeid and item.nodeid in reaching
            ]
            result = _try(change.name, chosen) if chosen else UNREACHED
            print(json.dumps([change.name, result]), file=results, flush=True)
    return True


def _see_reach(items: list[pytest.Item], files: set[str]) -> bool:
    """Write which tests reach which lines of the files, without those that fail in the copy."""
    coverage = Coverage(data_file=None, include=sorted(files), config_file=False)
    coverage.start()
    failing: set[str] = set()
    modules = {file.removesuffix(".py").replace("/", ".") for file in files}
    cached = [each for each in _cached_functions() if each.__module__ in modules]
    for item in items:
        for function in cached:
            function.cache_clear()
        coverage.switch_context(item.nodeid)
        if not _passes([item]):
            failing.add(item.nodeid)
    coverage.stop()
    reach = {}
    for file in files:
        tests = coverage.get_data().contexts_by_lineno(str(Path(file).resolve()))
        reach[file] = {line: sorted(set(names) - failing) for line, names in tests.items()}
    _REACH.write_text(json.dumps(reach), "utf-8")
    for test in sorted(failing):
        print(f"left out, because it fails in the copy: {test}", flush=True)
    return True


def _warm_up(items: list[pytest.Item]) -> None:
    """Run tests here, so that no fork has to import modules and compile patterns for itself."""
    _passes(items)
    for function in _cached_functions():
        function.cache_clear()
    gc.collect()
    gc.freeze()


def _cached_functions() -> "list[_lru_cache_wrapper[object]]":
    every = [held for held in gc.get_objects() if isinstance(held, _lru_cache_wrapper)]
    return [function for function in every if function.__module__.startswith("handbook")]


def _try(name: str, items: list[pytest.Item]) -> str:
    def passes() -> bool:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        set_mutant_under_test(name)
        return _passes(items)

    passed = _in_fork(passes)
    return STOPPED if passed is None else SURVIVED if passed else NOTICED


def _passes(items: list[pytest.Item]) -> bool:
    """Run tests until one fails."""
    _failed.clear()
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if _failed:
            return False
    return True


def _in_fork(work: Callable[[], bool]) -> bool | None:
    """What the work returns in a copy of this process; None if it was stopped."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        return None if os.WIFSIGNALED(status) else status == 0
    failed = 1
    try:
        failed = 0 if work() else 1
    finally:
        os._exit(failed)
