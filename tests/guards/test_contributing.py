"""The messages that CONTRIBUTING quotes are those that the checks print."""

import re
from pathlib import Path

import pytest

from handbook.paths import ROOT
from tests.guards.conftest import Said
from tests.guards.faults import FAULTS

GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")
_ROW = re.compile(r"^\| `(?P<message>[^`]+)` \|", re.MULTILINE)


def quoted(guide: str) -> list[str]:
    """The messages in the tables of a guide; `…` stands for what differs."""
    return _ROW.findall((ROOT / guide).read_text("utf-8"))


def test_both_guides_quote_the_same_messages() -> None:
    chinese, english = (quoted(guide) for guide in reversed(GUIDES))
    assert chinese == english
    assert len(english) > 15


@pytest.mark.parametrize("message", quoted(GUIDES[0]))
def test_a_check_says_it(said: Said, message: str) -> None:
    pattern = re.compile(".+".join(re.escape(part) for part in message.split("…")))
    for kind in FAULTS:
        lines = [text for texts in said(kind).values() for text in texts]
        if any(pattern.search(line.partition(". To mend it")[0]) for line in lines):
            return
    pytest.fail(f"no check says: {message}")


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_and_files_that_a_guide_names_exist(guide: str) -> None:
    text = (ROOT / guide).read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`make ([a-z-]+)", text)):
        assert f"\n{target}:" in makefile, f"{guide}: there is no `make {target}`"
    for path in set(re.findall(r"`((?:docs|snippets|tests)/[\w./]+\.\w+)`", text)):
        assert Path(ROOT / path).exists(), f"{guide}: {path} does not exist"
