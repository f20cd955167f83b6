"""Which word is found where words to avoid, and words in which they are right, hold one another."""

from pathlib import Path

import pytest

from handbook.checks.project import Project
from handbook.checks.registry import checks

GLOSSARY = """\
- id: prompt
  subject: models
  page: a.md
  zh: { term: 提示词, sort: ti shi ci, means: 交给模型的文字。, avoid: { 指令: 二 } }
  en: { term: prompt, means: What the model is given., avoid: { Query: third } }

- id: token
  subject: models
  page: a.md
  zh:
    term: 词元
    sort: ci yuan
    means: 最小的片段。
    unless: [令牌环]
    avoid: { 令牌: 一, 令牌环网: 三 }
  en:
    term: token
    means: The smallest piece.
    unless: [Chunk Size]
    avoid: { chunk: first, chunk of text: second }
"""


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "令牌，令牌环，令牌环网。", [("令牌", "一"), ("令牌环网", "三")]),
        ("zh", "令牌指令令牌", [("令牌", "一"), ("指令", "二"), ("令牌", "一")]),
        ("en", "The chunk size, CHUNK SIZE and chunk sizes.", [("chunk", "first")]),
        ("en", "A Chunk of Text, a chunk.", [("Chunk of Text", "second"), ("chunk", "first")]),
        ("en", "One query for a chunk.", [("query", "third"), ("chunk", "first")]),
        ("en", "Queryable, a subquery, query-like, chunks, chunky, _chunk.", []),
    ],
)
def test_the_longest_word_is_found(
    tmp_path: Path, language: str, text: str, found: list[tuple[str, str]]
) -> None:
    files = {"docs/glossary.yml": GLOSSARY, f"docs/{language}/a.md": f"{text}\n"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    said = [fault.what for fault in checks()["terms"].faults(Project(tmp_path))]
    assert said == sorted(f"'{word}' is not the handbook's word ({why})" for word, why in found)
