"""No page is heavier than the budget: 60 kB of HTML, 160 kB with all that a first visit loads."""

from pathlib import Path

import pytest

from handbook.weights import (
    HTML_LIMIT,
    VISIT_LIMIT,
    Weight,
    main,
    table,
    weigh,
    weights,
    with_imports,
)


@pytest.fixture(scope="module")
def found(site: Path) -> list[Weight]:
    return weights(site)


def test_html(found: list[Weight]) -> None:
    heavy = sorted((each for each in found if each.html > HTML_LIMIT), key=lambda each: -each.html)
    assert not heavy, f"more than {HTML_LIMIT} bytes of HTML, gzipped:\n{table(heavy)}"


def test_first_visit(found: list[Weight]) -> None:
    heavy = [each for each in found if each.total > VISIT_LIMIT]
    assert not heavy, f"more than {VISIT_LIMIT} bytes on a first visit, gzipped:\n{table(heavy)}"


def test_everything_is_counted(found: list[Weight]) -> None:
    """A page that weighs nothing was not read; only pages with formulas load KaTeX's styles."""
    pages = {each.page: each for each in found}
    assert len(pages) > 70
    assert all(each.styles > 5_000 and each.scripts > 30_000 for each in found)
    assert pages["article/mathematics/"].styles - pages[""].styles > 20_000


def test_what_a_page_names_is_counted(tmp_path: Path) -> None:
    page = tmp_path / "part" / "index.html"
    page.parent.mkdir()
    page.write_text(
        '<link rel="stylesheet" href="../a.css?1"><script src="/b.js"></script>'
        '<link rel="icon" href="../i.svg"><link rel="next" href="../next/">'
        '<script id="__config">{"search": "../w.js#x"}</script>',
        "utf-8",
    )
    for name, text in {"a.css": "p{}", "b.js": "1", "w.js": "22"}.items():
        (tmp_path / name).write_text(text, "utf-8")
    gzipped = 20  # bytes that gzip adds to so little
    weight = weigh(tmp_path, page)
    assert weight.page == "part/"
    assert (weight.styles, weight.scripts) == (gzipped + 3, 2 * gzipped + 3)
    assert weight.total == weight.html + weight.styles + weight.scripts


def test_what_a_module_imports_is_counted_once(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nimport "./c.js";\nb();', "utf-8")
    (tmp_path / "b.js").write_text('import * as c from "./c.js";\nexport const b = c.c;', "utf-8")
    (tmp_path / "c.js").write_text('export const c = () => import("./late.js");', "utf-8")
    found = with_imports(tmp_path / "a.js")
    assert {file.name for file in found} == {"a.js", "b.js", "c.js"}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<script src="gone.js"></script>', "utf-8")
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        weights(tmp_path)


def test_table_of_a_site_that_is_not_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    assert "make build" in capsys.readouterr().err
