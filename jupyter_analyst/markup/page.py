"""Turn a template and records into HTML in which every text is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from jupyter_analyst import wording
from jupyter_analyst.markup.icons import icon

_PACKAGE = Path(__file__).parents[1]
_SHAPES = {"plain": "{}", "strong": '<b class="ja-strong">{}</b>', "italic": "<i>{}</i>"}


def render(template: str, **context: object) -> str:
    """Return a template filled in; everything that is not `Markup` is escaped.

    Parameters
    ----------
    template : str
        Path below the package, such as ``"tools/card.html.j2"``.
    **context : object
        What the template uses; `wording`, `icon`, `styles` and `marked` are always there.
    """
    return _environment().get_template(template).render(**context)


def whole(title: str, body: str) -> str:
    """Return a piece of HTML as a page of its own.

    Parameters
    ----------
    title : str
        Its title.
    body : str
        What `render` returned.
    """
    return render("markup/whole.html.j2", title=title, body=body)


@cache
def styles() -> Markup:
    """Return the style sheet without comments and line breaks, as a `<style>` element."""
    text = (Path(__file__).parent / "styles.css").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};:,>])\s+", r"\1", re.sub(r"\s+", " ", text))
    return Markup("<style>{}</style>").format(Markup(text.strip()))  # noqa: S704  # our own file


def marked(sentence: str) -> Markup:
    """Return a sentence with its strong and italic pieces as elements.

    Parameters
    ----------
    sentence : str
        Text as `wording.runs` takes it.
    """
    runs = wording.runs(sentence)
    pieces = [_SHAPES[style].format(escape(text)) for text, style in runs]
    return Markup("".join(pieces))  # noqa: S704  # escaped, each


def named(sentence: str) -> Markup:
    """Return a sentence with the names that stand between backticks as code.

    Parameters
    ----------
    sentence : str
        Text as errors have it.
    """
    pieces = sentence.split("`")
    if len(pieces) % 2 == 0:  # one is not closed
        return Markup.escape(sentence)
    shapes = (Markup("{}"), Markup('<code class="ja-code">{}</code>'))
    return Markup("").join(shapes[i % 2].format(piece) for i, piece in enumerate(pieces))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"wording": wording, "icon": icon, "styles": styles}
    environment.filters |= {"marked": marked, "named": named}
    return environment
