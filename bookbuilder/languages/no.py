"""What is known about Norwegian, which is Bokmål where nobody says more."""

from dataclasses import replace

from bookbuilder.languages.nb import LANGUAGE as BOKMAAL

LANGUAGE = replace(BOKMAAL, name="Norwegian", terms="nb", joining_words=())
