"""Word documents that are made up, with the fields of reference managers."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from html import escape
from typing import Any

from barley import BARLEY

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = 'w:fldCharType="{}"'


def text_run(text: str, *, raised: bool = False) -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if raised else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def heading(text: str, level: int = 1) -> str:
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>'
    return f"<w:p>{style}{text_run(text)}</w:p>"


def mark(kind: str, data: str = "") -> str:
    inner = f"<w:fldData>{data}</w:fldData>" if data else ""
    return f"<w:r><w:fldChar {_TYPE.format(kind)}>{inner}</w:fldChar></w:r>"


def code(text: str) -> str:
    half = len(text) // 2  # Word breaks a code wherever it likes
    return "".join(
        f"<w:r><w:instrText>{escape(part)}</w:instrText></w:r>"
        for part in (text[:half], text[half:])
    )


def complex_field(instruction: str, printed: str, data: str = "", within: str = "") -> str:
    begin = f"{mark('begin', data)}{code(instruction)}{within}{mark('separate')}"
    return f"{begin}{text_run(printed)}{mark('end')}"


def csl_item(key: str, family: str, year: int, title: str) -> dict[str, Any]:
    data = {
        "id": key,
        "type": "article-journal",
        "title": title,
        "container-title": "J Fields",
        "author": [{"family": family, "given": "Ann"}],
        "issued": {"date-parts": [[year]]},
        "DOI": f"10.1000/{key}",
    }
    return {"id": key, "uris": [f"http://zotero.org/users/1/items/{key}"], "itemData": data}


def csl_field(items: list[dict[str, Any]], printed: str, lead: str) -> str:
    return complex_field(f" {lead} {json.dumps({'citationItems': items})} ", printed)


def content_control(items: list[dict[str, Any]], printed: str) -> str:
    packed = base64.b64encode(json.dumps({"citationItems": items}).encode()).decode()
    tag = f'<w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{packed}"/></w:sdtPr>'
    return f"<w:sdt>{tag}<w:sdtContent>{text_run(printed)}</w:sdtContent></w:sdt>"


def endnote_cite(number: int, family: str, year: int, title: str) -> str:
    return (
        f"<Cite><Author>{family}</Author><Year>{year}</Year><RecNum>{number}</RecNum><record>"
        f"<rec-number>{number}</rec-number><ref-type name='Journal Article'>17</ref-type>"
        f"<contributors><authors><author>{family}, Ann</author></authors></contributors><titles>"
        f"<title>{title}</title><secondary-title>J Fields</secondary-title></titles><dates><year>"
        f"{year}</year></dates><electronic-resource-num>10.1000/en.{number}"
        "</electronic-resource-num></record></Cite>"
    )


def endnote_field(cites: str, printed: str, *, packed: bool) -> str:
    whole = f"<EndNote>{cites}</EndNote>"
    if not packed:
        return complex_field(f" ADDIN EN.CITE {whole}", printed)
    data = base64.b64encode(whole.encode()).decode()
    inner = complex_field(" ADDIN EN.CITE.DATA ", "", data)
    return complex_field(" ADDIN EN.CITE ", printed, data, inner)


def list_field(*paragraphs: str) -> str:
    """The list that Zotero writes: one field over several paragraphs."""
    lead = mark("begin") + code(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ") + mark("separate")
    *others, last = [text_run(text) for text in paragraphs]
    return (
        paragraph(lead, *others[:1])
        + "".join(paragraph(other) for other in others[1:])
        + paragraph(last, mark("end"))
    )


def document(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Return a Word document with this body in the place of the barley's."""
    space = f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    whole = f'<w:document {space} mc:Ignorable="w15" xmlns:w15="urn:a"><w:body>{body}</w:body>'
    made = io.BytesIO()
    with zipfile.ZipFile(BARLEY / "barley.docx") as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            if entry.filename == "word/document.xml":
                new.writestr(entry.filename, whole + "</w:document>")
            else:
                new.writestr(entry, old.read(entry))
        for name, text in (parts or {}).items():
            new.writestr(name, text)
    return made.getvalue()
