"""Which encoding a text file is in, and its text as UTF-8."""

from __future__ import annotations

import codecs
import re

from jupyter_analyst.errors import ReadError

_MARKS = {  # UTF-32 first: its mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CANDIDATES = [
    "cp1250", "cp1251", "iso8859_15", "mac_roman", "cp850",
    "shift_jis", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_WESTERN_ENCODINGS = ("cp1252", "iso8859_15")
_WESTERN = set("äöüÄÖÜßáàâãåæçéèêëíìîïñóòôõøœúùûÿÁÀÂÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕØŒÚÙÛ")
_SIGNS = set("€£§°²³µ«»„“”‚‘’–—…·½¼¾©®™¡¿ªº´\xa0±×¢¥•¹¶¬")
_WESTERN_RUN = re.compile(r"[^\x00-\x7f]{3,}")
_SIGN_IN_WORD = re.compile(r"(?<=[a-z])[^\x00-\x7f’´·\xad](?=[a-z])")
_SAMPLE = 200_000
_RARELY = 10


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text, as Python names it.

    UTF-8 is recognised by being valid, Western texts by their letters; only what is left needs
    a guess from the frequencies of letters.

    Parameters
    ----------
    content : bytes
        The whole file.

    Raises
    ------
    ReadError
        If no encoding fits.
    """
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    if marked:
        return marked
    if content.isascii() or _is_utf8(content):
        return "utf-8"
    sample = _telling(content)
    western = next((name for name in _WESTERN_ENCODINGS if _is_western(sample, name)), None)
    if western:
        return western if _decodes(content, western) else "latin-1"
    found = next((name for name in _guesses(sample) if _decodes(content, name)), None)
    if found is None:
        place = _first_broken(content)
        message = f"The encoding of the text is not known: line {place} is not valid UTF-8."
        hint = 'Say it, such as `encoding="cp1252"`.'
        raise ReadError(message, hint=hint, code="encoding-unknown")
    return found


def to_utf8(content: bytes, encoding: str) -> tuple[bytes, int]:
    """Return a text as UTF-8 without a mark, and how many characters were broken.

    Parameters
    ----------
    content : bytes
        The text.
    encoding : str
        Its encoding; broken characters of UTF-8 become U+FFFD, in others they are an error.

    Raises
    ------
    ReadError
        If the text is not in that encoding.
    """
    plain = encoding.lower().replace("_", "-")
    if plain in {"utf-8", "utf8", "utf-8-sig"}:
        content = content.removeprefix(codecs.BOM_UTF8)
        if content.isascii() or _is_valid(content):
            return content, 0
    try:
        mild = "replace" if plain.startswith("utf") else "strict"
        text = content.decode(encoding, mild)
        return text.encode(), text.count("\ufffd") if mild == "replace" else 0
    except UnicodeError as error:
        line = content[: getattr(error, "start", 0)].count(b"\n") + 1
        message = f"Line {line} is not valid {encoding}."
        hint = "Leave `encoding` out, or give the right one."
        raise ReadError(message, hint=hint, code="option-wrong") from error


def _is_valid(content: bytes) -> bool:
    """Tell whether a text is UTF-8, a piece at a time so that no second copy is made."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1 << 20
    try:
        for start in range(0, len(content), step):
            decoder.decode(content[start : start + step])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(content: bytes) -> bool:
    """Tell whether a text is UTF-8, perhaps with a broken character here and there."""
    if _is_valid(content):
        return True
    text = _telling(content).decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - broken >= _RARELY * broken


def _telling(content: bytes) -> bytes:
    """Return the lines that hold more than ASCII, up to a limit; only they tell encodings apart."""
    lines, length = [], 0
    for found in re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]*", content):
        lines.append(found[0])
        length += len(found[0])
        if length > _SAMPLE:
            break
    return b"\n".join(lines)


def _is_western(sample: bytes, encoding: str) -> bool:
    """Tell whether a text reads well as Western European: single accents among plain letters."""
    text = sample.decode(encoding, "ignore")
    special = {char for char in text if not char.isascii()}
    if not special <= _WESTERN | _SIGNS or _WESTERN_RUN.search(text):
        return False
    return all(found[0] in _WESTERN for found in _SIGN_IN_WORD.finditer(text))


def _guesses(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    found = [match.encoding for match in from_bytes(sample, cp_isolation=_CANDIDATES)]
    return [*found, "cp1252"]  # it was refused for its signs inside words: the last resort


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _first_broken(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    return 1
