"""Makes a book of a folder that was written for Quarto, bookdown, Manubot, mdBook, Docusaurus, Leanpub or Pandoc."""

from bookbuilder.desk.adopt.adopting import Adopted, adopt
from bookbuilder.desk.adopt.plan import AdoptError, Report

__all__ = ["AdoptError", "Adopted", "Report", "adopt"]
