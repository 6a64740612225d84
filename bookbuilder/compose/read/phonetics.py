r"""Writes the phonetic signs of LaTeX's package tipa, `\textipa{[f@"nEtIk]}`, as the signs of the International Phonetic Alphabet.

See https://ctan.org/pkg/tipa, "tipaman", for what each letter and each command stands for.
"""

from __future__ import annotations

import re

_LETTERS = dict(zip(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@:;|",
    "ɑβɕðɛɸɣɦɪʝʁʎɱŋɔʔʕɾʃθʊʋɯχʏʒʉɨʌɜɥɐɒɤɵɘəːˑ|", strict=True,
))  # fmt: skip
_STARRED = dict(zip("fhjklnrtwz", "ɟħɟʞɬɲɹʇʍɮ", strict=True))
_SMALL_CAPITALS = dict(zip("ABEGHIJLNRUY", "ᴀʙᴇɢʜɪᴊʟɴʀᴜʏ", strict=True))
_RETROFLEX = dict(zip("dlnrRstz", "ɖɭɳɽɻʂʈʐ", strict=True))
_IMPLOSIVE = dict(zip("bdgjGo", "ɓɗɠʄʛʘ", strict=True))
_SHORT = {";": _SMALL_CAPITALS, ":": _RETROFLEX, "!": _IMPLOSIVE}
_NAMED = {
    "schwa": "ə", "esh": "ʃ", "yogh": "ʒ", "eng": "ŋ", "glotstop": "ʔ", "beta": "β", "gamma": "ɣ", "epsilon": "ɛ", "theta": "θ",
    "phi": "ɸ", "chi": "χ", "upsilon": "ʊ", "iota": "ɪ", "openo": "ɔ", "scripta": "ɑ", "turnscripta": "ɒ", "turnv": "ʌ",
    "turna": "ɐ", "turnr": "ɹ", "turnm": "ɯ", "turnh": "ɥ", "turny": "ʎ", "turnw": "ʍ", "sci": "ɪ", "scy": "ʏ", "scr": "ʀ",
    "scn": "ɴ", "scl": "ʟ", "scb": "ʙ", "scg": "ɢ", "sch": "ʜ", "invscr": "ʁ", "ltailn": "ɲ", "ltailm": "ɱ", "fishhookr": "ɾ",
    "revepsilon": "ɜ", "reve": "ɘ", "ramshorns": "ɤ", "baru": "ʉ", "bari": "ɨ", "baro": "ɵ", "hvlig": "ƕ", "crh": "ħ",
    "ctc": "ɕ", "ctz": "ʑ", "ctj": "ʝ", "beltl": "ɬ", "lyoghlig": "ɮ", "revglotstop": "ʕ", "barglotstop": "ʡ", "dyoghlig": "ʤ",
    "teshlig": "ʧ", "rtaild": "ɖ", "rtailt": "ʈ", "rtails": "ʂ", "rtailz": "ʐ", "rtailn": "ɳ", "rtaill": "ɭ", "rtailr": "ɽ",
    "lengthmark": "ː", "halflength": "ˑ", "primstress": "ˈ", "secstress": "ˌ", "ae": "æ", "oe": "œ", "o": "ø", "dh": "ð",
    "rhookschwa": "ɚ", "rhookrevepsilon": "ɝ", "closerevepsilon": "ɞ", "rhoticity": "˞", "ltilde": "ɫ", "dzlig": "ʣ", "tslig": "ʦ",
    "dctzlig": "ʥ", "tctclig": "ʨ", "sca": "ᴀ", "sce": "ᴇ", "scj": "ᴊ", "scu": "ᴜ", "scriptv": "ʋ", "scriptg": "ɡ", "turnk": "ʞ",
    "turnt": "ʇ", "turnlonglegr": "ɺ", "turnmrleg": "ɰ", "turnrrtail": "ɻ", "invglotstop": "ʖ", "raiseglotstop": "ˀ",
    "barrevglotstop": "ʢ", "bardotlessj": "ɟ", "barl": "ƚ", "crb": "ƀ", "crd": "đ", "crlambda": "ƛ", "lambda": "λ", "omega": "ω",
    "closeomega": "ɷ", "hth": "ɦ", "htheng": "ɧ", "htb": "ɓ", "htc": "ƈ", "htd": "ɗ", "htg": "ɠ", "htk": "ƙ", "htp": "ƥ", "htq": "ʠ",
    "htt": "ƭ", "htscg": "ʛ", "htbardotlessj": "ʄ", "bullseye": "ʘ", "pipe": "ǀ", "doublepipe": "ǁ", "doublebarpipe": "ǂ",
    "vertline": "|", "doublevertline": "‖", "globfall": "↘", "globrise": "↗", "downstep": "ꜜ", "upstep": "ꜛ", "corner": "\u031a",
    "ctesh": "ʆ", "ctyogh": "ʓ", "stretchc": "ʗ", "thorn": "þ",
}  # fmt: skip
"""What follows `\\text` in the name of a command; `\\ae` and its like stand alone."""
_MARKS = {
    "~": "\u0303", "'": "\u0301", "`": "\u0300", "^": "\u0302", "=": "\u0304", '"': "\u0308", ".": "\u0307", "v": "\u030c",
    "u": "\u0306", "s": "\u0329", "r": "\u030a", "t": "\u0361", "~*": "\u0330", "'*": "\u0317", "`*": "\u0316", "^*": "\u032d",
    "=*": "\u0320", '"*': "\u0324", ".*": "\u0323", "v*": "\u032c", "r*": "\u0325", "t*": "\u035c", "|[": "\u032a", "|]": "\u033a",
    "|(": "\u031c", "|)": "\u0339", "|+": "\u031f", "|'": "\u031d", "|`": "\u031e", "|<": "\u0318", "|>": "\u0319", "|~": "\u0334",
    "|x": "\u033d", "|w": "\u032b", "|c": "\u0311", "|m": "\u033c",
}  # fmt: skip
"""What stands above or below a letter, by the sign of its command."""
_NAMED_MARKS = {
    "syllabic": "s", "toptiebar": "t", "bottomtiebar": "t*", "overring": "r", "subring": "r*", "subwedge": "v*", "subumlaut": '"*',
    "subtilde": "~*", "subbar": "=*", "subacute": "'*", "subgrave": "`*", "subcircum": "^*", "subdot": ".*", "subbridge": "|[",
    "invsubbridge": "|]", "sublhalfring": "|(", "subrhalfring": "|)", "subplus": "|+", "raising": "|'", "lowering": "|`",
    "advancing": "|<", "retracting": "|>", "superimposetilde": "|~", "overcross": "|x", "subw": "|w", "roundcap": "|c",
    "seagull": "|m",
}  # fmt: skip
_RAISED = dict(zip("hjwlnGPH@", "ʰʲʷˡⁿˠˀʱᵊ", strict=True))
_CALL = re.compile(
    r"\\textipa\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|\\begin\{IPA\}((?:(?!\\begin\{IPA\}).)*?)\\end\{IPA\}|\{\\(?:ipa|tipaencoding)\b\s*((?:[^{}]|\{[^{}]*\})*)\}",
    re.DOTALL,
)
_SIGN = re.compile(
    r"\\super\s*(?:\{(?P<raised>[^{}]*)\}|(?P<one>\w))|\\textsuperscript\{(?P<high>[^{}]*)\}"
    r"|\\(?P<short>[*;:!])\{?(?P<of>.)\}?"
    r"|\\(?:(?P<mark>\|.|[~'`^=\".]\*?|[vusrt](?:\*|(?![A-Za-z])))"
    rf"|(?:text)?(?P<word>{'|'.join(_NAMED_MARKS)})(?![A-Za-z]))"
    r"\s*(?:\{(?P<below>(?:[^{}\\]|\\[A-Za-z]+)*)\}|(?P<letter>\\[A-Za-z]+|[^\\{}\s]))"
    r"|\\(?:text)?(?P<name>[A-Za-z]+)(?:\{\})?[ ]?"
    r"|\\(?P<plain>[ %&#_])|\"\"|[{}]|.",
    re.DOTALL,
)


def phonetics_written(tex: str) -> str:
    """A piece of LaTeX in which tipa's letters are those of the alphabet itself; words with a command that nobody knows stay."""
    return _CALL.sub(_written, tex) if "ipa" in tex.lower() else tex


def has_phonetics(tex: str) -> bool:
    """Whether words in tipa's letters are in a piece of LaTeX: Pandoc would leave them out, or print the letters as typed."""
    return "ipa" in tex.lower() and _CALL.search(tex) is not None


def _written(call: re.Match[str]) -> str:
    try:
        return _spelled(call[1] or call[2] or call[3] or "")
    except KeyError:
        return call[0]


def _spelled(typed: str) -> str:
    return "".join(map(_sign, _SIGN.finditer(typed)))


def _sign(found: re.Match[str]) -> str:
    """The sign that one letter or command stands for; a command that is not in the tables is a KeyError."""
    raised = found["raised"] or found["one"] or found["high"]
    if raised:
        return "".join(_RAISED.get(it, _RAISED.get(_LETTERS.get(it, ""), it)) for it in raised)
    if found["short"]:
        return _STARRED.get(found["of"], found["of"]) if found["short"] == "*" else _SHORT[found["short"]][found["of"]]
    if found["mark"] or found["word"]:
        letters = _spelled(found["below"] or found["letter"] or "")
        return f"{letters[:1]}{_MARKS[found['mark'] or _NAMED_MARKS[found['word']]]}{letters[1:]}"
    if found["name"]:
        return _NAMED[found["name"]]
    if found[0] == '""':
        return "ˌ"
    if found[0] == "\\":
        raise KeyError(found[0])
    return found["plain"] or ("" if found[0] in "{}" else "ˈ" if found[0] == '"' else _LETTERS.get(found[0], found[0]))
