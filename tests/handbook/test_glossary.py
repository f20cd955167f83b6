"""The glossary: its data, its page, and the definitions in running text."""

import re

import pytest

from handbook.glossary import render
from handbook.glossary_data import GlossaryError, load
from handbook.pages import PageError
from tests.handbook.project import Project

TERMS = """\
- id: decode
  subject: compute
  page: page.md#decode
  zh: { term: 解码, sort: jie ma, means: 一次写一个词元。, unless: [解码器] }
  en: { term: decode, also: [decoding], means: Writing one token at a time. }

- id: loss
  subject: training
  page: other.md
  quiet: true
  zh: { term: 损失, sort: sun shi, means: 一个数。 }
  en: { term: loss, means: A number. }

- id: rag
  subject: models
  page: other.md
  zh: { term: 检索增强生成, sort: jian suo, also: [RAG], means: 先找再答。 }
  en: { term: retrieval-augmented generation, also: [RAG], means: First find then answer. }

- id: token
  subject: models
  page: other.md#tokens
  zh: { term: 词元, sort: ci yuan, means: 最小的片段。, avoid: { 令牌: 那是访问令牌 } }
  en: { term: token, means: "The smallest piece, <1 word." }
"""
OPENED = re.compile(r'<span class="term">([^<]+)<button')


@pytest.fixture
def terms(project: Project) -> Project:
    project.write("docs/glossary.yml", TERMS)
    for language, title in (("zh", "别的"), ("en", "Other things")):
        project.write(f"docs/{language}/other.md", f"# {title} {{ #other }}\n")
        project.write(f"docs/{language}/page.md", "---\ntitle: Short\n---\n\n# Long { #page }\n")
    return project


def defined(project: Project, text: str, language: str = "zh") -> list[str]:
    """The words on a page that open a definition."""
    project.write(f"docs/{language}/folder/here.md", text)
    return OPENED.findall(project.convert_as(f"docs/{language}/folder/here.md", text))


def test_first_use_opens_the_definition(terms: Project) -> None:
    text = "模型读词元，也写词元。\n"
    html = terms.convert_as("docs/zh/folder/here.md", text)
    assert OPENED.findall(html) == ["词元"]
    assert "<p>模型读<span" in html and "，也写词元。</p>" in html
    button = 'aria-label="释义：词元" popovertarget="means-token" type="button"'
    assert f"词元<button {button}></button>" in html
    assert '<span class="means" hidden="" id="means-token" popover="">' in html
    assert "最小的片段。" in html and 'href="../glossary.md#token"' in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("用检索增强生成；RAG 也是它。", ["检索增强生成"]),
        ("用 **RAG**，再解码一个词元。", ["RAG", "解码", "词元"]),
        ("解码器不是它。", []),
        ("损失不用解释。", []),
        ("## 词元 { #tokens }\n\n[词元](#tokens)、`词元`、《词元》、“词元”、*词元*。", []),
        ("| 词元 |\n|---|\n| 词元 |", []),
        ('!!! note "词元"\n\n    正文里的词元。', ["词元"]),
        ("- 列表里的词元\n- 再来一个词元", ["词元"]),
        ("```text\n词元\n```", []),
        ("公式 $\\text{词元}$ 里不算。", []),
    ],
)
def test_chinese_words_that_open_one(terms: Project, text: str, words: list[str]) -> None:
    assert defined(terms, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tokens, then a token.", ["Tokens"]),
        ("A tokeniser and sub-token parts.", []),
        ("We rag on about RAGs.", ["RAGs"]),
        ('"Decoding" is quoted; decoding is not.', ["decoding"]),
        ("Retrieval-augmented generation.", ["Retrieval-augmented generation"]),
    ],
)
def test_english_words_that_open_one(terms: Project, text: str, words: list[str]) -> None:
    assert defined(terms, text, "en") == words


def test_page_that_explains_a_term_does_not_define_it(terms: Project) -> None:
    assert OPENED.findall(terms.convert("解码写词元。", "zh")) == ["词元"]


@pytest.mark.parametrize("page", ["glossary", "errata", "references"])
def test_lists_define_nothing(terms: Project, page: str) -> None:
    assert not OPENED.findall(terms.convert_as(f"docs/zh/{page}.md", "词元"))


def test_marks_beside_a_term_stay(terms: Project) -> None:
    text = "词元 [@adams2020first]。[E01](errata.md#e01){ .erratum } 再解码。\n"
    html = terms.convert_as("docs/zh/folder/here.md", text)
    assert OPENED.findall(html) == ["词元", "解码"]
    assert '<a class="erratum" href="errata.md#e01">E01</a> 再<span' in html
    assert 'href="#ref-adams2020first"' in html


def test_text_is_escaped(terms: Project) -> None:
    html = terms.convert_as("docs/en/folder/here.md", "A token.")
    assert "The smallest piece, &lt;1 word." in html


def test_without_a_glossary_nothing_is_defined(project: Project) -> None:
    assert "term" not in project.convert("词元", "zh")


def test_glossary_page_sorts_by_pinyin_and_by_letters(terms: Project) -> None:
    assert re.findall(r"\{ #(\w+) \}", render("models", "zh")) == ["token", "rag"]
    assert re.findall(r"\{ #(\w+) \}", render("models", "en")) == ["rag", "token"]
    chinese = render("models", "zh")
    assert '词元 <span class="foreign" lang="en">token</span> { #token }' in chinese
    assert "先找再答。也作：RAG。详见：[别的](other.md)。" in chinese
    assert "Also RAG. More in [Other things](other.md)." in render("models", "en")
    assert "[Short](page.md#decode)" in render("compute", "en")


def test_glossary_page_has_anchors(terms: Project) -> None:
    html = terms.convert_as("docs/zh/glossary.md", "::: glossary models\n")
    assert '<dt id="token">词元 <span class="foreign" lang="en">token</span></dt>' in html


def test_unknown_subject_is_refused(terms: Project) -> None:
    with pytest.raises(PageError, match=r"docs/zh/page.md:1: .*write one of models, training"):
        terms.convert("::: glossary wrong\n", "zh")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id: decode\n  subject: compute", "id: decode", 1, "'subject' is missing"),
        (
            "subject: compute",
            "subject: chips",
            1,
            "subject 'chips' is not known. To mend it: use models",
        ),
        ("page: page.md#decode", "page: decode", 1, "not the path of a page"),
        ("id: loss", "id: Loss", 7, "not in kebab-case"),
        ("id: loss", "id: aloss", 7, "it stands after 'decode'. To mend it: move it up"),
        ("id: loss", "id: decode", 7, "'decode' stands under 'decode' too"),
        ("quiet: true", "quiet: false", 7, "'quiet' is not true"),
        ("quiet: true", "loud: true", 7, "'loud' is not known"),
        ("sort: sun shi", "sort: sǔn shī", 11, "not pinyin without tones"),
        ("sort: sun shi, ", "", 11, "zh: 'sort' is missing"),
        ("means: 一个数。", "means: A number.", 11, "zh: 'means' is not Chinese"),
        ("means: A number.", "means: 一个数。", 12, "en: it contains Chinese"),
        ("term: loss, ", "", 12, "en: 'term' is missing"),
        ("term: loss,", "term: loss, kind: x,", 12, "en: 'kind' is not known"),
        ("also: [decoding]", "also: decoding", 5, "'also' is no list of words"),
        ("avoid: { 令牌: 那是访问令牌 }", "avoid: [令牌]", 23, "'avoid' gives no reasons"),
        ("avoid: { 令牌:", "avoid: { 解码:", 20, "'解码' stands under 'decode' too"),
        ("term: loss,", "term: loss, term: lost,", 12, "'term' stands twice"),
        ("- id: decode", "- id: decode\n -", 2, "not readable as YAML"),
    ],
)
def test_wrong_entry_is_refused(terms: Project, old: str, new: str, line: int, words: str) -> None:
    assert old in TERMS
    terms.write("docs/glossary.yml", TERMS.replace(old, new, 1))
    with pytest.raises(GlossaryError) as caught:
        load()
    assert re.search(rf"(?m)^docs/glossary\.yml:{line}: .*{re.escape(words)}", str(caught.value))


def test_not_a_list_is_refused(terms: Project) -> None:
    terms.write("docs/glossary.yml", "token: 词元\n")
    with pytest.raises(GlossaryError, match="no list of entries"):
        load()


# What the checks say about it.


def told(project: Project, check: str) -> list[str]:
    return [fault.partition(". To mend it: ")[0] for fault in project.faults(check)]


def test_words_to_avoid_are_found_where_they_are_the_authors_own(terms: Project) -> None:
    terms.write("docs/glossary.yml", TERMS.replace("词元, sort", "词元, unless: [访问令牌], sort"))
    text = "# 题目 { #a }\n\n“令牌”和访问令牌、令牌、`令牌`。\n\n又一个令牌\n"
    terms.write("docs/zh/a.md", text)
    terms.write("docs/zh/b.md", "令牌\n")
    assert told(terms, "terms") == [
        "docs/zh/a.md:3: '令牌' is not the handbook's word (那是访问令牌)",
        "docs/zh/a.md:5: '令牌' is not the handbook's word (那是访问令牌)",
        "docs/zh/b.md:1: '令牌' is not the handbook's word (那是访问令牌)",
    ]
    assert all("write 词元, or set it in quotation" in fault for fault in terms.faults("terms"))


def test_an_english_word_to_avoid_is_a_whole_word_in_any_case(terms: Project) -> None:
    words = TERMS.replace('1 word." }', '1 word.", avoid: { sub-word: two, Chunk: one word } }')
    terms.write("docs/glossary.yml", words)
    terms.write("docs/en/a.md", "A CHUNK, chunks, a chunk-like sub-word and a chunk.\n")
    assert told(terms, "terms") == [
        "docs/en/a.md:1: 'CHUNK' is not the handbook's word (one word)",
        "docs/en/a.md:1: 'chunk' is not the handbook's word (one word)",
        "docs/en/a.md:1: 'sub-word' is not the handbook's word (two)",
    ]


def test_a_term_leads_to_a_heading_and_is_used(terms: Project) -> None:
    terms.write("docs/glossary.yml", TERMS.replace("#tokens", "#units"))
    terms.write("docs/en/glossary.md", "decoding, loss, RAG and token\n")
    terms.write("docs/en/other.md", "# Loss { #units }\n\nLosses. RAG.\n\n## B { #units-too }\n")
    terms.write("docs/zh/other.md", "# 损失 { #units2 }\n\n解码、词元、检索增强生成\n")
    terms.write("docs/en/page.md", "# Page { #decode }\n\nDECODING\n")
    assert told(terms, "glossary-data") == [
        "docs/glossary.yml:1: decode leads to #decode, and docs/zh/page.md has no such heading",
        "docs/glossary.yml:20: no en page uses 'token'",
        "docs/glossary.yml:20: token leads to #units, and docs/zh/other.md has no such heading",
    ]


def test_a_page_that_is_gone_is_named_in_both_languages(terms: Project) -> None:
    for language in ("zh", "en"):
        (terms.root / "docs" / language / "page.md").unlink()
    said = [fault for fault in told(terms, "glossary-data") if "leads" in fault]
    assert said[:2] == [
        f"docs/glossary.yml:1: decode leads to docs/{language}/page.md, and there is no such page"
        for language in ("en", "zh")
    ]


def test_a_project_without_a_glossary_has_no_faults_in_it(project: Project) -> None:
    project.page("token\n")
    assert told(project, "glossary-data") == told(project, "terms") == []
