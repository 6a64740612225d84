"""Parts of regular expressions that the files of several languages share."""

UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
"""Capital letters, for the inside of brackets."""
NUMBER = r"(?:\d|[IVXLC]+\b)"
"""A figure, or a Roman number."""
