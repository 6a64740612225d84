"""Codes of what the field's checkers say of finished files."""

TABLE = """
code     draft    proof    release  stops    meaning

What the field's checkers say of finished files
ART-001  warning  warning  warning  -        A checker that was not run.
ART-002  error    error    error    -        A checker that finds faults.
ART-003  error    error    error    -        A checker that gives no verdict.
ART-004  error    error    error    -        There is no file to check.
ART-010  found    found    found    -        EPUBCheck.
ART-011  found    found    found    -        epubcheck-ts, a second reading of the same standard.
ART-012  found    found    found    -        Ace, the accessibility of an EPUB.
ART-020  found    found    found    -        The Nu HTML checker.
ART-021  found    found    found    -        A link of the web edition that leads nowhere.
ART-022  found    found    found    -        axe, the accessibility of a web page.
ART-023  found    found    found    -        A page of the web edition weighs too much.
ART-024  found    found    found    -        Something moves while a page of the web edition loads.
ART-025  found    found    found    -        A page of the web edition is wider than a small screen.
ART-030  found    found    found    -        A message on the console of a page of the web edition.
ART-031  found    found    found    -        A page of the web edition asks another host.
ART-032  found    found    found    -        The search of the web edition does not find a word.
ART-033  found    found    found    -        A note of the web edition does not open or close.
ART-034  found    found    found    -        The address of a printed page does not lead to it.
ART-035  found    found    found    -        The choice of light and dark does not hold.
ART-036  found    found    found    -        Without scripts a page of the web edition loses something.
ART-040  found    found    found    -        veraPDF, where it is installed: PDF/UA-1.
"""
