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
_SHORT = {"*": _STARRED, ";": _SMALL_CAPITALS, ":": _RETROFLEX, "!": _IMPLOSIVE}
_NAMED = {
    "schwa": "ə", "esh": "ʃ", "yogh": "ʒ", "eng": "ŋ", "glotstop": "ʔ", "beta": "β", "gamma": "ɣ", "epsilon": "ɛ", "theta": "θ",
    "phi": "ɸ", "chi": "χ", "upsilon": "ʊ", "iota": "ɪ", "openo": "ɔ", "scripta": "ɑ", "turnscripta": "ɒ", "turnv": "ʌ",
    "turna": "ɐ", "turnr": "ɹ", "turnm": "ɯ", "turnh": "ɥ", "turny": "ʎ", "turnw": "ʍ", "sci": "ɪ", "scy": "ʏ", "scr": "ʀ",
    "scn": "ɴ", "scl": "ʟ", "scb": "ʙ", "scg": "ɢ", "sch": "ʜ", "invscr": "ʁ", "ltailn": "ɲ", "ltailm": "ɱ", "fishhookr": "ɾ",
    "revepsilon": "ɜ", "reve": "ɘ", "ramshorns": "ɤ", "baru": "ʉ", "bari": "ɨ", "baro": "ɵ", "hvlig": "ƕ", "crh": "ħ",
    "ctc": "ɕ", "ctz": "ʑ", "ctj": "ʝ", "beltl": "ɬ", "lyoghlig": "ɮ", "revglotstop": "ʕ", "barglotstop": "ʡ", "dyoghlig": "ʤ",
    "teshlig": "ʧ", "rtaild": "ɖ", "rtailt": "ʈ", "rtails": "ʂ", "rtailz": "ʐ", "rtailn": "ɳ", "rtaill": "ɭ", "rtailr": "ɽ",
    "lengthmark": "ː", "halflength": "ˑ", "primstress": "ˈ", "secstress": "ˌ", "ae": "æ", "oe": "œ", "o": "ø", "dh": "ð",
}  # fmt: skip
"""What follows `\\text` in the name of a command; `\\ae` and its like stand alone."""
_ABOVE = {"~": "\u0303", "'": "\u0301", "`": "\u0300", "^": "\u0302", "=": "\u0304", '"': "\u0308", "v": "\u030c", "u": "\u0306",
          "s": "\u0329", "r": "\u030a", "|[": "\u032a", "t": "\u0361"}  # fmt: skip
_RAISED = dict(zip("hjwlnGPH@", "ʰʲʷˡⁿˠˀʱᵊ", strict=True))
_CALL = re.compile(
    r"\\textipa\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}|\\begin\{IPA\}(.*?)\\end\{IPA\}|\{\\(?:ipa|tipaencoding)\b\s*((?:[^{}]|\{[^{}]*\})*)\}",
    re.DOTALL,
)
_SIGN = re.compile(
    r"\\super\s*(?:\{([^{}]*)\}|(\w))|\\textsuperscript\{([^{}]*)\}"
    r"|\\([*;:!])\{?(.)\}?"
    r"|\\(\|\[|[~'`^=\"]|[vusrt](?![A-Za-z]))\s*(?:\{((?:[^{}\\]|\\[A-Za-z]+)*)\}|(\\[A-Za-z]+|[^\\{}\s]))"
    r"|\\(?:text)?([A-Za-z]+)(?:\{\})?[ ]?"
    r"|\"\"|[{}]|.",
    re.DOTALL,
)


def phonetics_written(tex: str) -> str:
    """A piece of LaTeX in which what stands in tipa's letters is in the letters of the alphabet itself."""
    return _CALL.sub(lambda it: _spelled(it[1] or it[2] or it[3] or ""), tex) if "ipa" in tex.lower() else tex


def _spelled(typed: str) -> str:
    return "".join(map(_sign, _SIGN.finditer(typed)))


def _sign(found: re.Match[str]) -> str:
    raised = found[1] or found[2] or found[3]
    if raised:
        return "".join(_RAISED.get(it, _RAISED.get(_LETTERS.get(it, ""), it)) for it in raised)
    if found[4]:
        return _SHORT[found[4]].get(found[5], found[5])
    if found[6]:
        letters = _spelled(found[7] or found[8] or "")
        return f"{letters[:1]}{_ABOVE[found[6]]}{letters[1:]}"
    if found[9]:
        return _NAMED.get(found[9], "")
    if found[0] == '""':
        return "ˌ"
    return "" if found[0] in "{}" else "ˈ" if found[0] == '"' else _LETTERS.get(found[0], found[0])
