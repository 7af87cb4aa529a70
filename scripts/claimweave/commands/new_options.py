"""What `claimweave new` can be told by options: their names, and what each says."""

from __future__ import annotations

SINGLE = {
    "claim": "the assertion, in one plain sentence of your own",
    "kind": "association, effect, mechanism, definition, synthesis, recommendation or method",
    "strength": "how firmly the review words it: tentative, plain or strong",
    "in-text": "for a claim about one study: a short form for a text that has named the study",
    "section": "the section that it belongs to: its number, title, folder, or a word of these",
    "says": "for a claim about the evidence as a whole: how it is read (default: so)",
    "sql": "the query that decides it when it is read so",
    "verdict": "what the query yields: holds, fails or undetermined",
    "check-note": "how the words were turned into the query",
    "note": "one plain sentence for readers",
}
SEVERAL = {
    "asserted": ("LOCATOR", "where the review asserts it, such as S1.p1.s1"),
    "topic": ("AXIS=TERM", "what it is about; also question=WORD and direction=WORD"),
    "rests-on": ("ID", "claims that it is drawn from"),
    "opposes": ("ID", "claims that cannot hold with it"),
}
EVIDENCE = (
    "'KEY STANCE LOCATOR ...': a citation, how the review uses it (supports, contradicts, "
    "background) and where; without a locator it is evidence that the review does not cite, and "
    "dated. A note may follow after ' -- '. May be given several times"
)
STUDY = {
    "design": "the design of the study",
    "participants": "how many were studied",
    "population": "who was studied, in a few words",
    "cohort": "a name that reports of the same sample share",
    "read": "what was read: abstract, full-text or secondary; of data or a program: data, program "
    "or description",
    "where": "the address where it was read",
    "version": "the version of the data or the program that was looked at",
    "seen": "the day on which data or a program were looked at, as 2026-01-31",
    "limits": "what a reader must know before relying on it",
}
FINDING = (
    "'AXIS=TERM ... question=WORD direction=WORD -- SENTENCE'; may be given several times. For a "
    "number that the source reports: measure=WORD value=NUMBER low=NUMBER high=NUMBER unit=WORD"
)
