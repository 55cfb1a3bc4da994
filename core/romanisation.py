"""Arabic in Latin letters, as Gulf newspapers spell it: known names from a list, the rest by rule.

Arabic leaves short vowels out, so a rule can only be readable, not right: "نورة السديري" is "Noura
Al-Sudairi" because both words are in the list; an unknown word gets its long vowels, and an "a" where two
consonants would clash. Vowel marks are used where somebody wrote them. People's own Latin spelling always
comes first: ask for it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from core.folding import fold
from core.known_names import KNOWN

CONSONANTS: Final = {
    "ب": "b",
    "پ": "p",
    "ت": "t",
    "ث": "th",
    "ج": "j",
    "چ": "ch",
    "ح": "h",
    "خ": "kh",
    "د": "d",
    "ذ": "dh",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "sh",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "dh",
    "ع": "",
    "غ": "gh",
    "ف": "f",
    "ڤ": "v",
    "ق": "q",
    "ك": "k",
    "ک": "k",
    "گ": "g",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "ء": "",
}
LONG: Final = {"ا": "a", "آ": "aa", "ٱ": "a", "ى": "a", "أ": "a", "إ": "i", "ؤ": "u", "ئ": "e"}
SHORT: Final = {
    "\u064b": "an",
    "\u064c": "un",
    "\u064d": "in",
    "\u064e": "a",
    "\u064f": "u",
    "\u0650": "i",
    "\u0670": "a",
}
# A mark before its own long letter adds nothing: سُعَاد is Suad.
LENGTHENED: Final = {"\u064e": ("ا", "ى", "ة"), "\u064f": ("و",), "\u0650": ("ي",)}
SHADDA: Final = "\u0651"
SUKUN: Final = "\u0652"
PARTICLES: Final = {"بن": "bin", "ابن": "ibn", "بنت": "bint", "ال": "Al", "في": "fi", "من": "min", "و": "wa"}
_ARABIC_WORD: Final = re.compile(r"[\u0621-\u065f\u066e-\u06d3\u06fa-\u06ff\u0670]+")
_SERVANT: Final = re.compile(r"\bعبد\s+(?=ال)")


def romanise(text: str) -> str:
    """Arabic words in Latin letters, all else as it is: "معرض نورة 2026" -> "Marad Noura 2026"."""
    plain = unicodedata.normalize("NFKC", text).replace("\u0640", "")
    result = _ARABIC_WORD.sub(lambda match: _word(match[0]), _SERVANT.sub("عبد", plain))
    return result.translate(_PUNCTUATION)


_PUNCTUATION: Final = str.maketrans("،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩", ",;?%.,0123456789")


def _word(word: str) -> str:
    folded = fold(word)
    if folded in KNOWN:
        return KNOWN[folded]
    if folded in PARTICLES:
        return PARTICLES[folded]
    if folded.startswith("عبدال") and len(folded) > 6:  # noqa: PLR2004  "Abd al-" and a name of God
        return "Abdul" + _stem(folded.removeprefix("عبدال"), _drop(word, 5)).lower()
    for written, said in (("وال", "wa Al-"), ("بال", "bi Al-"), ("لل", "lil-"), ("ال", "Al-")):
        rest = folded.removeprefix(written)
        if rest != folded and len(rest) > (2 if written == "بال" else 1) and word[0] not in "أإ":
            return said + _stem(rest, _drop(word, len(written)))
    return _stem(folded, word)


def _drop(word: str, letters: int) -> str:
    """Without so many letters at the start, and without the marks that stand on them."""
    place = 0
    while letters and place < len(word):
        letters -= unicodedata.category(word[place]) != "Mn"
        place += 1
    while place < len(word) and word[place] in {SUKUN, *SHORT}:
        place += 1
    return word[place:]


def _stem(folded: str, word: str) -> str:
    if folded in KNOWN:
        return KNOWN[folded]
    spelt = _spell(word)
    return spelt[:1].upper() + spelt[1:]


def _spell(word: str) -> str:
    """Sounds one by one, runs of consonants parted where Arabic would have a short vowel."""
    sounds = [sound for sound in _sounds(word) if sound]
    result: list[str] = []
    place = 0
    while place < len(sounds):
        end = place
        while end < len(sounds) and not sounds[end].isupper():
            end += 1
        before = sounds[place - 1] if place else ""
        result += _parted(sounds[place:end], before, sounds[end:])
        result += [sound.lower() for sound in sounds[end : end + 1]]
        place = end + 1
    return "".join(result).replace("'", "")


def _sounds(word: str) -> list[str]:
    """Consonants in lower case; vowels in upper case, so that the next step can tell them apart."""
    sounds: list[str] = []
    for place, char in enumerate(word):
        if char == SHADDA:
            sounds += [sounds[-1]] if sounds and sounds[-1].islower() else []
        elif char in SHORT:
            sounds += [] if word[place + 1 : place + 2] in LENGTHENED.get(char, ()) else [SHORT[char].upper()]
        elif char in "وي":
            sounds += _half_vowel(word, place, sounds)
        elif char in "ةه" and place == len(word) - 1:
            sounds.append("A" if char == "ة" else "h")
        elif char in LONG:
            sounds.append(LONG[char].upper())
        elif char == "ع":
            sounds.append("'")
        else:
            sounds.append(CONSONANTS.get(char, ""))
    return sounds


def _half_vowel(word: str, place: int, sounds: list[str]) -> list[str]:
    """و and ي are consonants at the start and before a vowel, else vowels; -iya behind a consonant."""
    following = word[place + 1 : place + 2]
    is_consonant = place == 0 or (bool(following) and following in {"ا", "ى", "ة", SHADDA, *SHORT})
    if word[place] == "و":
        return ["w"] if is_consonant or following == "ي" else ["OU"]
    if sounds and sounds[-1] == "I":
        return []  # the bearer of إي
    if is_consonant and place and following in {"ة", "ا"} and not sounds[-1:][0].isupper():
        return ["I", "y"]
    return ["y"] if is_consonant or following == "و" else ["I"]


def _parted(run: list[str], before: str, after: list[str]) -> list[str]:
    """Short vowels put into a run of consonants, given the long vowel before it and the sounds after it."""
    if not run:
        return []
    if not before:
        first = "u" if after[:1] == ["OU"] and len(run) == 2 else "a"  # noqa: PLR2004  Shurouq, Hurouf
        alone = len(run) == 1 and after
        return [run[0], *([] if alone else [first]), *_parted(run[1:], first, after)]
    if len(run) > 2 or (len(run) == 2 and not after and not _may_end(run, before)):  # noqa: PLR2004
        head = 2 if len(run) > 2 else 1  # noqa: PLR2004
        return [*run[:head], "i" if before == "A" and head == 1 else "a", *_parted(run[head:], "a", after)]
    if len(run) == 2 and before == "A" and after == ["A"]:  # noqa: PLR2004  Dhakira, Asifa
        return [run[0], "i", run[1]]
    return run


def _may_end(run: list[str], before: str) -> bool:
    """Shams and Ward can be said as they stand, Qamar and Jabal cannot; a long vowel never allows it."""
    return before == "a" and (run[0] == run[1] or (run[0] in "rlmnj" and run[1] not in "rlmn"))
