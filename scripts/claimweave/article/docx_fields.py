"""The citations that Zotero, Mendeley, EndNote and Word keep in fields of a Word document.

Sources: ECMA-376, part 1, 17.16 (fields); the CSL citation data schema; what EndNote writes.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimweave.article.docx_parts import W
from claimweave.article.marks import Mark, Marks
from claimweave.references import RefusedError
from claimweave.references.incoming.csl_file import read_csl_file
from claimweave.references.incoming.endnote_file import read_endnote_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from claimweave.references.incoming.incoming_entry import IncomingEntry

_CSL = re.compile(r"ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s+(\{.*)", re.DOTALL)
_ENDNOTE = re.compile(r"ADDIN\s+EN\.CITE(?!\.)", re.DOTALL)
_WORD = re.compile(r"\s*CITATION\s+(\S+)(.*)", re.DOTALL)
_LISTS = re.compile(
    r"ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley\s+Bibliography|CSL_BIBLIOGRAPHY)|\s*BIBLIOGRAPHY\b"
)
_MENDELEY = re.compile(r"MENDELEY_CITATION_v3_(\S+)")


@dataclass
class FoundFields:
    """What was found in fields: the works by key, and citations that cannot be read."""

    marks: Marks
    works: dict[str, IncomingEntry] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    lists: int = 0

    def put(self, keys: list[str], printed: str) -> str:
        """Return the mark of a citation."""
        return self.marks.put(Mark(tuple(dict.fromkeys(keys)), " ".join(printed.split())))


@dataclass
class _Open:
    """A field that has begun: its code, whether its result has begun, and where it stands."""

    code: str = ""
    data: str = ""
    in_result: bool = False
    runs: list[tuple[Element, Element]] = field(default_factory=list)
    result: list[str] = field(default_factory=list)


def mark_fields(root: Element, found: FoundFields) -> None:
    """Put a mark in the place of each citation in a part of a document.

    The list that a reference manager writes is taken out: its works are known by the citations.
    """
    _mark_controls(root, found)
    waiting: list[_Open] = []
    for paragraph in [one for one in root.iter() if one.tag == f"{W}p"]:
        for parent, run in list(_runs(paragraph)):
            _take_run(parent, run, waiting, found)
        _simple_fields(paragraph, found)
        if any(_LISTS.match(one.code.strip()) for one in waiting):
            _emptied(paragraph)


def _runs(paragraph: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each run of a paragraph with what it lies in, in the order of the text."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield paragraph, child
        elif child.tag not in (f"{W}p", f"{W}pPr", f"{W}del", f"{W}moveFrom"):
            yield from _runs(child)


def _take_run(parent: Element, run: Element, waiting: list[_Open], found: FoundFields) -> None:
    for part in list(run):
        if part.tag == f"{W}fldChar":
            kind = part.get(f"{W}fldCharType")
            if kind == "begin":
                data = "".join(one.text or "" for one in part if one.tag == f"{W}fldData")
                waiting.append(_Open(data=data))
            elif kind == "separate" and waiting:
                waiting[-1].in_result = True
            elif kind == "end" and waiting:
                waiting[-1].runs.append((parent, run))
                _close(waiting, found)
                return
        elif waiting and not waiting[-1].in_result and part.tag == f"{W}instrText":
            waiting[-1].code += part.text or ""
        elif waiting and waiting[-1].in_result and part.tag in (f"{W}t", f"{W}noBreakHyphen"):
            waiting[-1].result.append(part.text or "-")
    for one in waiting:
        one.runs.append((parent, run))


def _close(waiting: list[_Open], found: FoundFields) -> None:
    """End the field that began last: a citation becomes a mark, another one stays as it is."""
    ended = waiting.pop()
    printed = "".join(ended.result)
    if waiting:  # EndNote's data is a field within the code of the citation's field
        outer = waiting[-1]
        outer.data = outer.data or ended.data
        if outer.in_result:
            outer.result.append(printed)
    code = ended.code.strip()
    if _LISTS.match(code):
        found.lists += 1
        for _, run in ended.runs:
            _emptied(run)
        return
    keys = keys_of(code, ended.data, found)
    if keys is None:
        return
    if not keys:
        found.unread.append(printed or code[:60])
        return
    sign = found.put(keys, printed)
    for place, (_, run) in enumerate(ended.runs):
        _emptied(run)
        if not place:
            _with_text(run, sign)


def _with_text(run: Element, text: str) -> None:
    """Put a text into a run that was emptied, not raised."""
    made = type(run)(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    made.text = text
    run.append(made)


def _emptied(element: Element) -> None:
    for child in list(element):
        element.remove(child)


def _simple_fields(paragraph: Element, found: FoundFields) -> None:
    """Read fields that stand in one element, `w:fldSimple`."""
    for one in [e for e in paragraph.iter() if e.tag == f"{W}fldSimple"]:
        keys = keys_of(one.get(f"{W}instr", "").strip(), "", found)
        if keys:
            printed = "".join(t.text or "" for t in one.iter() if t.tag == f"{W}t")
            _emptied(one)
            run = type(one)(f"{W}r")
            _with_text(run, found.put(keys, printed))
            one.append(run)


def _mark_controls(root: Element, found: FoundFields) -> None:
    """Read the content controls in which Mendeley Cite keeps its citations."""
    for control in [e for e in root.iter() if e.tag == f"{W}sdt"]:
        tags = [e.get(f"{W}val", "") for e in control.iter() if e.tag == f"{W}tag"]
        match = next((m for m in map(_MENDELEY.match, tags) if m), None)
        content = next((e for e in control if e.tag == f"{W}sdtContent"), None)
        if content is None:
            continue
        if any(tag.startswith("MENDELEY_BIBLIOGRAPHY") for tag in tags):
            found.lists += 1
            _emptied(content)
        elif match:
            printed = "".join(t.text or "" for t in content.iter() if t.tag == f"{W}t")
            keys = _csl_keys(_decoded(match[1]), found)
            runs = [run for _, run in _runs(content)]
            if not keys or not runs:
                found.unread.append(printed)
                continue
            for run in runs:
                _emptied(run)
            _with_text(runs[0], found.put(keys, printed))


def keys_of(code: str, data: str, found: FoundFields) -> list[str] | None:
    """Return the keys of the works that a field cites; None for a field that is no citation."""
    csl = _CSL.match(code)
    if csl:
        return _csl_keys(csl[1], found)
    if _ENDNOTE.match(code):
        start = code.find("<EndNote>")
        return _endnote_keys(code[start:] if start >= 0 else _decoded(data), found)
    word = _WORD.match(code)
    if word and not code.startswith("CITATION_"):
        return [word[1], *re.findall(r"\\m\s+(\S+)", word[2])]
    return None


def _decoded(data: str) -> str:
    try:
        return base64.b64decode("".join(data.split()), validate=False).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return ""


def _csl_keys(text: str, found: FoundFields) -> list[str]:
    """Return the keys of the items of a citation in CSL's form; their works are noted."""
    try:
        citation, _ = json.JSONDecoder().raw_decode(text.strip())
        items = citation["citationItems"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    keys = []
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        data: Any = item.get("itemData")
        named = item.get("uris") or item.get("uri") or [item.get("id")]
        key = str(named[0] if isinstance(named, list) and named else named)
        keys.append(key)
        if isinstance(data, dict) and key not in found.works:
            _note(found, key, lambda data=data: read_csl_file(json.dumps([data])).entries)
    return keys


def _endnote_keys(text: str, found: FoundFields) -> list[str]:
    """Return the keys of the records of an EndNote citation; their works are noted."""
    keys = []
    for cite in re.findall(r"<Cite\b.*?</Cite>", text, re.DOTALL):
        number = re.search(r"<rec-number>([0-9]+)</rec-number>|<RecNum>([0-9]+)</RecNum>", cite)
        record = re.search(r"<record>.*?</record>", cite, re.DOTALL)
        author, year = (re.search(rf"<{n}>(.*?)</{n}>", cite) for n in ("Author", "Year"))
        named = "-".join(one[1] for one in (author, year) if one)
        key = f"endnote-{(number[1] or number[2]) if number else named}"
        keys.append(key)
        if record and key not in found.works:
            whole = f"<xml><records>{record[0]}</records></xml>"
            _note(found, key, lambda whole=whole: read_endnote_file(whole).entries)
    return keys


def _note(found: FoundFields, key: str, read: Any) -> None:  # noqa: ANN401 - a lambda of two kinds
    try:
        entries = read()
    except RefusedError:
        return
    if entries:
        found.works[key] = entries[0]
