"""The one exception of the citation engine: a style or locale that cannot be used, in a sentence for the editor."""


class StyleError(ValueError):
    """A style or locale that cannot be read; its text says which, why, and what would be right."""
