"""Chinese text cut into words by marks that no reader sees, for a search that knows separators."""

import logging
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from handbook.cache import is_kept, write_whole
from handbook.paths import CACHE, DOCS

if TYPE_CHECKING:
    from jieba import Tokenizer

MARK = "\u200b"  # zero-width space
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_TERMS = DOCS / "search_terms.yml"
_RARE = 10  # words that jieba's corpus has less often cost 0.7 s to load and seldom help
_OWN_WORD_COUNT = 20_000  # as frequent as everyday words, so that the longer word wins


@cache
def own_words() -> tuple[str, ...]:
    """Return the words of docs/search_terms.yml, read once a process."""
    return tuple(yaml.safe_load(_TERMS.read_text("utf-8"))["zh"])


@cache
def dictionary_version() -> str:
    """Name what a cut depends on: jieba's version, our threshold and our own words."""
    return repr((version("jieba"), _RARE, _OWN_WORD_COUNT, own_words()))


def _common_words(everything: Path) -> Path:
    file = CACHE / "jieba" / f"{version('jieba')}-{_RARE}.txt"
    if not is_kept(file) or not file.read_bytes().endswith(b"\n"):  # cut short
        with everything.open(encoding="utf-8") as lines:
            common = [line for line in lines if int(line.split(" ")[1]) >= _RARE]
        write_whole(file, "".join(common))
    return file


@cache
def _tokenizer() -> "Tokenizer":
    """Load the dictionary, once a process and only when there is something new to cut (0.3 s)."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer(str(_common_words(Path(jieba.__file__).with_name("dict.txt"))))
    tokenizer.tmp_dir = str(CACHE / "jieba")
    for word in own_words():
        tokenizer.add_word(word, _OWN_WORD_COUNT)
    return tokenizer


@lru_cache(maxsize=20_000)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(_tokenizer().cut(run))


def segmented(text: str) -> str:
    """Return the text with a mark around each Chinese word; nothing else changes."""
    return _HAN.sub(lambda run: f"{MARK}{MARK.join(_cut(run[0]))}{MARK}", text)


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    known = _tokenizer().FREQ
    return tuple(
        word[start : start + size]
        for size in range(2, len(word))
        for start in range(len(word) - size + 1)
        if known.get(word[start : start + size])
    )


def parts(text: str) -> list[str]:
    """Return the shorter words inside the long words of a text: 盈亏 and 平衡点 in 盈亏平衡点."""
    words = (word for run in _HAN.findall(text) for word in _cut(run))
    return list(dict.fromkeys(part for word in words for part in _parts(word)))
