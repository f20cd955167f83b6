"""Every part of the navigation has its title in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handbook.checks.fault import Fault
from handbook.checks.navigation import config as read
from handbook.checks.project import Project

_CONFIG = Path("mkdocs.yml")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _titles(entries: object) -> Iterator[str]:
    if isinstance(entries, list):
        for entry in entries:
            yield from _titles(entry)
    elif isinstance(entries, dict):
        for title, value in entries.items():
            yield str(title)
            yield from _titles(value)


def _translations(config: dict[str, Any]) -> dict[str, str]:
    try:
        (languages,) = (each["i18n"]["languages"] for each in config["plugins"] if "i18n" in each)
        (english,) = (language for language in languages if language["locale"] == "en")
        return dict(english["nav_translations"])
    except (LookupError, TypeError, ValueError):
        return {}


def check(project: Project) -> Iterator[Fault]:
    """Find titles without an English one, English ones nobody uses or that are not English."""
    if not project.exists(_CONFIG):
        return  # the check `navigation` reports it
    text = project.text(_CONFIG)
    try:
        config = read(text)
    except yaml.MarkedYAMLError:
        return  # the check `navigation` reports it
    titles, translations = set(_titles(config.get("nav", []))), _translations(config)

    def line_of(words: str) -> int:
        return next((n for n, line in enumerate(text.splitlines(), 1) if words in line), 1)

    for title in sorted(titles - set(translations)):
        yield Fault(
            _CONFIG,
            line_of(f"- {title}:"),
            f"the navigation's title {title} has no English",
            f"write `{title}: …` under nav_translations",
        )
    for title, english in sorted(translations.items()):
        if title not in titles or _HAN.search(str(english)):
            yield Fault(
                _CONFIG,
                line_of(f"{title}: {english}"),
                f"nav_translations has `{title}: {english}`",
                "write the English of a title that stands in nav"
                if title in titles
                else "take it out, or mend the title: none in nav is called so",
            )
