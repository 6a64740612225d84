"""Codes of faults against the house style, and in spelling."""

TABLE = """
code     draft    proof    release  stops    meaning

House style and spelling
HSE-001  warning  warning  warning  -        A word that the house spells differently.
HSE-002  warning  warning  warning  -        A name that the house spells differently.
HSE-003  warning  warning  warning  -        A term for which the house uses another.
HSE-004  warning  warning  warning  -        A word that the house avoids.
HSE-005  note     note     note     -        An abbreviation that is not spelled out.
HSE-010  warning  warning  warning  -        A hyphen between figures.
HSE-011  warning  warning  warning  -        A hyphen instead of a dash.
HSE-012  warning  warning  warning  -        "from" with a dash.
HSE-013  warning  warning  warning  -        Three points instead of an ellipsis.
HSE-014  warning  warning  warning  -        Straight quotation marks or apostrophes.
HSE-015  warning  warning  warning  -        A date with the month first.
HSE-016  warning  warning  warning  -        A date with an ordinal.
HSE-017  warning  warning  warning  -        A per cent sign in the text.
HSE-018  warning  warning  warning  -        Thousands without a comma.
HSE-019  warning  warning  warning  -        A contraction.
HSE-020  warning  warning  warning  -        "chapter" before a reference that brings the word itself.
HSE-021  warning  warning  warning  -        The number of an EU act in a wrong form.
HSE-090  warning  warning  warning  -        An exception that excuses nothing.
HSE-091  warning  warning  warning  -        An exception without a reason.
STY-001  error    error    error    -        A key of the house style that does not exist.
STY-003  error    error    error    -        A value of the house style that is not allowed.
STY-004  error    error    error    -        A rule that does not exist.
SPL-001  warning  warning  warning  -        A word that is in no dictionary.
SPL-002  note     note     note     -        No dictionary for a language.
SPL-003  note     note     note     -        No library to look words up is installed.
"""
