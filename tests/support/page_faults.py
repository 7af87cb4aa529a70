"""What can be told of a page from its HTML alone, and so of each page: what axe-core also asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from page_tree import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ACTING_TAGS, ACTING_ROLES = ("button", "summary"), ("button", "link")
FIELDS = ("input", "select", "textarea")
NEED_NO_LABEL = ("hidden", "button", "submit", "reset", "image")
# The theme draws none of these: what a reader presses is a label beside it.
NOT_DRAWN = "md-toggle"
# The theme writes the label of this switch on each page, and the switch on some.
NOT_ALWAYS = "__toc"


def page_faults(page: Element) -> list[str]:
    """Return what is wrong with a page, in words, with what it is about."""
    elements = list(page.walk())
    return [fault for check in CHECKS for fault in check(elements)]


def _ids(elements: list[Element]) -> Iterator[str]:
    """No id stands twice; each id that is referred to, for a name or a control, is there."""
    counts = Counter(e.get("id") for e in elements if "id" in e.attributes)
    yield from (
        f"the id {name!r} stands {number} times"
        for name, number in counts.items()
        if number > 1 or not name
    )
    for element in elements:
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for name in element.get(attribute).split():
                if name not in counts and name != NOT_ALWAYS:
                    yield f"{attribute} of {shown(element)} names no element"


def _headings(elements: list[Element]) -> Iterator[str]:
    """One first heading, which is the first; after it no step down of more than one."""
    headings = [e for e in elements if e.tag in HEADINGS]
    if [e.tag for e in headings].count("h1") != 1 or headings[0].tag != "h1":
        yield f"the headings do not begin with the one h1: {[e.tag for e in headings][:3]}"
    for before, after in pairwise(headings):
        if HEADINGS.index(after.tag) > HEADINGS.index(before.tag) + 1:
            yield f"{after.tag} after {before.tag}: {said(after)!r}"
    yield from (f"an empty heading: {shown(e)}" for e in headings if not said(e))


def _names(elements: list[Element]) -> Iterator[str]:
    """Links, buttons and what opens a fold say what they are for."""
    for element in elements:
        link = element.tag == "a" and "href" in element.attributes
        acts = link or element.tag in ACTING_TAGS or element.get("role") in ACTING_ROLES
        if acts and not _name(element, elements):
            yield f"without a name: {shown(element)}"


def _pictures(elements: list[Element]) -> Iterator[str]:
    """Each picture has an alternative, which may be empty if it is only an ornament."""
    for element in elements:
        if (element.tag == "img" and "alt" not in element.attributes) or (
            element.get("role") == "img" and not _name(element, elements)
        ):
            yield f"without an alternative: {shown(element)}"


def _fields(elements: list[Element]) -> Iterator[str]:
    """Each field has a label."""
    labels = {e.get("for") for e in elements if e.tag == "label" and said(e)} - {""}
    for element in elements:
        if element.tag not in FIELDS or element.get("type") in NEED_NO_LABEL:
            continue
        around = any(e.tag == "label" and said(e) for e in element.ancestors())
        labelled = around or element.get("id") in labels
        if not labelled and NOT_DRAWN not in element.classes and not _given(element, elements):
            yield f"without a label: {shown(element)}"


def _head(elements: list[Element]) -> Iterator[str]:
    """Each page says its language, title, description, and that it fits a small screen."""
    tags = {e.tag: e for e in reversed(elements)}
    if "html" not in tags or not tags["html"].get("lang"):
        yield "without a language"
    if "title" not in tags or not said(tags["title"]):
        yield "without a title"
    named = {e.get("name"): e.get("content") for e in elements if e.tag == "meta"}
    yield from (f"without {name}" for name in ("description", "viewport") if not named.get(name))
    if "user-scalable" in named.get("viewport", "") or "maximum-scale" in named.get("viewport", ""):
        yield "cannot be enlarged"
    if "noindex" in named.get("robots", ""):
        yield "kept from search engines"


CHECKS: tuple[Callable[[list[Element]], Iterator[str]], ...] = (
    _ids,
    _headings,
    _names,
    _pictures,
    _fields,
    _head,
)


def said(element: Element) -> str:
    """The words of an element, as somebody hears them who does not see it."""
    if element.get("aria-hidden") == "true" or element.tag in ("script", "style"):
        return ""
    own = element.get("aria-label") or (element.get("alt") if element.tag == "img" else "")
    words = (part if isinstance(part, str) else said(part) for part in element.content)
    return " ".join((own or " ".join(words)).split())


def _name(element: Element, elements: list[Element]) -> str:
    return said(element) or _given(element, elements)


def _given(element: Element, elements: list[Element]) -> str:
    """The name that attributes give to an element, whatever stands in it."""
    named = element.get("aria-labelledby").split()
    others = [said(e) for e in elements if named and e.get("id") in named]
    return " ".join((*others, element.get("aria-label"), element.get("title"))).strip()


def shown(element: Element) -> str:
    """The start tag of an element, short enough for a message."""
    attributes = "".join(f' {name}="{value}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>"[:160]
