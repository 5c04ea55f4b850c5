"""How likely a text is what an encoding makes of its bytes: by the letters of languages."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Language:
    """The letters beyond ASCII of a language, and the encodings its texts come in.

    Parameters
    ----------
    encodings : tuple of str
        As Python names them, the usual one first.
    letters : str
        Small letters, the frequent ones first.
    """

    encodings: tuple[str, ...]
    letters: str

    @cached_property
    def shares(self) -> dict[str, float]:
        """How often each letter is met, as logarithms; the next one a tenth less than one."""
        total = sum(_RARER**place for place in range(len(self.letters)))
        return {
            letter: math.log(_RARER**place / total) for place, letter in enumerate(self.letters)
        }


@dataclass(frozen=True)
class Ideographs:
    """The characters of an encoding of two bytes.

    Parameters
    ----------
    encoding : str
        As Python names it.
    usual : range
        First bytes of the usual characters, of which there are some thousands.
    syllables : str
        Where the Unicode names of its own syllables begin, if it has some.
    frequent : str
        Characters met most, in texts, names and places.
    """

    encoding: str
    usual: range
    syllables: str
    frequent: str


_RARER = 0.9
_WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859_2", "cp852")
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")

LANGUAGES = (
    Language(_WESTERN, "äüößé"),  # German
    Language(_WESTERN, "éèàêçôâûîùëïœæ"),  # French
    Language(_WESTERN, "óíáéñúü¿¡çàèòï"),  # Spanish, Catalan
    Language(_WESTERN, "ãçáéíóõêâúàôü"),  # Portuguese
    Language(_WESTERN, "èàùòìé"),  # Italian
    Language(_WESTERN, "öäåøæéü"),  # Nordic
    Language(_WESTERN, "áíðéóþæöúý"),  # Icelandic
    Language(_WESTERN, "éëïóöüáèêç"),  # Dutch and English
    Language(_CENTRAL, "áíěéčřšžýůúóďťňľĺŕôä"),  # Czech, Slovak
    Language(_CENTRAL, "łęąóżśćńź"),  # Polish
    Language(_CENTRAL, "áéöóőüíűú"),  # Hungarian
    Language(_CENTRAL, "čšžćđ"),  # Slovene, Croatian
    Language(("cp1250", "iso8859_16", "iso8859_2"), "ăîâțșşţ"),  # Romanian
    Language(("cp1254", "iso8859_9"), "ıüşğöçîâ"),  # Turkish
    Language(("cp1257", "iso8859_13", "iso8859_4"), "ėšžūąįčųęāīēņļģķō"),  # Lithuanian, Latvian
    Language(("cp1257", "iso8859_13", "cp1252"), "äõüöšž"),  # Estonian
    Language(("cp1258",), "àđêôươăâéáóèìíùúýãñõ\u0300\u0301\u0303\u0309\u0323₫"),  # Vietnamese
    Language(_CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ"),  # Russian
    Language(("cp1251", "koi8_u"), "оанівиетрслкудмпязьбгчйхцшжїєщюфґ"),  # Ukrainian
    Language(("cp1253", "iso8859_7"), "αοιετσνηυρπκμλςωάίδγέόήχθφύβώξζψϊ"),
    Language(("cp1255", "iso8859_8"), "יוהלאמרתבנשדקםחפעכגסזטןךףץצ־"),
    Language(("cp1256", "iso8859_6"), "اليمونترةبعدسفهكقحجشطصخضذثزغئءىأإظؤآپچگ،"),
    Language(("cp874",), "านรกอเงมยลวดทสตะปบค่้ีิัไใจพชหำผโขุูแธณึื์ษศญถๆฐซ็ฟฝ๊ฎฬฮ"),
)
"""Languages whose letters take one byte, the more usual first."""

IDEOGRAPHS = (
    Ideographs(
        "shift_jis", range(0x88, 0x98), "HIRAGANA KATAKANA",
        "日本人大東京山田中川村木林小野子太郎花名前都市県区町年月号一二三上下高橋佐藤鈴伊渡辺加吉阪横浜神奈古屋北海道社会国",
    ),
    Ideographs(
        "euc_jp", range(0xB0, 0xD0), "HIRAGANA KATAKANA",
        "日本人大東京山田中川村木林小野子太郎花名前都市県区町年月号一二三上下高橋佐藤鈴伊渡辺加吉阪横浜神奈古屋北海道社会国",
    ),
    Ideographs(
        "gb18030", range(0xB0, 0xD8), "",
        "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市姓城市北京上海广州王李张刘陈杨黄赵吴周",
    ),
    Ideographs(
        "big5", range(0xA4, 0xC7), "",
        "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市姓城市臺北高雄中王李張劉陳楊黃趙吳周",
    ),
    Ideographs(
        "euc_kr", range(0xB0, 0xC9), "HANGUL SYLLABLE",
        "이다는의가을에고를로하한지은사기도그나시리어자아들인정서해수대일과여부성보원동라게주만전상제소장선구면조국있관것김박최름울산천광",
    ),
)  # fmt: skip
"""Encodings whose characters take two bytes."""

_RARE_ENCODING = 2.0
_CAPITAL = -2.0
_MISPLACED = -9.0
_SIGN = -4.0
_OTHER_LETTER = -7.0
_FOREIGN = -11.0
_UNTEXT = -14.0
_FREQUENT, _SYLLABLE, _USUAL, _UNUSUAL = -5.0, -6.3, -8.0, -12.0
_SIGNS = set("€£§°²³µ«»„“”‚‘’–—…·½¼¾©®™¡¿ªº´\xa0±×¢¥•¹¶¬№")
_SIGNS_BEHIND = set("²³¯±®©½¼¾£¥¢´¬")  # a word does not begin with one
_SIGNS_AMONG_LETTERS = set("’´·“”„«»‘–—…®™\xa0\xad")


def likelihood(text: str, language: Language, place: int) -> float:
    """Return how likely a text is in a language, as a logarithm; nearer to 0 is likelier.

    Parameters
    ----------
    text : str
        What an encoding made of the bytes; only its characters beyond ASCII count.
    language : Language
        The language.
    place : int
        Place of the encoding among those of the language, which counts a little.
    """
    found = -_RARE_ENCODING * place
    before = " "
    for here, char in enumerate(text):
        if char > "\x7f":
            after = text[here + 1 : here + 2]
            found += _character(char, before, after, language.shares)
        before = char
    return found


def likelihood_of_ideographs(text: str, kind: Ideographs) -> float:
    """Return how likely a text is in an encoding of two bytes, as a logarithm.

    Parameters
    ----------
    text : str
        What the encoding made of the bytes; only its characters beyond ASCII count.
    kind : Ideographs
        The encoding.
    """
    return sum(_ideograph(char, kind) for char in text if char > "\x7f")


def _character(char: str, before: str, after: str, shares: dict[str, float]) -> float:
    lower = char.lower()
    share = shares.get(lower, shares.get(char))
    if share is not None:
        return share + (_case(before) if char != lower and char not in shares else 0.0)
    if char in _SIGNS:
        return _sign(char, before, after)
    if char.isalpha():
        is_latin = lower < "\u0180" and char not in "ªº"
        near = _OTHER_LETTER if is_latin else _FOREIGN
        return near + (_case(before) if char != lower else 0.0)
    return _UNTEXT if unicodedata.category(char) in {"Cc", "Co", "Cn"} else _FOREIGN


def _sign(char: str, before: str, after: str) -> float:
    """Return how usual a sign is where it stands: few stand between letters, or before one."""
    if char in _SIGNS_AMONG_LETTERS or not after.isalpha():
        return _SIGN
    return _MISPLACED if before.isalpha() or char in _SIGNS_BEHIND else _SIGN


def _case(before: str) -> float:
    """Return what a capital costs: little at the beginning of a word or after another one."""
    return _MISPLACED if before.islower() else _CAPITAL


def _ideograph(char: str, kind: Ideographs) -> float:
    if char in kind.frequent:
        return _FREQUENT
    if kind.syllables and unicodedata.name(char, "").startswith(tuple(_words(kind.syllables))):
        return _SYLLABLE
    if "\u3000" <= char <= "\u3002" or "\uff01" <= char <= "\uff5e":  # its space, stops, letters
        return _SYLLABLE
    try:
        return _USUAL if _is_usual(char, char.encode(kind.encoding), kind) else _UNUSUAL
    except UnicodeEncodeError:
        return _UNTEXT


def _is_usual(char: str, encoded: bytes, kind: Ideographs) -> bool:
    """Tell whether a character stands among the usual ones of an encoding."""
    if encoded[0] not in kind.usual or len(encoded) != 2 or not "\u4e00" <= char <= "\ud7a3":
        return False
    return kind.encoding != "gb18030" or encoded[1] > 0xA0  # the others came later, for rare ones


def _words(names: str) -> list[str]:
    return names.split(" ") if not names.startswith("HANGUL") else [names]
