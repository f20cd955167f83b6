"""The report of facts that somebody should look at again."""

import datetime

import pytest

from handbook import dated_facts
from tests.handbook.project import Project


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-12", (2026, 3, 12)),
        ("2026-03", (2026, 3, 31)),
        ("2025", (2025, 12, 31)),
        ("2025-12", (2025, 12, 31)),
    ],
)
def test_a_partial_date_means_its_last_day(text: str, day: tuple[int, int, int]) -> None:
    assert dated_facts.day_of(text) == datetime.date(*day)


def test_a_text_without_a_year_has_no_day() -> None:
    assert dated_facts.day_of("soon") is None


def test_everything_dated_is_old_in_ten_years_and_oldest_first() -> None:
    everything = list(dated_facts.dated())
    old = dated_facts.older_than_a_year(datetime.date(2036, 11, 23))
    assert len(old) == len(everything) > 50
    assert [fact.day for fact in old] == sorted(fact.day for fact in old)


def test_a_fact_is_listed_a_year_and_a_day_after_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fact = dated_facts.Dated("docs/en/x.md:3", "page", datetime.date(2026, 11, 23))
    monkeypatch.setattr(dated_facts, "dated", lambda: iter([fact]))
    assert dated_facts.older_than_a_year(datetime.date(2027, 11, 23)) == []
    assert dated_facts.older_than_a_year(datetime.date(2027, 11, 24)) == [fact]


def test_what_cannot_be_read_is_said_instead_of_a_short_list(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dated_facts.main() == 0
    assert "of 1 dated facts" in capsys.readouterr().out
    project.write("snippets/part/model.toml", "x = =\n")
    assert dated_facts.main() == 1
    assert "type `make check`" in capsys.readouterr().err
