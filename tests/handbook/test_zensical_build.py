"""One language's configuration for Zensical is mkdocs.yml with that language's words."""

from typing import Any

import pytest

from handbook.paths import DOCS
from handbook.zensical.build import of_language, settings


@pytest.fixture(scope="module")
def common() -> dict[str, Any]:
    return settings()


def extensions(config: dict[str, Any]) -> list[str]:
    names = config["markdown_extensions"]
    return [each if isinstance(each, str) else next(iter(each)) for each in names]


def pages(nav: list[Any]) -> list[str]:
    found: list[str] = []
    for item in nav:
        for value in item.values() if isinstance(item, dict) else [item]:
            found += pages(value) if isinstance(value, list) else [value]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_same_extensions_after_the_bridge(common: dict[str, Any], language: str) -> None:
    own = of_language(common, language)
    assert extensions(own) == ["handbook.zensical.bridge", *extensions(common)]
    assert own["markdown_extensions"][0]["handbook.zensical.bridge"] == {"language": language}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_same_pages_in_the_languages_words(common: dict[str, Any], language: str) -> None:
    own = of_language(common, language)
    assert pages(own["nav"]) == pages(common["nav"])
    assert all((DOCS / language / page).exists() for page in pages(own["nav"]))
    sections = [next(iter(item)) for item in own["nav"] if isinstance(item, dict)]
    assert all(name.isascii() == (language == "en") for name in sections), sections
    assert own["site_name"].isascii() == (language == "en")
    assert own["site_url"].endswith("/en/") == (language == "en")


def test_nothing_that_zensical_cannot_run_is_left(common: dict[str, Any]) -> None:
    own = of_language(common, "en")
    assert own["plugins"] == ["search"]
    assert "hooks" not in own
    assert "custom_dir" not in own["theme"]
    assert "custom_dir" in common["theme"], "the common configuration is not changed"


def test_switch_leads_from_each_site_to_the_other(common: dict[str, Any]) -> None:
    links = {
        language: [each["link"] for each in of_language(common, language)["extra"]["alternate"]]
        for language in ("zh", "en")
    }
    assert links == {"zh": ["./", "en/"], "en": ["../", "./"]}
