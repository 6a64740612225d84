"""Codes of faults in templates, terms, style sheets and fonts."""

TABLE = """
code     draft    proof    release  stops    meaning

Templates, terms and fonts
TPL-001  error    error    error    -        A template that does not exist; the shipped one stands in for it.
TPL-002  error    error    error    -        A template that cannot be parsed; the shipped one stands in for it.
TPL-003  error    error    error    -        A template that fails while it runs; the shipped one stands in for it.
TPL-004  error    error    error    -        A template whose XHTML is not well-formed; the shipped one stands in for it.
TPL-005  error    error    error    -        A template without what its place needs, such as a heading; the shipped one stands in for it.
WEB-001  warning  warning  error    -        A redirect of book.yaml that leads nowhere.
WEB-002  warning  warning  error    -        A redirect from an address that is a page of the book.
TRM-001  error    error    error    -        A file of terms, or bibliography.yaml, in a wrong form.
TRM-002  error    error    error    -        A term that does not exist.
TRM-003  error    error    error    -        A section of the bibliography without id or title.
TRM-005  note     note     note     -        The book's language, in which there are no words for chapters, figures and the like.
CSS-001  warning  warning  error    -        A custom property that no style sheet declares.
CSS-002  warning  warning  warning  -        A file of the book's styles/ or templates/ that is used nowhere.
CSS-003  warning  warning  error    -        A tokens.yaml that is not one, a token of another kind or that no style sheet reads, a tokens.css that lacks some.
CSS-004  error    error    error    -        A design that does not exist; the shipped one stands in for it.
CSS-005  error    error    error    -        A style sheet of the book's own at which the layout engine fails; the shipped ones stand in for it.
CSS-006  warning  warning  error    -        A style sheet with a remark or a brace that is not closed, or with what is no rule.
FNT-001  error    error    error    -        A font family that does not exist; the shipped one stands in for it.
FNT-002  error    error    error    -        A character that none of the book's fonts has; a box stands for it.
FNT-003  error    error    error    -        A file in styles/fonts/ that is not a TrueType font.
FNT-004  warning  warning  warning  -        A font whose maker says that it may not be embedded.
FNT-005  warning  warning  error    -        A font family that a style sheet of the book's own names and the book does not have.
"""
