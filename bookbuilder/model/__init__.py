"""Plain values in the words of CSL, EPUB, ONIX and Pandoc: what the rooms of the house hand to each other."""
