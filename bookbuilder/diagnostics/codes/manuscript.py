"""Codes of faults in the manuscript's files and in book.yaml, with what is wrong and right."""

TABLE = """
code     draft    proof    release  stops    meaning

The book builder itself
BUG-001  error    error    error    -        An exception of ours in one chapter; a draft goes on without it.

The manuscript's files
SRC-001  error    error    error    -        A file that is needed does not exist.
SRC-002  error    error    error    -        A file cannot be read.
SRC-003  error    error    error    -        A file is not UTF-8; a chapter is read in the encoding that suits its words.
SRC-004  error    error    error    -        A control character that no edition can hold; a space stands for it.
SRC-005  error    error    error    -        A file that leads out of the book's folder, and is not read.
SRC-006  error    error    error    -        A file whose name is not UTF-8 or has invisible signs, and is not read.
YML-001  error    error    error    -        YAML that cannot be parsed.
YML-002  error    error    error    -        A key stands twice in one YAML mapping.
YML-003  error    error    error    -        A YAML alias contains itself.
YML-004  error    error    error    -        A YAML key is not a word.
YML-005  error    error    error    -        A character in YAML that no edition can have; it is left out.
BUD-001  error    error    error    -        YAML with more values, or deeper or longer ones, than any book has.
BUD-002  error    error    error    -        A file of text that is larger than any book's.
BUD-003  error    error    error    -        Brackets, blocks or a line beyond any book's; they print as they are typed.
BUD-004  error    error    error    -        A chapter that Pandoc cannot read in time; it prints as it is typed.
BUD-005  error    error    error    -        More digits, spaces or accents in a row than in any book; those beyond are left out.
BUD-006  error    error    error    -        A chapter for which this machine has too little memory; a draft goes on without it.

book.yaml
BOK-001  error    error    error    -        A key of book.yaml that does not exist.
BOK-002  error    error    error    -        A key of book.yaml that is needed is missing.
BOK-003  error    error    error    -        A value of book.yaml that is not allowed.
BOK-004  error    error    error    -        book.yaml names a chapter that does not exist.
BOK-005  error    error    error    -        book.yaml names something that is neither a chapter nor a page that can be made.
BOK-006  error    error    error    -        book.yaml names a chapter twice.
BOK-007  error    error    error    book     The book has no chapter.
BOK-008  error    error    error    -        book.yaml names a chapter outside manuscript/, or a cover outside the book.
BOK-010  error    error    error    book     There is no manuscript/book.yaml.
BOK-011  error    error    error    -        A part has no chapter.
BOK-012  warning  warning  warning  -        Two editions have the same ISBN.
BOK-013  note     note     note     -        A chapter's file that book.yaml does not name.
BOK-020  note     note     error    -        book.yaml lacks what every publisher needs: the date or the publisher.
"""

EXAMPLES = """
SRC-004 chapter
- A bell rings \x07 here.
+ A bell rings here.

YML-001 metadata
- short-title: a: b
+ short-title: "a: b"

YML-002 sources
- - {id: a, type: book, title: A, type: book}
+ - {id: a, type: book, title: A}

YML-003 book
- rights: &a [*a]
+ rights: © 2021 Example Press

YML-004 book
- [a, b]: c
+ rights: © 2021 Example Press

BOK-001 book
- titel: A Small Book
+ subtitle: A Small Book

BOK-002 book
- series: {number: "3"}
+ series: {title: Studies, number: "3"}

BOK-003 book
- identifier: {print: 978-3-16-148410-1}
+ identifier: {print: 978-3-16-148410-0}

BOK-004 book
- chapters: [one.md, gone.md]
+ chapters: [one.md]

BOK-005 book
- backmatter: [bibliografy]
+ backmatter: [bibliography]

BOK-006 book
- chapters: [one.md, one.md]
+ chapters: [one.md]

BOK-007 book
- chapters: []
+ chapters: [one.md]

BOK-008 book
- chapters: [one.md, ../two.md]
+ chapters: [one.md]

BOK-011 book
- chapters: [one.md, {part: The Rest}]
+ chapters: [{part: All, chapters: [one.md]}]

BOK-012 book
- identifier: {print: 978-3-16-148410-0, epub: 978-3-16-148410-0}
+ identifier: {print: 978-3-16-148410-0}
"""
