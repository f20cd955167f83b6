"""Code blocks say how tall they are and have no marks that change nothing."""

import pytest
from markdown import markdown

EXTENSIONS = ["pymdownx.superfences", "pymdownx.highlight", "handbook.listings"]


@pytest.mark.parametrize(
    ("code", "count"), [("a = 1", 1), ("a\nb\nc", 3), ("a\n\n\nb", 4), ("a\nb\n\n", 2)]
)
@pytest.mark.parametrize("language", ["python", "text"])
def test_lines_of_code(code: str, count: int, language: str) -> None:
    html = markdown(f"before\n\n```{language}\n{code}\n```\n\nafter", extensions=EXTENSIONS)
    assert f'<div class="highlight" style="--lines:{count}"><pre>' in html


def test_names_and_spaces_are_not_marked() -> None:
    html = markdown("```python\nimport  math\nrate = 1\n```", extensions=EXTENSIONS)
    assert '<span class="kn">import</span>  <span class="nn">math</span>\n' in html
    assert 'rate <span class="o">=</span> <span class="mi">1</span>' in html


def test_code_in_a_sentence_is_left_alone() -> None:
    html = markdown('Type `make`. <span class="n">n</span>', extensions=EXTENSIONS)
    assert "--lines" not in html
    assert '<span class="n">n</span>' in html
