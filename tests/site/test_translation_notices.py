"""On the published site no section says that it waits to be read in both languages."""

from pathlib import Path


def test_no_page_has_a_notice(site: Path) -> None:
    noticed = [
        page.relative_to(site).as_posix()
        for page in sorted(site.rglob("*.html"))
        if 'class="translation-notice"' in page.read_text("utf-8")
    ]
    assert not noticed, f"`make translated` lists what is to be read: {noticed}"
