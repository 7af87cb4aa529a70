"""The SVG that matplotlib wrote, made an element of a page.

Black ink becomes `currentColor` and data take the site's colours: it reads in light and in dark.
It has no date, no id that another figure could have, and its words stay words.
"""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree as ET

INK = "#000000"
"""Words and lines: whatever colour the page's text has."""

COLOURS = {
    "supports": ("#2f80c2", "--cw-for"),
    "contradicts": ("#cc5a1e", "--cw-against"),
    "good": ("#1f8f6f", "--cw-good"),
    "mixed": ("#a066b3", "--cw-mixed"),
    "neutral": ("#7b8285", "--cw-neutral"),
    "accent": ("#1f8a96", "--md-typeset-a-color"),
}
"""Colour name to a colour that shows on light and on dark ground, and the site's own for it."""

FONT = "'Source Sans 3','Segoe UI',system-ui,-apple-system,'Noto Sans','DejaVu Sans',sans-serif"

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_FONT = re.compile(r"font-family: [^;]*;\s*")


def page_svg(drawn: str, width: int, height: float) -> str:
    """Return a drawing as an SVG element that can stand beside others on a page."""
    root = ET.fromstring(drawn)  # noqa: S314 - matplotlib wrote it
    for name in ("metadata", "defs"):
        for child in root.findall(_SVG + name):
            root.remove(child)
    _own_ids(root, hashlib.sha256(drawn.encode()).hexdigest()[:8])
    for element in root.iter():
        _restyle(element)
    view = f"0 0 {width} {height:g}"
    root.attrib.clear()
    root.attrib |= {
        "viewBox": view,
        "aria-hidden": "true",
        "focusable": "false",
        "data-search-exclude": "",
        "fill": "currentColor",
        "style": f"display:block;width:100%;height:auto;overflow:visible;font-family:{FONT}",
    }
    return ET.tostring(root, encoding="unicode")


def _own_ids(root: ET.Element, prefix: str) -> None:
    """Keep the ids that the drawing itself refers to, under names that are its own."""
    uses = [e.attrib[_HREF].removeprefix("#") for e in root.iter() if _HREF in e.attrib]
    names = {old: f"f{prefix}-{index}" for index, old in enumerate(dict.fromkeys(uses))}
    for element in root.iter():
        if _HREF in element.attrib:
            element.attrib["href"] = f"#{names[element.attrib.pop(_HREF).removeprefix('#')]}"
        old = element.attrib.pop("id", "")
        if old in names:
            element.attrib["id"] = names[old]
        assert "clip-path" not in element.attrib, "nothing is clipped: it would need an id"


def _restyle(element: ET.Element) -> None:
    """Turn fixed colours into the page's, and matplotlib's font into the page's."""
    element.tag = element.tag.removeprefix(_SVG)
    style = element.attrib.get("style")
    if style is None:
        return
    style = style.replace(INK, "currentColor")
    for fixed, own in COLOURS.values():
        style = style.replace(fixed, f"var({own}, {fixed})")
    element.attrib["style"] = _FONT.sub("", style)
