"""Pictures of strangers: what is drawn passes, and what could run, ask or flood does not."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span
from claimweave.disk.known_files import KnownFiles
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.picture_reader import PICTURE_LIMIT, PICTURES, picture_faults
from claimweave.review.reading.picture_size import pixels
from claimweave.review.reading.svg_reader import svg_faults

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:x="http://www.w3.org/1999/xhtml">'
)


LAUGHTER = "<g id='g0'><path d='M0'/></g>" + "".join(
    f"<g id='g{i}'>" + f"<use href='#g{i - 1}'/>" * 10 + "</g>" for i in range(1, 7)
)
"""A million drawings from sixty elements."""

MARKS = '<marker id="m"><path d="M0 0"/></marker><path d="M0 0L9 9" marker-end="url(#m)"/>'


def faults(text: str) -> list[Problem]:
    return svg_faults(TextFile("a.svg", text))


def messages(body: str) -> str:
    return "\n".join(problem.message for problem in faults(f"{HEAD}{body}</svg>"))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<title>A field</title><desc>Of barley</desc>",
        '<path d="M0 0h8" fill="none" stroke="#123b3f" stroke-width="2"/>',
        '<defs><path id="a" d="M0"/></defs><use xlink:href="#a"/><use href="#a" x="3"/>',
        '<g fill="url(#a)"/>',
        '<g fill="url( \'#a\' )" style="clip-path:url(#b);fill:rgb(1, 2, 3)"/>',
        '<g transform="translate(3 4) rotate(5)" aria-label="a (b)" data-name="c(d)"/>',
        "<style>*{stroke-linejoin: round} .a{fill:#fff}</style>",
        "<style><![CDATA[ .a { fill: none; } ]]></style>",
        '<text x="1" y="2" font-family="Arial, sans-serif">a &lt; b &#955;</text>',
        "<!-- a comment with <script> in it -->",
    ],
)
def test_a_drawing_passes(body: str) -> None:
    assert messages(body) == ""


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<x:script>alert(1)</x:script>",
        "<metadata><x:script>alert(1)</x:script></metadata>",
        "<style><x:script>alert(1)</x:script></style>",
        "<x:iframe src='https://example.org'/>",
        "<foreignObject/>",
        "<a href='https://example.org'/>",
        "<a xlink:href='javascript:alert(1)'/>",
        "<image href='https://example.org/a.png'/>",
        "<image href='data:image/png;base64,AA'/>",
        "<feImage href='#a'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onclick' to='alert(1)'/>",
        "<handler>alert(1)</handler>",
        "<g onload='alert(1)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<g x:onload='alert(1)'/>",
        "<g xml:base='https://example.org'/>",
        "<g requiredExtensions='x'/>",
        "<use href='https://example.org/a.svg#a'/>",
        "<use href='//example.org/a.svg#a'/>",
        "<use href='a.svg#a'/>",
        "<use href='data:image/svg+xml,x#a'/>",
        "<use xlink:href=' #a'/>",
        "<linearGradient href='https://example.org/#a'/>",
        "<g fill='url(https://example.org/#a)'/>",
        "<g fill='URL(//example.org/#a)'/>",
        "<g fill='url(#a) url(https://example.org)'/>",
        "<g mask='url(a.svg#a)'/>",
        "<g style='fill:u\\72l(https://example.org)'/>",
        "<g style='fill:url/**/(https://example.org)'/>",
        "<g style='background:image-set(&quot;a.png&quot; 1x)'/>",
        "<g style='width:expression(alert(1))'/>",
        "<g fill='ur&#108;(https://example.org)'/>",
        "<g cursor='url(https://example.org),auto'/>",
        "<g filter='url(#a)'/>",
        "<style>@import 'https://example.org';</style>",
        "<style>&#64;import 'https://example.org';</style>",
        "<style>@font-face{src:url(https://example.org)}</style>",
        "<style>.a{background:url(https://example.org)}</style>",
        "<style>.a{fill:url(#a)}</style>",
        "<style>.a{content:'/*'url(https://example.org)'*/'}</style>",
        "<style>@import 'https://example.org';<style></style></style>",
        "<?xml-stylesheet href='https://example.org'?>",
        "<?php echo 1 ?>",
        "<g id='a'><use href='#a'/></g>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<pattern id='a'><path d='M0' fill='url(#a)'/></pattern>",
        LAUGHTER,
        MARKS,
        "<g>" * 200 + "</g>" * 200,
        "<g>",
        "\x00",
        "&undefined;",
    ],
)
def test_what_is_more_than_a_drawing_is_told(body: str) -> None:
    found = faults(f"{HEAD}\n{body}\n</svg>")
    assert found
    assert all(problem.message and problem.help for problem in found)
    assert all(isinstance(p.where, Span) and p.where.line >= 1 for p in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Not a picture.",
        "<svg/>",
        "<html><script>alert(1)</script></html>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        f"<!DOCTYPE svg>{HEAD}</svg>",
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}&a;</svg>',
        f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>{HEAD}</svg>',
        f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>',
        f'<?xml version="1.0" encoding="ISO-2022-JP"?>{HEAD}</svg>',
        f'<?xml version="1.0" encoding="UTF-16"?>{HEAD}</svg>',
        f'<?xml version="1.1"?>{HEAD}</svg>',
        f'<?xml-stylesheet href="a.css"?>{HEAD}</svg>',
    ],
)
def test_what_begins_otherwise_is_told(text: str) -> None:
    assert len(faults(text)) == 1


def test_each_fault_has_its_place() -> None:
    text = f'{HEAD}\n  <path\n    onclick="alert(1)"/>\n  <g><a><b/></a></g></svg>'
    found = [(p.where, p.message) for p in faults(text)]
    assert found == [
        (Span("a.svg", 2, 3, 7), 'the attribute "onclick" is not allowed in a picture'),
        (Span("a.svg", 4, 6, 2), "<a> is not allowed in a picture"),
    ]


def test_many_faults_are_counted() -> None:
    found = faults(f"{HEAD}{'<a/>' * (MOST_FAULTS + 7)}</svg>")
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].message == "7 more faults in this file are not listed"


# Pictures of points

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
BYTES = {
    ".png": PNG + struct.pack(">II", 3, 5) + b"\x08\x06",
    ".gif": b"GIF89a" + struct.pack("<HH", 3, 5),
    ".jpg": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", 5, 3),
    ".webp": b"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a"
    + struct.pack("<HH", 3, 5),
    ".avif": b"\x00\x00\x00\x1cftypavif",
    ".ico": b"\x00\x00\x01\x00",
}
BYTES[".jpeg"] = BYTES[".jpg"]
KINDS = {".png": "PNG", ".gif": "GIF", ".jpg": "JPEG", ".webp": "WebP"}


def looked_at(folder: Path, name: str, raw: bytes) -> list[str]:
    (folder / name).write_bytes(raw)
    return [problem.message for problem in picture_faults(folder, name)]


def test_each_kind_is_known_by_its_beginning(tmp_path: Path) -> None:
    for ending in PICTURES:
        for other, raw in BYTES.items():
            found = looked_at(tmp_path, f"a{ending}", raw)
            assert bool(found) == (ending != other and {ending, other} != {".jpg", ".jpeg"})
    assert looked_at(tmp_path, "a.png", BYTES[".gif"]) == [
        "this file is called PNG and holds a GIF"
    ]
    assert looked_at(tmp_path, "a.PNG", b"") == ["this file is called PNG and holds nothing"]


def test_a_picture_says_how_many_points_it_has() -> None:
    assert {kind: pixels(kind, BYTES[ending]) for ending, kind in KINDS.items()} == dict.fromkeys(
        KINDS.values(), 15
    )
    vp8x = b"RIFF....WEBPVP8X....\x00...\x02\x00\x00\x04\x00\x00"
    vp8l = b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", 2 | 4 << 14)
    assert (pixels("WebP", vp8x), pixels("WebP", vp8l)) == (15, 15)


@pytest.mark.parametrize("ending", list(BYTES))
def test_a_picture_that_is_cut_raises_nothing(tmp_path: Path, ending: str) -> None:
    for length in range(len(BYTES[ending])):
        looked_at(tmp_path, f"a{ending}", BYTES[ending][:length])
    looked_at(tmp_path, f"a{ending}", BYTES[ending] + b"\xff" * 400)


def test_a_picture_is_small(tmp_path: Path) -> None:
    bomb = PNG + struct.pack(">II", 20_000, 20_000)
    assert looked_at(tmp_path, "a.png", bomb) == ["this picture has more than 40 million points"]
    large = BYTES[".png"] + b"x" * PICTURE_LIMIT
    assert looked_at(tmp_path, "a.png", large) == ["this file is larger than 1024 KB"]


def test_a_picture_in_another_encoding_is_told(tmp_path: Path) -> None:
    assert "not UTF-8" in looked_at(tmp_path, "a.svg", f"{HEAD}</svg>".encode("utf-16"))[0]


def test_while_serving_a_picture_is_looked_at_once(tmp_path: Path) -> None:
    asked = []

    def look(_: Path, path: str) -> list[str]:
        asked.append(path)
        return ["a fault"]

    known = KnownFiles()
    (tmp_path / "a.png").write_bytes(b"x")
    assert known.seen(tmp_path, "a.png", look) == known.seen(tmp_path, "a.png", look)
    known.forget(["a.png"])
    known.seen(tmp_path, "a.png", look)
    known.seen(tmp_path, "gone.png", look)
    known.seen(tmp_path, "gone.png", look)
    assert asked == ["a.png", "a.png", "gone.png", "gone.png"]
