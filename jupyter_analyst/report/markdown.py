"""Read Markdown as blocks of a report."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from jupyter_analyst.report.blocks import (
    Block,
    Code,
    Figure,
    Grid,
    Heading,
    Item,
    Paragraph,
    Span,
    Text,
    plain,
    words,
)
from jupyter_analyst.report.hypertext import is_numeric, read_html
from jupyter_analyst.report.pictures import picture_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(?=\S)([^$\n]*?\S)\$(?!\d)", re.DOTALL)
_STYLES: dict[str, Callable[[Span, bool], Span]] = {
    "strong": lambda span, on: replace(span, strong=on),
    "em": lambda span, on: replace(span, italic=on),
    "s": lambda span, on: replace(span, struck=on),
}


def read_markdown(source: str, *, attachments: Mapping[str, Any] | None = None) -> list[Block]:
    """Return the blocks a Markdown text describes; formulas stay as their LaTeX text.

    Parameters
    ----------
    source : str
        CommonMark with tables and ~~strikes~~.
    attachments : mapping, optional
        Pictures a notebook cell carries: name to bundle of mimetype and base64.
    """
    return list(_Reader(attachments or {}).blocks(iter(_parser().parse(source))))


@dataclass
class _Reader:
    """Walks over the tokens of one text; knows in which lists it stands."""

    attachments: Mapping[str, Any]
    lists: list[bool] = field(default_factory=list)  # of each open list, whether it is numbered
    starts: bool = False  # whether the next point is the first of its list
    in_point: bool = False  # whether the open point has its first paragraph
    quotes: int = 0

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        """Yield the blocks of all tokens."""
        level = 0
        for token in tokens:
            self._enter_or_leave(token)
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = 0
            elif token.type == "inline":
                yield from self._inline(token, level)
            elif token.type in {"fence", "code_block"}:
                yield Code(token.content.rstrip("\n"), token.info.split(" ")[0] or "text")
            elif token.type == "html_block":
                yield from read_html(token.content)
            elif token.type == "table_open":
                yield _grid(tokens)

    def _enter_or_leave(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.lists.append(token.type.startswith("ordered"))
            self.starts = True
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "list_item_open":
            self.in_point = False
        elif token.type.startswith("blockquote"):
            self.quotes += token.nesting

    def _inline(self, token: Token, level: int) -> Iterator[Block]:
        text = spans(token)
        pictures = [child for child in token.children or [] if child.type == "image"]
        if level:
            yield Heading(text, level)
        elif words(text).strip():
            yield self._paragraph(text)
        for child in pictures:
            yield self._picture(child)

    def _paragraph(self, text: Text) -> Block:
        if self.lists and not self.in_point:
            starts, self.starts, self.in_point = self.starts, False, True
            return Item(text, len(self.lists) - 1, self.lists[-1], starts)
        return Paragraph(text, "quote" if self.quotes else "body")

    def _picture(self, token: Token) -> Block:
        address = str(token.attrs.get("src", ""))
        alt = token.content or "Picture"
        picture = picture_at(address, self.attachments)
        if picture:
            return Figure(token.content, alt, picture=picture)
        where = "" if address.startswith(("data:", "attachment:")) else f" ({address})"
        return Paragraph(plain(f"{alt}: this picture is not in the notebook{where}."), "missing")


def spans(inline: Token) -> Text:
    """Return the styled text of an inline token; pictures are left out.

    Parameters
    ----------
    inline : Token
        A token of type ``"inline"``.
    """
    found: list[Span] = []
    style = Span("")
    for token in inline.children or []:
        style = _restyled(style, token)
        text = _inline_text(token)
        if text:
            is_code = token.type in {"code_inline", "math"}
            found.append(replace(style, text=text, code=is_code))
    return tuple(found)


def _restyled(style: Span, token: Token) -> Span:
    """Return the style after a token that may open or close one."""
    opens = token.nesting == 1
    if token.nesting and token.tag in _STYLES:
        return _STYLES[token.tag](style, opens)
    if token.nesting and token.tag == "a":
        return replace(style, link=str(token.attrs.get("href", "")) if opens else "")
    return style


def _inline_text(token: Token) -> str:
    if token.type in {"text", "code_inline", "math"}:
        return token.content
    if token.type == "softbreak":
        return " "
    return "\n" if token.type == "hardbreak" or token.content.startswith("<br") else ""


def _grid(tokens: Iterator[Token]) -> Grid:
    """Return the table whose opening was just read, and read to its end."""
    rows: list[tuple[Text, ...]] = []
    row: list[Text] = []
    for token in itertools.takewhile(lambda token: token.type != "table_close", tokens):
        if token.type == "inline":
            row.append(spans(token))
        elif token.type == "tr_close":
            rows.append(tuple(row))
            row = []
    head, *body = rows
    right = tuple(is_numeric(words(line[i]) for line in body) for i in range(len(head)))
    return Grid((tuple(map(words, head)),), tuple(body), right)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "math", _math)
    return parser


def _math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's protocol
    """Take a formula as it stands, so that its stars and underscores are no emphasis."""
    match = _MATH.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("math", "", 0).content = (match[1] or match[2]).strip()
    state.pos = match.end()
    return True
