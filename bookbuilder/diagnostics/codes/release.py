"""Codes of what keeps a book from its release."""

TABLE = """
code     draft    proof    release  stops    meaning

Release
RLS-001  error    error    error    -        A key of release.yaml that does not exist.
RLS-002  error    error    error    -        A key of release.yaml that is needed is missing.
RLS-003  error    error    error    -        A value of release.yaml that is not allowed.
RLS-010  -        warning  error    -        A book that is not in a git repository.
RLS-011  -        warning  error    -        A file that is not committed.
RLS-012  -        warning  error    -        An edition without an ISBN.
RLS-013  -        warning  error    -        A book that does not say whose rights it has.
RLS-014  -        warning  error    -        A book that does not say who funded it.
RLS-015  -        warning  error    -        A book that calls itself a working edition.
RLS-016  -        warning  error    -        More blank pages at the end than the printer takes.
RLS-017  -        warning  error    -        A claim of conformance that a check contradicts.
RLS-020  -        warning  error    -        A warning that nobody has explained.
RLS-021  -        warning  error    -        An explanation that explains nothing.
RLS-022  error    error    error    edition  A version that was released with other bytes.
RLS-030  error    error    error    -        A verb asks for a chapter that does not exist.
MET-001  error    error    error    -        A deposit with Crossref without a DOI.
MET-002  error    error    error    -        A DOI with another prefix than the deposit's.
MET-003  error    error    error    -        A DOI without an address to lead to.
MET-010  error    error    error    -        An ONIX message that is not valid.
"""
