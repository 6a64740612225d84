"""From a folder of Markdown chapters, transcripts and references to a monograph in print, EPUB and on the web."""

__version__ = "0.1.0"
