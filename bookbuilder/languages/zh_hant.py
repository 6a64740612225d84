"""What is different in Chinese in traditional characters."""

from dataclasses import replace

from bookbuilder.languages.zh import LANGUAGE as OTHER

LANGUAGE = replace(
    OTHER,
    quotes=("「", "」", "『", "』"),
    terms={
        "part": "第{number}部分",
        "chapter": "第{number}章",
        "section": "第{number}節",
        "appendix": "附錄",
        "figure": "圖",
        "table": "表",
        "equation": "公式",
        "contents": "目錄",
        "note": "註釋",
        "notes": "註釋",
        "bibliography": "參考文獻",
        "references": "參考文獻",
        "abstract": "摘要",
        "keywords": "關鍵詞",
        "index": "索引",
        "list-of-figures": "圖目錄",
        "list-of-tables": "表目錄",
        "callout-note": "註釋",
        "callout-tip": "提示",
        "callout-warning": "警告",
        "callout-important": "重要",
        "callout-caution": "注意",
        "title": "書名頁",
        "page": "頁",
        "pages": "頁",
        "previous": "上一頁",
        "next": "下一頁",
        "search": "搜尋",
        "cited-in": "引用於",
        "cited-in-chapter": "第{chapter}章",
        "cited-in-note": "註{note}",
        "continued": "續",
        "index-see": "見",
        "index-see-also": "另見",
        "page-ref": "第{page}頁",
    },
)
