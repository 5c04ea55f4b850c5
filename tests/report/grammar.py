"""The part of WordprocessingML our reports use, as a RELAX NG schema.

Which children an element may have, in which order, with which attributes: transcribed from ISO/IEC
29500-1 (transitional), all names a sequence allows up to the last one we write. The schemas of the
standard itself are in no package one could install for a test.
"""

from __future__ import annotations

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RNG = "http://relaxng.org/ns/structure/1.0"

# element: content model. "a?" may be there, "(a|b)*" any of these, "a.x" is an `a` as it is in `x`
CONTENT = {
    "document": "body",
    "hdr": "(p|tbl)*",
    "ftr": "(p|tbl)*",
    "body": "(p|tbl)* sectPr?",
    "p": "pPr? (r|hyperlink|bookmarkStart|bookmarkEnd)*",
    "hyperlink": "r*",
    "r": "rPr? (t|br|tab|fldChar|instrText|drawing)*",
    "pPr": "pStyle? keepNext? keepLines? pageBreakBefore? widowControl? numPr? pBdr? shd? tabs? "
    "spacing? ind? contextualSpacing? jc? textAlignment? outlineLvl? rPr? sectPr?",
    "rPr": "rStyle? rFonts? b? bCs? i? iCs? caps? strike? color? spacing.letters? kern? sz? szCs? "
    "u? shd? vertAlign? lang?",
    "numPr": "ilvl? numId?",
    "pBdr": "top? left? bottom? right?",
    "tabs": "tab.stop*",
    "tbl": "tblPr tblGrid tr*",
    "tblPr": "tblStyle? tblW? jc? tblInd? tblBorders? shd? tblLayout? tblCellMar? tblLook? "
    "tblCaption? tblDescription?",
    "tblBorders": "top? left? bottom? right? insideH? insideV?",
    "tblCellMar": "top.margin? left.margin? bottom.margin? right.margin?",
    "tblGrid": "gridCol*",
    "tr": "trPr? tc*",
    "trPr": "(cantSplit|trHeight|tblHeader|jc)*",
    "tc": "tcPr? (p|tbl)* p",
    "tcPr": "tcW? gridSpan? vMerge? tcBorders? shd? noWrap? vAlign?",
    "tcBorders": "top? left? bottom? right?",
    "sectPr": "(headerReference|footerReference)* type? pgSz? pgMar? pgNumType? cols? titlePg? "
    "docGrid?",
    "styles": "docDefaults? style*",
    "docDefaults": "rPrDefault? pPrDefault?",
    "rPrDefault": "rPr?",
    "pPrDefault": "pPr?",
    "style": "name basedOn? next? link? uiPriority? semiHidden? unhideWhenUsed? qFormat? pPr? rPr? "
    "tblPr? trPr? tcPr?",
    "numbering": "abstractNum* num*",
    "abstractNum": "multiLevelType? lvl*",
    "lvl": "start? numFmt? pStyle? lvlText? lvlJc? pPr? rPr?",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride? lvl?",
    "settings": "zoom? updateFields? defaultTabStop? evenAndOddHeaders? characterSpacingControl? "
    "compat? themeFontLang? decimalSymbol? listSeparator?",
    "compat": "compatSetting*",
}

# element: attributes and their kinds; a trailing "?" says it may be absent
_LINE = "val:line sz:count? space:count? color:color?"
ATTRIBUTES = {
    "pStyle rStyle tblStyle basedOn next link name lvlText tblCaption tblDescription": "val:text",
    "decimalSymbol listSeparator": "val:text",
    "keepNext keepLines pageBreakBefore widowControl b bCs i iCs caps strike": "val:switch?",
    "titlePg cantSplit tblHeader noWrap qFormat semiHidden unhideWhenUsed": "val:switch?",
    "contextualSpacing updateFields evenAndOddHeaders": "val:switch?",
    "ilvl numId outlineLvl abstractNumId start startOverride sz szCs uiPriority": "val:count",
    "gridSpan defaultTabStop kern": "val:count",
    "top left bottom right insideH insideV": _LINE,
    "top.margin left.margin bottom.margin right.margin tcW tblW tblInd": "w:number type:width",
    "shd": "val:text color:color? fill:color?",
    "tab.stop": "val:tab leader:leader? pos:number",
    "spacing": "before:count? after:count? line:count? lineRule:rule?",
    "spacing.letters": "val:number",
    "ind": "left:number? right:number? hanging:count? firstLine:count?",
    "jc": "val:align",
    "lvlJc": "val:align",
    "color": "val:color",
    "u": "val:underline",
    "vertAlign": "val:vertical",
    "rFonts": "ascii:text? hAnsi:text? eastAsia:text? cs:text?",
    "lang themeFontLang": "val:text? eastAsia:text? bidi:text?",
    "tblLayout": "type:layout",
    "tblLook": "val:hex? firstRow:switch? lastRow:switch? firstColumn:switch? lastColumn:switch? "
    "noHBand:switch? noVBand:switch?",
    "gridCol": "w:count",
    "trHeight": "val:count hRule:rule?",
    "vAlign": "val:vertical",
    "fldChar": "fldCharType:field dirty:switch?",
    "bookmarkStart": "id:count name:text",
    "bookmarkEnd": "id:count",
    "br": "type:text?",
    "type": "val:section",
    "sectPr": "rsidR:text? rsidRPr:text? rsidSect:text?",
    "pgSz": "w:count h:count orient:orient?",
    "pgMar": "top:number right:count bottom:number left:count header:count footer:count "
    "gutter:count?",
    "pgNumType": "start:count?",
    "cols": "space:count?",
    "docGrid": "type:text? linePitch:number?",
    "style": "type:style default:switch? styleId:text customStyle:switch?",
    "abstractNum": "abstractNumId:count",
    "multiLevelType": "val:levels",
    "lvl": "ilvl:count",
    "numFmt": "val:numbers",
    "num": "numId:count",
    "lvlOverride": "ilvl:count",
    "zoom": "percent:count",
    "characterSpacingControl": "val:text",
    "compatSetting": "name:text uri:text val:text",
    "hyperlink": "anchor:text? history:switch?",
}
KINDS = {
    "text": r"[\s\S]*",
    "number": r"-?\d+",
    "count": r"\d+",
    "hex": r"[0-9A-Fa-f]{4}",
    "color": r"auto|[0-9A-Fa-f]{6}",
    "switch": r"0|1|true|false",
    "line": r"nil|none|single|double|dotted|dashed",
    "width": r"auto|dxa|nil|pct",
    "tab": r"left|center|right|decimal|clear",
    "leader": r"none|dot|hyphen|underscore",
    "rule": r"auto|exact|atLeast",
    "align": r"left|center|right|both",
    "underline": r"none|single",
    "vertical": r"baseline|superscript|subscript|top|center|bottom",
    "layout": r"fixed|autofit",
    "field": r"begin|separate|end",
    "section": r"nextPage|continuous|evenPage|oddPage",
    "orient": r"portrait|landscape",
    "style": r"paragraph|character|table|numbering",
    "levels": r"singleLevel|multilevel|hybridMultilevel",
    "numbers": r"decimal|bullet|lowerLetter|lowerRoman|upperLetter|upperRoman",
}
_FREE = {"t", "instrText", "drawing", "headerReference", "footerReference"}  # see _free
ROOTS = ("document", "hdr", "ftr", "styles", "numbering", "settings")


def schema() -> etree.RelaxNG:
    """Return the grammar above as a schema."""
    attributes = {name: said for names, said in ATTRIBUTES.items() for name in names.split()}
    named = set(CONTENT) | set(attributes) | set(_FREE)
    mentioned = {name for model in CONTENT.values() for name in re.findall(r"[\w.]+", model)}
    defined = "".join(
        f'<define name="{name}">{_element(name, attributes.get(name, ""))}</define>'
        for name in sorted(named | mentioned)
    )
    start = "".join(f'<ref name="{root}"/>' for root in ROOTS)
    return etree.RelaxNG(
        etree.fromstring(
            f'<grammar xmlns="{_RNG}" ns="{W}" '
            'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
            f"<start><choice>{start}</choice></start>{defined}{_ANYTHING}</grammar>"
        )
    )


_ANYTHING = (
    '<define name="anything"><element><anyName/><zeroOrMore><choice><attribute><anyName/>'
    '</attribute><text/><ref name="anything"/></choice></zeroOrMore></element></define>'
)


def _element(name: str, attributes: str) -> str:
    if name in _FREE:
        inside = _free(name)
    else:
        inside = "".join(map(_attribute, attributes.split())) + _model(CONTENT.get(name, ""))
    if name == "hyperlink":
        inside = _optional(_R_ID) + inside
    if name in ROOTS:
        inside = _optional(_IGNORABLE) + inside
    return f'<element name="{name.partition(".")[0]}">{inside or "<empty/>"}</element>'


_R_ID = (
    '<attribute name="id" '
    'ns="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
)
_IGNORABLE = (
    '<attribute name="Ignorable" ns="http://schemas.openxmlformats.org/markup-compatibility/2006"/>'
)


def _free(name: str) -> str:
    """Return what elements of other vocabularies or of mere text hold."""
    if name == "drawing":
        return '<ref name="anything"/>'
    if name.endswith("Reference"):
        return f'<attribute name="type" ns="{W}"/>{_R_ID}'
    space = '<attribute name="space" ns="http://www.w3.org/XML/1998/namespace"/>'
    return f"{_optional(space)}<text/>"


def _attribute(said: str) -> str:
    name, _, kind = said.rstrip("?").partition(":")
    pattern = KINDS[kind]
    made = (
        f'<attribute name="{name}" ns="{W}"><data type="string">'
        f'<param name="pattern">{pattern}</param></data></attribute>'
    )
    return _optional(made) if said.endswith("?") else made


def _model(model: str) -> str:
    made = ""
    for group, single, times in re.findall(r"(?:\(([^)]*)\)|([\w.]+))([?*]?)", model):
        refs = "".join(f'<ref name="{name}"/>' for name in (group or single).split("|"))
        inner = f"<choice>{refs}</choice>" if group else refs
        made += {"": inner, "?": _optional(inner), "*": f"<zeroOrMore>{inner}</zeroOrMore>"}[times]
    return made


def _optional(inner: str) -> str:
    return f"<optional>{inner}</optional>"
