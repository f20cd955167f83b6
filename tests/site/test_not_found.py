"""One page for addresses that do not exist: in the root's language, with words of both."""

import re
from pathlib import Path


def test_it_speaks_the_language_of_the_root_and_has_words_for_both(site: Path) -> None:
    html = (site / "404.html").read_text("utf-8")
    assert '<html lang="zh"' in html
    logo = re.search(r'<a href="([^"]*)"[^>]*md-logo', html)
    assert logo is not None
    assert not logo[1].rstrip("/").endswith("en"), f"the logo leads to {logo[1]}"
    assert "找不到这一页" in html
    assert "Page not found" in html


def test_there_is_only_one(site: Path) -> None:
    assert [page.relative_to(site).as_posix() for page in site.rglob("404.html")] == ["404.html"]
