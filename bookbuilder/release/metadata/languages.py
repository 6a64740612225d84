"""Turns a BCP 47 tag into the codes of ONIX and MARC: ISO 639-2/B, the name in English, and ISO 15924 for the script.

See https://www.loc.gov/standards/iso639-2/php/code_list.php; the ONIX code list 74 and the MARC list follow it.
"""

from __future__ import annotations

import unicodedata

from bookbuilder.languages.registry import language

_CODES = dict(
    pair.split(":")
    for pair in """aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul
    bi:bis bm:bam bn:ben bo:tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:cze cu:chu cv:chv cy:wel da:dan de:ger
    dv:div dz:dzo ee:ewe el:gre en:eng eo:epo es:spa et:est eu:baq fa:per ff:ful fi:fin fj:fij fo:fao fr:fre fy:fry ga:gle
    gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:arm hz:her ia:ina id:ind ie:ile
    ig:ibo ii:iii ik:ipk io:ido is:ice it:ita iu:iku ja:jpn jv:jav ka:geo kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan
    ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg
    mh:mah mi:mao mk:mac ml:mal mn:mon mr:mar ms:may mt:mlt my:bur na:nau nb:nob nd:nde ne:nep ng:ndo nl:dut nn:nno no:nor
    nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:rum
    ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slo sl:slv sm:smo sn:sna so:som sq:alb sr:srp ss:ssw st:sot
    su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah
    ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:chi zu:zul""".split()
)

_NAMES = {"tt": "Tatar", "ug": "Uighur"}
"""Names of languages of which nothing else is known."""
_SCRIPTS = {
    "Cyrl": "be bg kk ky mk mn ru sr tg tt uk", "Arab": "ar fa ps ug ur", "Grek": "el", "Hebr": "he yi", "Armn": "hy",
    "Geor": "ka", "Hans": "zh", "Jpan": "ja", "Kore": "ko",
}  # fmt: skip
"""Languages that are not written in Latin letters, where their tag does not say otherwise."""

_UNICODE = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Grek": "GREEK", "Geor": "GEORGIAN", "Hans": "CJK"}
"""What the names of a script's letters hold in Unicode."""

UNDETERMINED = "und"


def bibliographic(tag: str) -> str:
    """ISO 639-2/B: "kaz" for kk, "ger" for de-AT; a language with three letters keeps them."""
    primary = tag.split("-")[0].lower()
    if len(primary) == 3:
        return primary
    return _CODES[primary] if primary in _CODES else UNDETERMINED


def english_name(tag: str) -> str:
    """The language's name as MARC notes have it; empty where it is not known."""
    primary = tag.split("-")[0].lower()
    short = next((two for two, three in _CODES.items() if three == primary), primary)
    return language(short).name or _NAMES.get(short, "")


def in_script(text: str, tag: str) -> bool:
    """Whether a text has letters of the script of its language: an English series of a Chinese book has none."""
    name = _UNICODE.get(script(tag), "")
    return not name or any(name in unicodedata.name(letter, "") for letter in text if letter.isalpha())


def script(tag: str) -> str:
    """ISO 15924: "Cyrl" for ru, and for uz-Cyrl."""
    named = next((part for part in tag.split("-")[1:] if len(part) == 4), "")
    primary = tag.split("-")[0].lower()
    return named or next((code for code, languages in _SCRIPTS.items() if primary in languages.split()), "Latn")
