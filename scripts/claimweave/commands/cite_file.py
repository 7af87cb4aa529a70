"""`claimweave cite --from FILE`: the references of a file that holds many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.authoring.many_references import Beside, try_references, without_unused
from claimweave.authoring.reference_answers import field_text
from claimweave.authoring.terminal import Question, ask, confirmed
from claimweave.commands.call import CLEAN, TO_MEND, UsageError
from claimweave.commands.cite_options import FIELDS
from claimweave.commands.session import finish
from claimweave.commands.terminal import asks, terminal
from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import LARGE_LIMIT, decoded, read_bytes
from claimweave.references.addition import Placing
from claimweave.references.incoming.file_formats import read_file
from claimweave.references.many_additions import Manner, counted_fields
from claimweave.reports.text import as_text
from claimweave.words.counting import listed, plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from claimweave.authoring.many_references import TriedReferences
    from claimweave.commands.session import Session
    from claimweave.references.incoming.incoming_entry import IncomingEntry, IncomingFile

_OF_ONE = ("key", "note", "identity", "identifies", "review_number", "type", "author", *FIELDS)
"""Options that say something of one work."""


def read_given_file(file: str, format_: str = "") -> IncomingFile:
    """Return the entries of a file, or of the standard input for `-`.

    Raises:
        UsageError: when it cannot be read, is too large, or is not UTF-8.
        RefusedError: when it is in no format that is read.
    """
    if file == "-":
        if asks():
            terminal().say(
                "Paste the entries as BibTeX, RIS, nbib, CSL-JSON or EndNote XML, and end with "
                "Ctrl-D on a line of its own:"
            )
        raw = sys.stdin.buffer.read(LARGE_LIMIT + 1)
        if len(raw) > LARGE_LIMIT:
            raise UsageError(f"{file} is larger than {LARGE_LIMIT // 1024} KB: split it")
    else:
        raw = _raw(file)
    source = decoded(file, raw)
    if isinstance(source, Problem):
        line = source.where.line if isinstance(source.where, Span) else 1
        raise UsageError(f"{printable(file)}, line {line}: {source.message}; {source.help}")
    return read_file(source.text, format_)


def _raw(file: str) -> bytes:
    """Return the bytes of a file, also behind a link; what is no file is refused."""
    try:
        path = Path(file).resolve()
    except (OSError, RuntimeError):  # links that lead in a circle
        path = Path(file).absolute()
    raw = read_bytes(path.parent, path.name, LARGE_LIMIT)
    if isinstance(raw, Problem):
        way = "name a file, or - for the standard input"
        raise UsageError(f"{printable(file)}: {raw.message}; {way}")
    return raw


def cite_file(session: Session, file: IncomingFile) -> int:
    """Bring in the works of a file: all or none, or with --skip-faulty all but those at fault.

    Returns:
        0 when they are written, or are all there already; 1 when one is at fault.

    Raises:
        UsageError: when an option is for one work, or nothing says where these were seen.
        RefusedError, AnswerError: when nothing can be written; all is then as it was.
    """
    options = session.options
    _refuse_options_of_one(options, file)
    placing = Placing("named", None, session.added)
    manner = Manner(placing, _source(options, file), options.keep_keys)
    tried = try_references(
        session.root, session.before, file.entries, manner, Beside(session.files)
    )
    refused = bool(tried.forbidding) or (bool(tried.faulty) and not options.skip_faulty)
    for line in _warnings(options, file, tried):
        print(printable(line), file=sys.stderr)
    if tried.forbidding and tried.trial:
        print(as_text(tried.trial.refusal, ledger=False))
    if options.dry_run or not refused:
        _show_new(options, tried)
    for line in _summary(tried, skipped=options.skip_faulty):
        print(printable(line))
    if refused:
        print(
            "Nothing was written: all are brought in, or none. Mend these entries in the file, "
            "or leave them out with --skip-faulty."
        )
        return TO_MEND
    return _written(session, tried)


def _show_new(options: argparse.Namespace, tried: TriedReferences) -> None:
    """Print what is new: a line for each, or in a dry run the whole entry."""
    for work in tried.additions.new:
        if options.dry_run:
            print("\n".join(map(printable, work.entry.split("\n"))) + "\n")
        else:
            place = _place(options.file, work.incoming)
            print(printable(f"new: {work.key} ({place}): {_title(work.incoming)}"))


def _written(session: Session, tried: TriedReferences) -> int:
    new = tried.additions.new
    if tried.trial is None:
        print("Nothing was written: there is nothing new.")
        return CLEAN
    question = f"Write {plural(len(new), 'reference')}?"
    if asks() and not session.options.dry_run and not confirmed(terminal(), question):
        print("Nothing was written.")
        return CLEAN
    keys = [work.key for work in new]
    left = (
        f"cite each in a claim, or remove it: no claim cites {plural(len(keys), 'new reference')} "
        f"yet, and `claimweave check` says so until then: {', '.join(keys)}"
    )
    return finish(session, without_unused(tried.trial, keys), left=[left])


def _refuse_options_of_one(options: argparse.Namespace, file: IncomingFile) -> None:
    given = [name for name in _OF_ONE if getattr(options, name)]
    if given:
        named = listed(f"--{name.replace('_', '-')}" for name in given)
        verb = "goes" if len(given) == 1 else "go"
        raise UsageError(
            f"{named} {verb} with one reference, and {options.file} has {len(file.entries)}"
        )


def _source(options: argparse.Namespace, file: IncomingFile) -> str:
    """Return where the works were seen, unless each says it itself, as PubMed's do."""
    source = str(options.source or "").strip()
    known = all(entry.record is None or entry.record.seen for entry in file.entries)
    if source or known:
        return source
    if not asks():
        raise UsageError(
            "say where these references come from: --source, an address, or in words, such as "
            '"Zotero library of our group, 2026-01-31"'
        )
    return ask(terminal(), Question("Where do they come from? An address, or in words", field_text))


def _warnings(
    options: argparse.Namespace, file: IncomingFile, tried: TriedReferences
) -> Iterator[str]:
    """Yield what whoever brings the works in must read, each with its place in the file."""
    name = options.file
    for said in file.passed_over:
        yield f"warning: {name}: {said}"
    for work in tried.additions.new:
        place = f"{_place(name, work.incoming)}: {work.key}"
        for remark in work.remarks:
            yield f"warning: {place}: {remark}"
        if work.incoming.left_out:
            yield f"warning: {place}: left out: {', '.join(work.incoming.left_out)}"
    for known in tried.additions.known:
        whose = "which this file has already" if known.is_new else "which is there already"
        place = _place(name, known.incoming)
        yield (
            f"warning: {place}: not added: it is {known.key}, {whose} (the same {known.by}): "
            f"{_title(known.incoming)}"
        )
    kind = "warning: left out" if options.skip_faulty else "error"
    for faulty in tried.faulty:
        title = _title(faulty.incoming)
        yield f"{kind}: {_place(name, faulty.incoming)}: {faulty.why}" + (
            f": {title}" if title else ""
        )


def _summary(tried: TriedReferences, *, skipped: bool) -> Iterator[str]:
    """Yield how many entries are new, there already, twice in the file, and at fault."""
    additions = tried.additions
    twice = sum(work.is_new for work in additions.known)
    known = len(additions.known) - twice
    parts = [f"{len(additions.new)} new", f"{known} already there"]
    parts += [f"{twice} twice in the file"] if twice else []
    at_fault = "left out as faulty" if skipped else "at fault"
    parts.append(f"{len(tried.faulty)} {at_fault}")
    total = len(additions.new) + len(additions.known) + len(tried.faulty)
    yield f"{plural(total, 'entry', 'entries')}: {', '.join(parts)}."
    counts = counted_fields([work.incoming for work in additions.new])
    if counts:
        named = ", ".join(f"{name} ({number})" for name, number in counts.items())
        yield f"Fields left out, and of how many new entries: {named}."


def _place(file: str, entry: IncomingEntry) -> str:
    name = "standard input" if file == "-" else file
    return f"{name}:{entry.line}" if entry.line else name


def _title(entry: IncomingEntry) -> str:
    if entry.record is None:
        return entry.key
    return entry.record.fields.get("title") or entry.key or "without a title"
