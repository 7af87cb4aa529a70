"""What an SVG picture may consist of: elements, attributes and styles that draw, and do no more.

The lists hold what drawing programs write for a still picture (matplotlib, R, Graphviz, Inkscape
as "plain SVG"). What is not on them is refused, whatever it does: the lists need not know what
browsers learn.
"""

from __future__ import annotations

import re

RULE = "unsafe-picture"
"""Under which all pictures are judged."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

INERT = frozenset(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://web.resource.org/cc/",
        "http://purl.org/dc/elements/1.1/",
        "http://www.inkscape.org/namespaces/inkscape",
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    }
)
"""Languages in which programs leave notes about a picture: no browser does anything with them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    "svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon"
    " text tspan textPath linearGradient radialGradient stop clipPath mask pattern"
)

PLAIN = _words(
    "id class lang type media version role baseProfile viewBox preserveAspectRatio"
    " x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points pathLength transform"
    " rotate textLength lengthAdjust startOffset method spacing side offset"
    " gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits"
    " patternUnits patternContentUnits patternTransform zoomAndPan"
    " contentStyleType contentScriptType"
)
"""Attributes that hold names, numbers and shapes: no browser takes an address from them."""

STYLED = _words(
    "style fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray"
    " stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit paint-order color opacity"
    " stop-color stop-opacity clip-path clip-rule mask"
    " display visibility overflow font font-family font-size font-style font-weight font-stretch"
    " font-variant font-size-adjust text-anchor text-decoration text-rendering letter-spacing"
    " word-spacing writing-mode direction unicode-bidi dominant-baseline alignment-baseline"
    " baseline-shift color-interpolation color-rendering shape-rendering image-rendering"
    " vector-effect mix-blend-mode isolation pointer-events enable-background"
)
"""Attributes that hold styles; a style could name another file."""

NAMED = re.compile(r"(?:aria|data)-[a-z][a-z0-9-]{0,40}")
"""Attributes for screen readers, and notes of programs."""

LOCAL = re.compile(r"url\(\s*(['\"]?)#([^\s'\"()\\#]{1,200})\1\s*\)", re.IGNORECASE)
"""In a style: a part of the same picture."""

_CALL = re.compile(r"([^\s,:;(){}]*)\(")
_HARMLESS = _words(
    "rgb rgba hsl hsla matrix rotate scale scalex scaley skew skewx skewy translate translatex"
    " translatey calc"
)


def style_fault(style: str) -> str:
    """Return what could lead elsewhere in a style; an empty text where nothing can.

    Other files are named by functions (`url`, `image-set`, …) and by what begins with `@`, and a
    backslash can spell both in disguise.
    """
    bare = LOCAL.sub("", style)
    for sign in ("@", "\\"):
        if sign in bare:
            return sign
    for call in _CALL.finditer(bare):
        if call[1].lower() not in _HARMLESS:
            return call[0]
    return ""
