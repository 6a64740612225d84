"""Makes elements of Crossref's deposit from names and values."""

from __future__ import annotations

from lxml.builder import ElementMaker

NAMESPACE = "http://www.crossref.org/schema/5.3.1"
FUNDREF = "http://www.crossref.org/fundref.xsd"
ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_NAMES = {None: NAMESPACE, "fr": FUNDREF, "ai": ACCESS, "jats": JATS, "xsi": XSI}
C = ElementMaker(namespace=NAMESPACE, nsmap=_NAMES)
FR = ElementMaker(namespace=FUNDREF, nsmap=_NAMES)
AI = ElementMaker(namespace=ACCESS, nsmap=_NAMES)
J = ElementMaker(namespace=JATS, nsmap=_NAMES)
