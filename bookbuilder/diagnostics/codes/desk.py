"""Codes of faults at the desk: Word, references, queries."""

TABLE = """
code     draft    proof    release  stops    meaning

The desk: Word, references, queries
DSK-001  error    error    error    -        A format of references that cannot be read.
DSK-003  error    error    error    -        A file of references that Pandoc cannot read, or in which there is no source.
DSK-004  warning  warning  warning  -        An imported source without a type that CSL has.
DSK-005  warning  warning  warning  -        A field of an imported source that CSL does not have.
DSK-006  warning  warning  warning  -        A date of an imported source that cannot be read.
DSK-007  note     note     note     -        A title that was set in sentence case.
DSK-008  warning  warning  warning  -        A record of a file of references that was left out, or a field of one.
DSK-009  warning  warning  warning  -        A line of a file of references that is not UTF-8.
DSK-010  error    error    error    -        A file to import that does not exist or cannot be read.
DSK-011  error    error    error    -        A Word file that Pandoc cannot read.
DSK-012  error    error    error    -        A verb asks for a chapter that does not exist.
DSK-013  error    error    error    -        A DOI or an ISBN that could not be looked up.
QRY-002  error    error    error    -        A file that is not a sheet of answers.
QRY-003  warning  warning  warning  -        A sheet that answers an earlier proof.
QRY-004  warning  warning  warning  -        A sheet that answers a proof of another book.
"""
