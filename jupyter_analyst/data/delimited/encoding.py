"""Which encoding a text file is in, and its text as UTF-8."""

from __future__ import annotations

import codecs
import re

from jupyter_analyst.data.delimited.letters import (
    IDEOGRAPHS,
    LANGUAGES,
    likelihood,
    likelihood_of_ideographs,
)
from jupyter_analyst.errors import ReadError

_MARKS = {  # UTF-32 first: its mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE = 200_000
_RARELY = 4
_START = 65_536
_SCORED = 6_000
_LEAST = -6.0
_ESCAPES = (b"\x1b$B", b"\x1b$@")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_UNKNOWN_TO_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def encoding_of(content: bytes) -> str:
    """Return the encoding of a text, as Python names it.

    UTF-8 is recognised by being valid, wide characters by their zero bytes, everything else by
    the letters of languages.

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
    marked = marked or wide_encoding_of(content)
    if marked:
        return marked
    if content.isascii():
        is_japanese = b"\x1b" in content and any(escape in content for escape in _ESCAPES)
        return "iso2022_jp" if is_japanese and _decodes(content, "iso2022_jp") else "utf-8"
    if _is_utf8(content):
        return "utf-8"
    return _legacy(content)


def wide_encoding_of(content: bytes) -> str | None:
    """Return the encoding of a text of wide characters without a mark, None if it is none.

    Parameters
    ----------
    content : bytes
        The text, or its first bytes.
    """
    start = content[:_START]
    if b"\0" not in start:
        return None
    return next((name for name in reversed(_WIDE) if _is_wide(start, name)), None)


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


def _is_wide(start: bytes, encoding: str) -> bool:
    """Tell whether bytes are plain text in wide characters, with line ends as they must be."""
    width = 4 if "32" in encoding else 2
    end = len(start) - len(start) % width
    if len(start) < _START and end != len(start):
        return False
    try:
        text = start[:end].decode(encoding)
    except UnicodeDecodeError as error:
        if error.end < end - width:  # else a character that was cut in two
            return False
        text = start[: error.start].decode(encoding)
    return not _CONTROLS.search(text) and bool(re.search("[\n\r,;\t|]", text))


def _legacy(content: bytes) -> str:
    """Return the encoding in which a text reads most like a language.

    Raises
    ------
    ReadError
        If it reads like none.
    """
    sample = _telling(content)[:_SCORED]
    ranked = _ranked(sample)
    n_special = max(len(sample) - len(re.findall(rb"[\x00-\x7f]", sample)), 1)
    for score, name in ranked:
        if score / n_special < _LEAST:
            break
        if _decodes(content, name):
            return name
        if name == "cp1252" and len(_UNKNOWN_TO_WINDOWS.findall(sample)) * 2 <= n_special:
            return "latin-1"  # it has the bytes Windows does not know
    place = _first_broken(content)
    message = f"The encoding of the text is not known: line {place} is not valid UTF-8."
    hint = 'Say it, such as `encoding="cp1252"`.'
    raise ReadError(message, hint=hint, code="encoding-unknown")


def _ranked(sample: bytes) -> list[tuple[float, str]]:
    """Return encodings with their likelihood, the best first; the usual one of equal ones."""
    best: dict[str, float] = {}
    for language in LANGUAGES:
        for place, name in enumerate(language.encodings):
            text = _text(sample, name)
            score = likelihood(text, language, place)
            best[name] = max(best.get(name, score), score)
    for kind in IDEOGRAPHS:
        if (strict := _strictly(sample, kind.encoding)) is not None:
            best[kind.encoding] = likelihood_of_ideographs(strict, kind)
    return sorted(((score, name) for name, score in best.items()), key=lambda pair: -pair[0])


def _text(sample: bytes, encoding: str) -> str:
    return sample.decode(encoding, "replace")


def _strictly(sample: bytes, encoding: str) -> str | None:
    """Return a text in an encoding of two bytes; the sample may end amid a character."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        return None


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
