"""What is changed and which tests are to notice; no change is tried here."""

import datetime
from pathlib import Path

import pytest

from handbook.mutation import modules, noticing_tests, report
from handbook.mutation_changes import is_wording


def test_a_module_is_tested_by_the_files_of_its_name() -> None:
    assert noticing_tests(Path("handbook/svg.py")) == ["tests/handbook/test_svg.py"]


def test_a_check_and_its_reader_are_tested_by_the_faults_planted_for_it() -> None:
    for module in ("handbook/checks/errata.py", "handbook/errata_data.py"):
        tests = noticing_tests(Path(module))
        assert "tests/handbook/test_errata.py" in tests and "[errata: " in tests


def test_what_serves_all_checks_is_tested_by_all_faults() -> None:
    for module in ("handbook/checks/project.py", "handbook/page_source.py"):
        assert "tests/guards/test_guards.py" in noticing_tests(Path(module))


def test_what_cannot_be_tested_is_refused() -> None:
    with pytest.raises(LookupError, match=r"no handbook/gone\.py"):
        modules(["handbook/gone.py"])
    with pytest.raises(LookupError, match=r"write tests/handbook/test_browser\.py"):
        noticing_tests(Path("handbook/browser.py"))


def test_the_wording_of_messages_is_left_alone() -> None:
    assert is_wording(['mend = "write start or end"'], ['mend = "WRITE START OR END"'])
    assert is_wording(['mend = "write start or end"'], ['mend = "XXwrite start or endXX"'])
    assert not is_wording(['mend = "write start or end"'], ["mend = None"])
    assert not is_wording(['side == "start"'], ['side == "XXstartXX"'])


def test_a_change_that_no_test_reaches_counts_as_not_noticed() -> None:
    results = {
        "handbook.svg.x_draw__mutmut_1": "noticed",
        "handbook.svg.x_draw__mutmut_2": "not noticed",
        "handbook.svg.xǁPathǁdraw__mutmut_1": "reached by no test",
        "handbook.svg.xǁPathǁdraw__mutmut_2": "stopped",
        "handbook.checks.links.x_check__mutmut_1": "noticed",
    }
    first, links, svg, every = report(results, datetime.date(2026, 11, 24))
    assert first.startswith("2026-11-24")
    assert links.split() == ["handbook/checks/links.py", "1", "1", "100.0%"]
    assert svg.split() == ["handbook/svg.py", "2", "4", "50.0%"]
    assert every.split() == ["all", "3", "5", "60.0%"]
