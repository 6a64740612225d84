"""What is different in Serbian in Latin letters."""

from dataclasses import replace

from bookbuilder.languages.sr import LANGUAGE as OTHER

LANGUAGE = replace(
    OTHER,
    terms={
        "part": "Deo",
        "chapter": "Poglavlje",
        "section": "Odeljak",
        "appendix": "Dodatak",
        "figure": "Slika",
        "table": "Tabela",
        "equation": "Jednačina",
        "contents": "Sadržaj",
        "note": "Napomena",
        "notes": "Napomene",
        "bibliography": "Bibliografija",
        "references": "Literatura",
        "abstract": "Sažetak",
        "keywords": "Ključne reči",
        "index": "Registar",
        "list-of-figures": "Slike",
        "list-of-tables": "Tabele",
        "callout-note": "Napomena",
        "callout-tip": "Savet",
        "callout-warning": "Upozorenje",
        "callout-important": "Važno",
        "callout-caution": "Oprez",
        "title": "Naslovna strana",
        "page": "Strana",
        "pages": "Strane",
        "previous": "Prethodno",
        "next": "Sledeće",
        "search": "Pretraga",
        "cited-in": "Navedeno u",
        "cited-in-chapter": "pogl. {chapter}",
        "cited-in-note": "nap. {note}",
        "continued": "nastavak",
        "index-see": "v.",
        "index-see-also": "V. i",
        "page-ref": "str. {page}",
    },
)
