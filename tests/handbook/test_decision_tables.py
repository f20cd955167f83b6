"""The generated tables of decision pages, and the evaluation of published calls."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from handbook.decision_data import difference, evaluate, load_data, load_module, names
from handbook.decision_tables import readable, render_published, shown
from handbook.pages import PageError
from handbook.paths import inside

DATA = """
[[inputs]]
name = "load"
label = { zh = "负载", en = "Load" }
help = { zh = "平均负载。", en = "Mean load | offered." }
default = 0.5
unit = { zh = "比例", en = "share" }
source = "erlang1917solution"
date = "1917"

[[inputs]]
name = "memory"
label = { zh = "显存", en = "Memory" }
default = 80000000000
unit = "B"

[[published]]
call = "double(21)"
label = { zh = "翻倍", en = "doubled" }
expect = 42
tolerance = 0
kind = "abs"
source = "adams1979guide"
locator = { zh = "第 27 章", en = "chapter 27" }
unit = { zh = "个", en = "answers" }

[[published]]
call = "double(1e22)"
label = { zh = "大数", en = "large" }
expect = 2.5e22
tolerance = 0.5
kind = "rel"
source = "adams1979guide"
"""


@pytest.fixture
def model(tmp_path: Path) -> Iterator[str]:
    """A small model of its own under a temporary snippets folder."""
    folder = tmp_path / "snippets" / "decisions"
    folder.mkdir(parents=True)
    (folder / "toy.py").write_text("def double(x):\n    return 2 * x\n\n\n_hidden = print\n")
    (folder / "toy.toml").write_text(DATA, "utf-8")
    with inside(tmp_path):
        yield "decisions/toy"


def test_published_table_computes(model: str) -> None:
    lines = render_published(model, "en").splitlines()
    assert lines[2] == "| doubled | 42 answers | 42 answers | 0 | [@adams1979guide, chapter 27] |"
    assert lines[3] == (
        "| large | 2.5 × 10<sup>22</sup> | 2 × 10<sup>22</sup> | 20% | [@adams1979guide] |"
    )
    assert "| 翻倍 | 42 个 | 42 个 | 0 | [@adams1979guide, 第 27 章] |" in render_published(
        model, "zh"
    )


def test_module_is_read_again_when_it_changes(model: str, tmp_path: Path) -> None:
    assert evaluate("double(1)", load_module(model)) == 2
    file = tmp_path / "snippets" / "decisions" / "toy.py"
    file.write_text("def double(x):\n    return 3 * x  # longer\n")
    import os

    os.utime(file, ns=(1, 1))
    assert evaluate("double(1)", load_module(model)) == 3


@pytest.mark.parametrize(
    "call",
    [
        "__import__('os')",
        "().__class__",
        "double.__globals__",
        "_hidden(1)",
        "open('x')",
        "double(1); double(2)",
        "f'{1}'",
        "(x := 1)",
    ],
)
def test_calls_that_are_no_calculation_are_refused(call: str) -> None:
    module = ModuleType("toy")
    module.__dict__.update(double=lambda x: 2 * x, _hidden=print)
    with pytest.raises((ValueError, NameError)):
        evaluate(call, module)


def test_lambdas_lists_and_math_are_allowed() -> None:
    module = ModuleType("toy")
    module.__dict__["pair"] = lambda x: (x, 2 * x)
    assert evaluate("(lambda p: p[1] / p[0])(pair(4))", module) == 2
    assert evaluate("sum([pair(i)[1] for i in range(3)])", module) == 6
    assert evaluate("math.log(exp(2))", module) == 2


@pytest.mark.parametrize(
    ("computed", "published", "kind", "gap"),
    [(11, 10, "rel", 0.1), (11, 10, "abs", 1), ([1, 2], [1, 4], "rel", 0.5), (0, 0, "abs", 0)],
)
def test_difference(computed: object, published: object, kind: str, gap: float) -> None:
    assert difference(computed, published, kind) == pytest.approx(gap)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("computed", "published", "kind"), [(1, 0, "rel"), ([1], [1, 2], "abs"), (1, 1, "about")]
)
def test_difference_refuses_what_cannot_be_compared(
    computed: object, published: object, kind: str
) -> None:
    with pytest.raises(ValueError):
        difference(computed, published, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (124337664, "124,337,664"),
        (0.000584, "0.000584"),
        (3637.4999999999995, "3,637.5"),
        (9.89e14, "9.89 × 10<sup>14</sup>"),
        (3.14e23, "3.14 × 10<sup>23</sup>"),
        (2e-7, "2 × 10<sup>−7</sup>"),
        (5.0, "5"),
        (0, "0"),
    ],
)
def test_readable(value: float, text: str) -> None:
    assert readable(value, "en") == text


def test_readable_in_chinese() -> None:
    assert [readable(value, "zh") for value in (1875, 3637.5)] == ["1875", "3637.5"]
    assert readable(60000, "zh") == "60,000"


def test_an_unknown_module_is_named() -> None:
    with pytest.raises(LookupError, match=r"snippets/decisions/nothing\.py"):
        render_published("decisions/nothing", "en")


def test_a_missing_field_is_named(model: str, tmp_path: Path) -> None:
    file = tmp_path / "snippets" / "decisions" / "toy.toml"
    file.write_text(DATA.replace("expect = 42\n", ""), "utf-8")
    with pytest.raises(PageError, match=r"published double\(21\): no expect"):
        render_published(model, "en")
    file.write_text("[[inputs", "utf-8")
    with pytest.raises(ValueError, match=r"toy\.toml: not valid TOML"):
        render_published(model, "en")


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_of_every_model_have_a_row_for_each_entry(name: str, language: str) -> None:
    rows = render_published(name, language).strip().splitlines()
    assert len(rows) == 2 + len(load_data(name)["published"])
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 1


def test_large_counts_read_as_people_say_them() -> None:
    parameters = {"zh": "个参数", "en": "parameters"}
    tokens = {"zh": "词元", "en": "tokens"}
    assert shown(8e9, parameters, "en") == "8 billion parameters"
    assert shown(15e12, tokens, "en") == "15 trillion tokens"
    assert shown(8e9, parameters, "zh") == "80 亿个参数"
    assert shown(15e12, tokens, "zh") == "15 万亿词元"
    assert shown(80e9, "B", "zh") == "80 GB (74.51 GiB)"
    assert shown(0.5, {"zh": "比例", "en": "share"}, "zh") == "50%"
