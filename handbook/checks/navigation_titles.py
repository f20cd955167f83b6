"""Every part of the navigation has its title in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from handbook.checks.fault import Fault
from handbook.checks.navigation import ConfigLoader
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


def _translations(config: dict[str, object]) -> dict[str, str]:
    plugins = config.get("plugins", [])
    assert isinstance(plugins, list)
    for plugin in plugins:
        if isinstance(plugin, dict) and "i18n" in plugin:
            for language in plugin["i18n"]["languages"]:
                if language["locale"] == "en":
                    return dict(language.get("nav_translations", {}))
    return {}


def check(project: Project) -> Iterator[Fault]:
    """Find titles without an English one, English ones nobody uses or that are not English."""
    text = project.text(_CONFIG)
    try:
        config = yaml.load(text, ConfigLoader)
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
