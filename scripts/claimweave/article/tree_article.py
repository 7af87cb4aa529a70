"""An article of pandoc's tree: its blocks, its list of references, and how it cites."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.article.article import Article, Doubt, ListedWork
from claimweave.article.blocks import Block, Line
from claimweave.article.groups import grouped_blocks
from claimweave.article.left_out import left_out_doubts
from claimweave.article.marks import Marks, unmarked
from claimweave.article.plain_text import leave_out_front, text_style
from claimweave.article.reference_lists import is_ending, numbered_text, without_list
from claimweave.article.spoken_names import spoken_names
from claimweave.article.tree import TreeBlocks, listed_works
from claimweave.article.tree_text import TreeText, inlines_in
from claimweave.references.incoming.printed_works import read_printed_work
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.article.pandoc import Node, PandocTree


@dataclass
class TreeReading:
    """A tree while an article is made of it.

    `works` are those that are known beside it: of a bibliography, or of fields of the document.
    `linking` says that links into the list of references are citations.
    """

    form: str
    tree: PandocTree
    works: Sequence[ListedWork] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    linking: bool = False
    marks: Marks = field(default_factory=Marks)
    clean: Callable[[str], str] = unmarked

    def article(self) -> Article:
        """Return it."""
        listed = self._linked_list() if self.linking else {}
        text = TreeText(
            self.marks,
            Counter(),
            lambda target: _key_of(target, listed),
            spoken_names(self.works),
            self.aliases,
            self.clean,
        )
        made = TreeBlocks(text)
        self._front(made)
        made.add_all(_without_list_of(self.tree.blocks) if listed else self.tree.blocks)
        body, own = _without_printed_list(made)
        own = list(listed.values()) or own
        works = [*self.works] or own
        if self.linking:
            body = grouped_blocks(body, own, self.marks)
        cited = any(mark.cites for mark in self.marks.known)
        style = "marked" if cited else text_style(" ".join(b.text for b in body), works)
        article = Article(self.form, body, style, self.marks, own, tables=made.tables)
        article.title = " ".join(text.plain(_inlines(self.tree.meta.get("title"))).split())
        article.blocks = _without_title(article)
        leave_out_front(article)
        article.doubts += [*self._skipped(text), *left_out_doubts(text.counted)]
        return article

    def _front(self, made: TreeBlocks) -> None:
        """Add the abstract, where the file keeps it apart."""
        abstract = self.tree.meta.get("abstract")
        if not abstract:
            return
        made.heading("Abstract", 1)
        if abstract["t"] == "MetaBlocks":
            made.add_all(abstract["c"])
        else:
            made.paragraph(made.text.of(_inlines(abstract)))

    def _linked_list(self) -> dict[str, ListedWork]:
        """Return the works that links may lead to, by identifier."""
        found = {}
        for name, text in listed_works(_list_of(self.tree.blocks)):
            number, rest = numbered_text(text)
            if name and rest:
                entry = read_printed_work(rest, name)
                found[name] = ListedWork(name, number, rest, entry)
        return found

    def _skipped(self, text: TreeText) -> list[Doubt]:
        doubts = [
            Doubt(line, f"pandoc does not know {name[:60]}, and left it out")
            for name, line in self.tree.skipped
            if _matters(name)
        ]
        if text.nameless:
            what = plural(text.nameless, "citation names authors", "citations name authors")
            doubts.append(Doubt(0, f"{what} who are not known: give the bibliography with --bib"))
        return doubts


def _inlines(meta: Node) -> list[Node]:
    """Return the inline elements of a metadata field."""
    if not isinstance(meta, dict):
        return []
    if meta["t"] == "MetaInlines":
        return list(meta["c"])
    if meta["t"] == "MetaString":
        return [{"t": "Str", "c": meta["c"]}]
    if meta["t"] != "MetaBlocks":
        return []
    return [one for part in inlines_in(meta["c"]) for one in part]


def _key_of(target: str, listed: Mapping[str, ListedWork]) -> str:
    name = target.rpartition("#")[2]
    return name if "#" in target and name in listed else ""


def _list_of(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks of the list of references: below its heading, or marked as one."""
    flat = list(_flat(blocks))
    heads = [i for i, block in enumerate(flat) if _ends(block)]
    marked = [block for block in flat if _is_list(block)]
    if not heads:
        return marked
    after = flat[heads[-1] + 1 :]
    end = next((i for i, block in enumerate(after) if block["t"] == "Header"), len(after))
    return after[:end] or marked


def _flat(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks without divisions that have headings within them."""
    found = []
    for block in blocks:
        inner = block["c"][1] if block["t"] == "Div" else []
        if any(one["t"] in ("Header", "Div") for one in inner) and not _is_list(block):
            found += _flat(inner)
        elif _is_list(block) and any(one["t"] == "Header" for one in inner):
            found += inner
        else:
            found.append(block)
    return found


def _is_list(block: Node) -> bool:
    return block["t"] == "Div" and (
        block["c"][0][0] in ("refs", "references")
        or bool({"references", "csl-bib-body", "ref-list", "reflist"} & set(block["c"][0][1]))
    )


def _ends(block: Node) -> bool:
    if block["t"] != "Header":
        return False
    return is_ending(TreeText(Marks(), Counter()).plain(block["c"][2]))


def _without_list_of(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks of the text without those of the list, whose links are no citations."""
    listed = {id(block) for block in _list_of(blocks)}
    return [block for block in _flat(blocks) if id(block) not in listed]


def _without_printed_list(made: TreeBlocks) -> tuple[list[Block], list[ListedWork]]:
    """Part the blocks of the text from a list of references that stands behind it."""
    if made.listed:
        works = []
        for name, text in made.listed:
            number, rest = numbered_text(text)
            works.append(ListedWork(name or text[:20], number, rest))
    else:
        lines = [
            Line(i + 1, (f"{made.numbers[i]}. " if i in made.numbers else "") + block.text, 1)
            for i, block in enumerate(made.blocks)
        ]
        body, works, _ = without_list(lines)
        if works:
            made.blocks = [made.blocks[line.number - 1] for line in body]
    read = [replace(work, entry=read_printed_work(work.text, work.key)) for work in works]
    return made.blocks, read


def _without_title(article: Article) -> list[Block]:
    """Return the blocks without a first heading that is the article's title."""
    blocks = article.blocks
    heads = [block for block in blocks if block.kind == "heading"]
    if len(heads) < 2 or blocks[0] is not heads[0]:  # noqa: PLR2004 - a title and a section
        return blocks
    top, others = heads[0].level, [head.level for head in heads[1:]]
    own = heads[0].text.casefold() == article.title.casefold()
    alone = top < min(others) and (len(blocks) > 1 and blocks[1].kind == "heading")
    if own or alone:
        article.title = article.title or heads[0].text
        return blocks[1:]
    return blocks


_OF_THE_LAYOUT = (
    "\\begin", "\\end", "\\bib", "\\vspace", "\\hspace", "\\label", "\\setlength", "\\set",
    "\\def", "\\thispagestyle", "\\pagestyle", "\\use", "\\hypersetup", "\\geometry",
)  # fmt: skip


def _matters(skipped: str) -> bool:
    """Whether something that pandoc passed over has a text of its own, or cites."""
    return "{" in skipped and not skipped.startswith(_OF_THE_LAYOUT)
