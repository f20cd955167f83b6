"""Markdown for the generated blocks of the errata page: ``::: errata <kind>``.

``<kind>`` is one of the kinds of ``docs/errata.yml`` or ``all``; ``counts`` is the table of the
kinds, ``filter`` the choice at the top of the page. The choice works by CSS alone
(``docs/assets/css/errata.css``).
"""

import os
import re
from collections.abc import Sequence
from html import escape

from handbook import paths
from handbook.errata_data import KINDS, Erratum, has_han, load
from handbook.pages import uses
from handbook.paths import LANGUAGES

LABELS = {
    "zh": {
        "quote": "原文",
        "why": "问题",
        "now": "现在",
        "tests": "测试",
        "sources": "出处",
        "legend": "只看一类",
        "counts_head": "| 类别 | 条数 | 凭什么 |",
        "all": "全部",
        "code": "代码",
        "mathematics": "数学",
        "facts": "事实与用语",
        "references": "参考文献",
        "structure": "结构与图",
    },
    "en": {
        "quote": "Article",
        "why": "Wrong",
        "now": "Now",
        "tests": "Tests",
        "sources": "Sources",
        "legend": "Show one kind",
        "counts_head": "| Kind | Entries | On what grounds |",
        "all": "All",
        "code": "Code",
        "mathematics": "Mathematics",
        "facts": "Facts and wording",
        "references": "References",
        "structure": "Structure and diagrams",
    },
}
PROOFS = {
    "zh": {
        "code": "测试：检验改正后的代码；能重现原文错误的，先重现它",
        "mathematics": "测试：拿公式与数值微分、符号推导和代码核对",
        "facts": "列出的出处；没有出处的，是我们的判断，理由写在“问题”里",
        "references": "书目数据",
        "structure": "原文与现在的页面对照即知",
    },
    "en": {
        "code": "tests of the corrected code; where it can be, the fault is reproduced first",
        "mathematics": "tests against numerical differentiation, symbolic algebra and the code",
        "facts": 'the sources listed; without one our judgement, with its reason under "Wrong"',
        "references": "bibliographic records",
        "structure": "the article beside the page as it is now",
    },
}
SECTIONS = {
    "zh": {
        "title": "标题",
        "abstract": "摘要",
        "keywords": "关键词",
        "appendix": "附录",
        "references": "参考文献",
        "signature": "署名",
    },
    "en": {
        "title": "title",
        "abstract": "abstract",
        "keywords": "keywords",
        "appendix": "appendix",
        "references": "references",
        "signature": "signature",
    },
}

_HEADING = re.compile(r"^(#{1,6}) +(.+?) *\{[^}]*#([\w-]+)[^}]*\} *$", re.MULTILINE)


def render(kind: str, language: str) -> str:
    """Return the Markdown that stands for ``::: errata <kind>`` on the page in ``language``.

    Raises LookupError for an unknown kind or language, ErrataError if ``docs/errata.yml`` is wrong.
    """
    if language not in LANGUAGES:
        raise LookupError(f"there are no labels for language {language!r}", "write zh or en")
    errata = load()
    if kind == "filter":
        return _filter(errata, language)
    if kind == "counts":
        return _counts(errata, language)
    if kind not in (*KINDS, "all"):
        what = f"there is no such kind of errata: {kind!r}"
        raise LookupError(what, f"write one of {', '.join(KINDS)}, all, counts or filter")
    return entries_markdown([e for e in errata if kind in (e.kind, "all")], language)


def entries_markdown(errata: Sequence[Erratum], language: str) -> str:
    """Return one ``<article>`` per entry, the id on it."""
    titles: dict[str, str] = {}
    for erratum in errata:
        if erratum.place not in titles:
            titles[erratum.place] = place_title(erratum.place, language)
    return "\n\n".join(_entry(e, language, titles[e.place]) for e in errata) + "\n"


def place_title(place: str, language: str) -> str:
    """Return the titles of page and heading at ``place``; ``place`` itself if it does not exist.

    A place that does not exist is reported by the strict build, which checks the link.
    """
    page, _, anchor = place.partition("#")
    path = paths.root() / "docs" / language / page
    if not path.is_file():
        return place
    uses(path)
    headings = _HEADING.findall(path.read_text(encoding="utf-8"))
    found = [title for level, title, name in headings if level == "#" or name == anchor]
    return " · ".join(found) or place


def _entry(erratum: Erratum, language: str, place_title: str) -> str:
    """Return one entry: what the article said, why it is wrong, what stands now, what proves it."""
    label = LABELS[language]
    rows = [
        (label["quote"], f"<dd markdown>{_quote(erratum, language)}</dd>"),
        (label["why"], f"<dd markdown>{erratum.why[language]}</dd>"),
        (
            label["now"],
            f"<dd markdown>{erratum.now[language]} [→\u00a0{place_title}]({erratum.place})</dd>",
        ),
    ]
    if erratum.tests:
        tests = "\n".join(f'<dd class="erratum-test">{_test(t)}</dd>' for t in erratum.tests)
        rows.append((label["tests"], tests))
    if erratum.sources:
        citation = "; ".join("@" + source for source in erratum.sources)
        rows.append((label["sources"], f"<dd markdown>[{citation}]</dd>"))
    body = "\n".join(f"<dt>{name}</dt>\n{text}" for name, text in rows)
    head = f"[{erratum.id}](#{erratum.anchor}){{ .erratum-id }} {_section(erratum, language)}"
    return (
        f'<article class="erratum-entry" id="{erratum.anchor}" data-kind="{erratum.kind}" '
        f'aria-label="{erratum.id}" markdown>\n'
        f'<p class="erratum-head" markdown>{head}</p>\n'
        f"<dl markdown>\n{body}\n</dl>\n"
        "</article>"
    )


def _section(erratum: Erratum, language: str) -> str:
    """Return where in the article the quote stands: ``原文 4.3 节``, ``article, section 4.3``."""
    name = SECTIONS[language].get(erratum.article_section)
    if language == "zh":
        return f"原文{name}" if name else f"原文 {erratum.article_section} 节"
    return f"article, {name}" if name else f"article, section {erratum.article_section}"


def _quote(erratum: Erratum, language: str) -> str:
    """Return the quotation; on the English page translated, with the original after it."""
    quote = erratum.quote
    if not has_han(quote) and quote[0] in "`$":
        return quote
    if language == "zh":
        return f"“{quote}”"
    if erratum.gloss_en is None:
        return f'"{quote}"'
    return f'"{erratum.gloss_en}" (<span lang="zh-CN">{quote}</span>)'


def _test(node_id: str) -> str:
    """Return the test's node id as HTML that may break after ``/``, ``::`` and ``_``.

    It links to the test's file if HANDBOOK_REPO_URL names the repository.
    """
    breakable = re.sub("(/|::|_)", r"\1<wbr>", escape(node_id))
    code = f"<code>{breakable}</code>"
    repository = os.environ.get("HANDBOOK_REPO_URL", "").rstrip("/")
    path = node_id.partition("::")[0]
    return f'<a href="{escape(repository)}/blob/main/{path}">{code}</a>' if repository else code


def _filter(errata: Sequence[Erratum], language: str) -> str:
    """Return the radio buttons; ``hidden`` until a style sheet that can act on them shows them."""
    label = LABELS[language]
    choices = []
    for kind in ("all", *KINDS):
        count = _count(errata, kind)
        checked = " checked" if kind == "all" else ""
        shown = f"（{count}）" if language == "zh" else f" ({count})"
        choices.append(
            f'<label><input type="radio" name="errata-kind" id="errata-kind-{kind}" '
            f'value="{kind}"{checked}> {label[kind]}{shown}</label>'
        )
    return (
        '<fieldset class="errata-filter" hidden>\n'
        f"<legend>{label['legend']}</legend>\n" + "\n".join(choices) + "\n</fieldset>\n"
    )


def _counts(errata: Sequence[Erratum], language: str) -> str:
    """Return a table of the kinds: how many entries each has, and on what they rest."""
    label = LABELS[language]
    rows = [
        f"| [{label[kind]}](#{kind}) | {_count(errata, kind)} | {PROOFS[language][kind]} |"
        for kind in KINDS
    ]
    rows.append(f"| {label['all']} | {_count(errata, 'all')} | |")
    return "\n".join([label["counts_head"], "|---|---:|---|", *rows]) + "\n"


def _count(errata: Sequence[Erratum], kind: str) -> int:
    """Return how many entries are of ``kind``, which may be ``all``."""
    return sum(kind in (erratum.kind, "all") for erratum in errata)
