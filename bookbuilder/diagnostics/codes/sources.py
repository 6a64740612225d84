"""Codes of faults in sources and citations, with what is wrong and right."""

TABLE = """
code     draft    proof    release  stops    meaning

Sources and citations
REF-001  error    error    error    -        references.yaml is not a list of sources.
REF-002  error    error    error    -        A key that two sources have.
REF-003  error    error    error    -        An entry of references.yaml that is not a source.
REF-004  error    error    error    -        A source without a key, or with a space in it.
REF-005  error    error    error    -        A source without a type, or with one that CSL does not have.
REF-006  error    error    error    -        A variable that CSL does not have.
REF-007  error    error    error    -        A date, a name or a text of a source in a wrong form.
REF-010  warning  warning  warning  -        Two sources with one DOI.
REF-011  warning  warning  warning  -        Two sources that may be the same: title, year and author are alike.
REF-012  warning  warning  warning  -        A range of pages in a wrong form.
REF-013  warning  warning  warning  -        A DOI with its address, or in another wrong form.
REF-014  warning  warning  warning  -        An ISBN whose check digit is wrong.
REF-015  warning  warning  warning  -        An ISSN whose check digit is wrong.
REF-016  note     note     note     -        A source that is never cited.
REF-017  note     note     note     -        A cited source lacks what the style prints.
REF-018  warning  warning  warning  -        An address in a wrong form.
REF-019  warning  warning  warning  -        A text that looks like several names, and is printed as one.
CIT-001  error    error    error    -        A citation of a source that does not exist.
CIT-002  error    error    error    -        The book cites, and has no source at all.
CIT-003  error    error    error    -        A citation style that cannot be read; the shipped one stands in for it.
CIT-004  warning  warning  warning  -        CSL has no words for the book's language.
CIT-005  warning  warning  warning  -        Sources are to be listed uncited, and no list takes them.
CIT-010  warning  warning  warning  -        What the citation engine says of a citation or a source.
CIT-050  warning  warning  warning  -        Pandoc's citeproc prints a citation differently.
CIT-051  warning  warning  warning  -        An accepted difference that no longer exists.
CIT-052  error    error    error    -        An accepted difference without a construct or a reason.
CIT-053  note     note     note     -        Citations that could not be compared.
"""

EXAMPLES = """
CIT-001 chapter
- Words [@boonstra2081].
+ Words [@boonstra2018].

REF-001 sources
- council: {type: report}
+ - {id: council, type: report, title: A Report}

REF-002 sources
- - {id: council, type: report, title: A Report}
- - {id: council, type: report, title: Another}
+ - {id: council, type: report, title: A Report}
+ - {id: council2020, type: report, title: Another}

REF-003 sources
- - A Report
+ - {id: council, type: report, title: A Report}

REF-004 sources
- - {type: report, title: A Report}
+ - {id: council, type: report, title: A Report}

REF-005 sources
- - {id: council, title: A Report}
+ - {id: council, type: report, title: A Report}

REF-006 sources
- - {id: council, type: report, titel: A Report}
+ - {id: council, type: report, title: A Report}

REF-007 sources
- - {id: council, type: report, title: A Report, issued: 2019-13}
+ - {id: council, type: report, title: A Report, issued: 2019-12}
"""
