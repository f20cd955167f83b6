"""What is changed and which tests are to notice; mutmut itself is not run here."""

import datetime
from collections import Counter

import pytest

from handbook.mutation import noticing_tests, report


def test_a_module_is_tested_by_the_file_of_its_name() -> None:
    assert noticing_tests(["handbook/svg.py"]) == (["tests/handbook/test_svg.py"], "test_svg.py")


def test_a_check_is_tested_by_the_faults_planted_for_it() -> None:
    files, expression = noticing_tests(["handbook/checks/snippet_sections.py"])
    assert "tests/guards/test_guards.py" in files
    assert "snippet-sections: or " in expression


@pytest.mark.parametrize(
    ("name", "message"),
    [("handbook/gone.py", "no handbook/gone.py"), ("handbook/__init__.py", "has no tests")],
)
def test_what_cannot_be_tested_is_refused(name: str, message: str) -> None:
    with pytest.raises(LookupError, match=message):
        noticing_tests([name])


def test_a_change_that_no_test_reaches_counts_as_not_noticed() -> None:
    found = {"handbook/svg.py": Counter({1: 6, 0: 1, 33: 1}), "handbook/x.py": Counter({1: 2})}
    first, svg, _, every = report(found, datetime.date(2026, 11, 24))
    assert first.startswith("2026-11-24")
    assert svg.split() == ["handbook/svg.py", "6", "8", "75.0%"]
    assert every.split() == ["all", "8", "10", "80.0%"]
