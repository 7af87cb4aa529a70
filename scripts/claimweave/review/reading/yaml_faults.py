"""What is wrong with a text that no parser of YAML reads: the cause, its line, and its remedy.

A parser says where it stumbled, which is often lines below the cause. So each kind of remedy is
tried near that place, and the one with which the text can be read tells what was wrong. Where none
does, the one that leads furthest counts, and else what the parser says.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading import yaml_arrangement as arrangement
from claimweave.review.reading import yaml_remedies as remedies
from claimweave.review.reading import yaml_texts as texts
from claimweave.review.reading.yaml_blanks import of_blanks
from claimweave.review.reading.yaml_long_texts import of_cut_in_flow, of_long_text
from claimweave.review.reading.yaml_lookalikes import of_lookalikes
from claimweave.review.reading.yaml_quotes import of_comma_in_flow, of_quotes, of_quotes_in_flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.yaml_remedies import Put, Remedy

RULE = "invalid-yaml"

HELP_SYNTAX = "put quotes around a text that holds a colon, a hash or a leading special character"

_ABOVE, _BELOW = 60, 60
"""Lines around a fault that are read when a remedy is tried: a file may have a hundred thousand."""

_LONGEST_LINE = 2_000
_MOST_TRIED = 120

Reach = tuple[bool, int, int]
"""How far a text can be read: whether to its end, else to which line, and how odd it is then.

Odd are keys that stand twice, and fields without a value.
"""


def syntax_problem(source: TextFile, error: yaml.YAMLError) -> Problem:
    """Return what is wrong with a text that no parser reads, in words, at the cause's line."""
    lines = source.text.split("\n")
    stumbled = min(_line_of(error), len(lines))
    found = _cause(lines, stumbled, min(_first_line_of(error), len(lines)))
    if found is None:
        return _as_the_parser_says(source, error)
    edits = tuple(
        Edit(Span(source.path, line, column, length), text)
        for line, column, length, text in found.edits
    )
    span = Span(source.path, found.line, found.column, max(found.length, 1))
    fix = Fix(_says(found), edits, safe=found.sure)
    return Problem(span, found.message, found.help, RULE, fix)


def forbidden_sign(source: TextFile, line: int, column: int, message: str) -> Problem:
    """Return the problem of a value with a sign that is not allowed: most often it is a text."""
    span = Span(source.path, line, column)
    text = source.text.split("\n")[line - 1]
    if text[column - 1 : column] not in ("&", "*", "!") or len(text) > _LONGEST_LINE:
        return Problem(span, message, "write the value out", RULE)
    for remedy in texts.of_text(line, text):
        if remedy.column == column:
            edits = tuple(Edit(Span(source.path, *put[:3]), put[3]) for put in remedy.edits)
            words = text[column:].split()
            prose = len(words) > 1 and words[1][0] not in "[{'\"" and words[0][0] != "!"
            if not prose and len(words) > 1:
                break
            help_ = f"{remedy.help}; if no text is meant, write the value out"
            return Problem(span, message, help_, RULE, Fix(remedy.help, edits, safe=prose))
    return Problem(span, message, "write the value out", RULE)


def _says(remedy: Remedy) -> str:
    return remedy.help if len(remedy.help) < _LONGEST_LINE else "mend it"


def _cause(lines: list[str], stumbled: int, began: int) -> Remedy | None:
    """Return the first remedy with which all can be read, else the one that leads furthest."""
    around = range(max(0, min(stumbled, began) - 4), min(len(lines), stumbled + 1))
    if any(len(lines[at]) > _LONGEST_LINE for at in around):
        return None
    window = _window(lines, min(stumbled, began), stumbled)
    reached = _reach("\n".join(window))
    best: tuple[Reach, Remedy] | None = None
    for remedy in islice(_remedies(window, stumbled, began), _MOST_TRIED):
        reach = _reach("\n".join(edited(window, remedy.edits)))
        if reach[0] and not reach[2]:
            return remedy
        further = reach[0] or reach[1] > max(reached[1], remedy.line)
        if further and (best is None or reach[:2] > best[0][:2]):
            best = reach, remedy
    indented = _indented(window, stumbled)
    if indented and (best is None or not best[0][0]):
        return indented
    guesses = (r for n in (stumbled, began) for r in remedies.of_colon(n, window[n - 1]))
    return best[1] if best else next(guesses, None)


def _indented(lines: list[str], stumbled: int) -> Remedy | None:
    """Return the best of all ways to indent lines otherwise: with the fewest lines changed."""
    where = [n for n in (stumbled, stumbled - 1, stumbled - 2, 1) if 0 < n <= len(lines)]
    levels = Counter(remedies.indent_of(line) for line in lines if line.strip())
    alone = [
        n
        for n in range(max(1, stumbled - _ABOVE), stumbled)
        if levels[remedies.indent_of(lines[n - 1])] == 1
    ]
    tried = []
    for number in dict.fromkeys([*where, *alone[-5:]]):
        for remedy in arrangement.of_indentation(lines, number):
            after = edited(lines, remedy.edits)
            read, _, odd = _reach("\n".join(after))
            if read:
                level = remedies.indent_of(after[number - 1])
                shift = abs(level - remedies.indent_of(lines[number - 1]))
                wrong = _in_the_wrong_group(after[number - 1], level)
                above = lines[number - 2] if number > 1 else ""
                apart = level not in (remedies.indent_of(above), *arrangement.levels_of([above]))
                order = odd, wrong, len(remedy.edits), level % 2, shift, apart, -levels[level]
                tried.append((order, remedy))
    return min(tried, key=itemgetter(0))[1] if tried else None


def _in_the_wrong_group(line: str, level: int) -> bool:
    """Whether a field of the file itself stands within a group, or a name or another outside."""
    word = line.lstrip(" -").partition(":")[0]
    outer, inner = word in arrangement.OUTER, word in arrangement.INNER
    return outer and not inner if level else not outer


def _remedies(lines: Sequence[str], stumbled: int, began: int) -> Iterator[Remedy]:
    """Yield what may be wrong, the likely first: what is sure, before what is a guess."""
    near = list(dict.fromkeys(n for n in (began, stumbled, stumbled - 1, stumbled - 2) if n > 0))
    near = [n for n in near if lines[n - 1].strip()]
    above = range(stumbled - 3, max(0, stumbled - _ABOVE), -1)
    near += [n for n in above if any(sign in lines[n - 1] for sign in "\"'[{")][:30]
    for number in near:
        yield from arrangement.of_document_mark(number, lines[number - 1])
    yield from of_blanks(lines, (*near, *above))
    yield from of_lookalikes(lines, (*near, *above))
    for number in near:
        yield from of_long_text(lines, number)
        yield from of_cut_in_flow(lines, number)
    for kind in (remedies.of_hyphen, remedies.of_colon):
        for number in near:
            yield from (r for r in kind(number, lines[number - 1]) if r.sure)
    for number in (*near, *above):
        yield from arrangement.of_heading(lines, number)
    kinds = remedies.of_brackets, of_quotes, of_comma_in_flow, of_quotes_in_flow, texts.of_text
    for kind in kinds:
        for number in near:
            yield from kind(number, lines[number - 1])
    for number in near:
        yield from arrangement.of_first_item(lines, number)
        yield from arrangement.of_item(lines, number)
    for number in near:
        yield from arrangement.of_continuation(lines, number)


def edited(lines: Sequence[str], puts: Sequence[Put]) -> list[str]:
    """Return the lines with edits, of which none overlap."""
    result = list(lines)
    for number in {put[0] for put in puts}:
        changes = (remedies.Change(*put[1:]) for put in puts if put[0] == number)
        result[number - 1] = remedies.changed(result[number - 1], changes)
    return result


def _window(lines: list[str], first: int, last: int) -> list[str]:
    """Return the lines up to a little below the fault, of a long file without most above it."""
    end = min(len(lines), last + _BELOW)
    start = first - _ABOVE
    if start <= 1:
        return lines[:end]
    # A part begins where a line stands as far left as the second one, or further.
    level = max(remedies.indent_of(lines[1]), 0)
    while start > 1 and not (lines[start].strip() and remedies.indent_of(lines[start]) <= level):
        start -= 1
    return [lines[0], *[""] * (start - 1), *lines[start:end]]


def _reach(text: str) -> Reach:
    try:
        node = yaml.CSafeLoader(text).get_single_node()
    except yaml.YAMLError as error:
        return False, _line_of(error), 0
    return True, 0, _odd(node)


def _odd(node: yaml.Node | None) -> int:
    """Return how many keys stand a second time in their group, or have no value."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        below = sum(_odd(value) for _, value in node.value)
        return len(keys) - len(set(keys)) + below + sum(_is_empty(v) for _, v in node.value)
    if isinstance(node, yaml.SequenceNode):
        return sum(map(_odd, node.value))
    return 0


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _line_of(error: yaml.YAMLError) -> int:
    """Return the line at which a parser stumbled; of a quote that is never closed, its own."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", None) or mark
    return mark.line + 1 if mark else 1


def _first_line_of(error: yaml.YAMLError) -> int:
    """Return the line on which what the parser could not end began."""
    mark = getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    return mark.line + 1 if mark and "block" not in context else _line_of(error)


def _as_the_parser_says(source: TextFile, error: yaml.YAMLError) -> Problem:
    text = getattr(error, "problem", None) or "not readable as YAML"
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    help_ = HELP_SYNTAX
    if "quoted scalar" in context:
        text, mark = "this quote is never closed", getattr(error, "context_mark", None) or mark
        help_ = "close it with the same sign at the end of the text"
    elif "single document" in text or "single document" in context:
        text = "a second document begins here; a file holds one"
        help_ = "remove the line, or put what follows into a file of its own"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    last = source.text.count("\n") + 1
    return Problem(Span(source.path, min(line, last), column), text, help_, RULE)
