"""Punctuation and spacing in Chinese, a line at a time; what is no prose stays."""

import pytest

from handbook.typography import corrected


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("你好,世界!对吗?好的:甲;乙", "你好，世界！对吗？好的：甲；乙"),
        ("用7个GPU训练", "用 7 个 GPU 训练"),
        ("公式$x$的", "公式 $x$ 的"),
        ("代码`x`的", "代码 `x` 的"),
        ("值[[part/module.x:.0%]]美元", "值 [[part/module.x:.0%]] 美元"),
        ("引文[@a]的", "引文 [@a] 的"),
        ("**粗体**,好", "**粗体**，好"),
        ("**粗体**API", "**粗体** API"),
        ("粗体**API**", "粗体 **API**"),
        ("**API**粗体", "**API** 粗体"),
        ("见[API](a.md#b)文档", "见 [API](a.md#b) 文档"),
        ("括号(中文)和 (中文) 和f(x)", "括号（中文）和（中文）和 f(x)"),
        ('他说"你好"。', "他说“你好”。"),
        ("等等...", "等等……"),
        ("好--坏", "好——坏"),
        ("两 个", "两个"),
        ("好 ，不 好", "好，不好"),
        ("“好” [@a]，", "“好”[@a]，"),
        ("[[a/b.c]], 见", "[[a/b.c]]，见"),
        ("API, 文档", "API，文档"),
        ("１２个", "12 个"),
        ("2026-08-05 的价格", "2026 年 8 月 5 日的价格"),
        ("走 1,875 步，共 60,000 张", "走 1875 步，共 60,000 张"),
        ("- 列表,项", "- 列表，项"),
        ("| 甲,乙 | 丙API |", "| 甲，乙 | 丙 API |"),
        ("## 标题API { #a-b }", "## 标题 API { #a-b }"),
        ('!!! note "标题,文字"', '!!! note "标题，文字"'),
        ("    框里,文字", "    框里，文字"),
        ('![图,文](figure:a/b.c "题API")', '![图，文](figure:a/b.c "题 API")'),
    ],
)
def test_line_is_mended(line: str, better: str) -> None:
    assert corrected(line) == better
    assert corrected(better) == better


@pytest.mark.parametrize(
    "line",
    [
        "No Chinese (at all), 2026-08-05",
        "形状是 (n, 1) 的数组",
        "《Python深度学习 第1部分》",
        "[E05](../errata.md#e05){ .erratum } 改了。",
        "- **甲。** 乙",
        "| 甲 | 乙 |",
        "|---|---:|",
        "::: published decisions/capacity",
        "2021&nbsp;年&nbsp;11&nbsp;月",
        "`a,b中文`、`c`",
        "第 50(1) 条",
        "标准 GB/T 45288.1-2025 发布",
        "第 3–5 页，10:30 到",
        '<!--pytest.mark.skip(reason="中文,文")-->',
        "负责人：        日期：",
        "约 $5，或 5%。",
        "{name}的模型",
        "除法得到 float64：60,000 张",
        "见 https://a.b/c,d?e=1 。".replace(" 。", ""),
    ],
)
def test_line_stays(line: str) -> None:
    assert corrected(line) == line
