"""Proves the correction of the small project."""

from double import double


def test_double() -> None:
    assert double(1) == 2
