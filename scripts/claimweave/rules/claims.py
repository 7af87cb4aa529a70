"""Rules about claim files: readable, well-formed, and each with an id of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.addresses.links import claim_page
from claimweave.diagnostics.problem import AtKey, Problem, Span, misspelt, moving
from claimweave.review.paths import CLAIMS
from claimweave.review.reading.file_names import is_taken_by_site
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.rules.site_paths import long_lists
from claimweave.words.counting import listed
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import ReviewSettings
    from claimweave.review.review import Review


@rule("YAML files")
def invalid_yaml(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A YAML file cannot be read.

    What it checks:
        Each file below `claims/` is a readable UTF-8 file of YAML 1.2 with spaces for
        indentation, of at most 64 KB, without anchors, aliases, tags or control characters.
    Why:
        What cannot be read cannot be checked, and must not be passed over in silence.
    Fails:
        claim: "Barley yields more where there is more nitrate.
    How to mend:
        Go to the line and column of the message.
        Close the quote, replace the tab by spaces, or save the file as UTF-8.
    """
    tally.checked = base.review.files_read.get("invalid-yaml", 0)
    yield from problems_read(base.review, "invalid-yaml")


@rule("YAML files")
def duplicate_key(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A field stands twice in one group of fields, or a word twice in a list.

    What it checks:
        No mapping of a YAML file has the same key twice, and no list the same word or number.
    Why:
        Most YAML readers keep the last of two fields without a word, and the first is lost. A
        place or an id that a list has twice is counted twice.
    Fails:
        kind: association
        kind: effect
    How to mend:
        Keep one of the two.
    """
    tally.checked = base.review.files_read.get("invalid-yaml", 0)
    yield from problems_read(base.review, "duplicate-key")


@rule("claim files")
def invalid_claim(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim file does not have the form of a claim.

    What it checks:
        Each file below `claims/` ends in `.yml`, and has the fields of a claim and no others,
        each of the right type and with an allowed value. Its name is its id: lower-case letters,
        digits and single hyphens, and no name of the site's own. It lies in the folder of a
        section in which it is asserted, called by letters, digits, hyphens, underscores and dots.
        Files that systems hide, such as `.DS_Store`, are counted as skipped.
    Why:
        A misspelt field would be passed over, and what it says would be lost. So would a claim
        that is saved as `nitrate-feeds-barley.yml.txt`.
    Fails:
        claim: Barley yields more where there is more nitrate.
        kind: asociation
    How to mend:
        The message names the field, what is allowed there, and the nearest allowed word.
    """
    review = base.review
    tally.checked = review.files_read.get("invalid-claim", 0)
    tally.skip("its name begins with a dot", review.files_read.get("hidden claims", 0))
    yield from problems_read(review, "invalid-claim")
    yield from _kind_faults(review)
    if review.settings is None:
        tally.skip("review.yml cannot be read", tally.checked)
        return
    folders = {section.folder for section in review.settings.sections.values()}
    for claim in review.claims_and_stubs:
        yield from _folder_faults(review.settings, claim, folders)


def _kind_faults(review: Review) -> Iterator[Problem]:
    """Yield each kind of a claim that the review does not have; nobody knows them without words."""
    open_ = {stub.rest.id for stub in review.stubs.values() if ("kind",) in stub.open_}
    for claim in review.claims_and_stubs if review.vocabulary else ():
        kind = claim.record.kind
        if kind not in review.kinds and claim.id not in open_:
            where = AtKey(claim.path, ("kind",))
            listed = f"allowed: {', '.join(review.kinds)}"
            yield misspelt(where, f'"{kind}" is not a valid kind', kind, review.kinds, listed)


def _folder_faults(
    settings: ReviewSettings, claim: Claim, folders: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the folder in which a claim lies; `folders` are the sections'."""
    wanted = settings.folders_of(claim.record.asserted)
    fix = None
    if len(wanted) == 1:
        name = claim.path.rpartition("/")[2]
        fix = moving(claim.path, f"{CLAIMS}/{next(iter(wanted))}/{name}")
    there = listed((f"{CLAIMS}/{folder}" for folder in wanted), "or")
    if not claim.folder:
        message = "a claim lies in the folder of its section, and this one beside these folders"
        yield Problem(Span(claim.path), message, f"move it into {there}" if there else "", fix=fix)
    elif claim.folder not in folders:
        message = f'the folder "{CLAIMS}/{claim.folder}" belongs to no section of review.yml'
        help_ = f"move it into {there}" if there else did_you_mean(claim.folder, folders)
        yield Problem(Span(claim.path), message, help_, fix=fix)
    elif wanted and claim.folder not in wanted:
        message = f"this claim is asserted in {listed(wanted.values())}, and lies in the "
        message += f'folder "{CLAIMS}/{claim.folder}"'
        where = AtKey(claim.path, ("asserted",))
        help_ = f"move it into {there}, or correct where it is asserted"
        yield Problem(where, message, help_, fix=fix)


@rule("claim files")
def duplicate_claim_id(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two claim files have the same name, or a claim once had the name of another one.

    What it checks:
        The stem of each claim file is its id, and no two files share one, in whatever folders. No
        id that a claim has under `formerly` is the id of a claim today, or a name of the site's
        own. Several claims may have the same one there: the claim was split.
    Why:
        Pages weave a claim in by its id, and claims rest on others by their id. Who follows a
        citation of an old id is led to the claim of today, and must not end at another one.
    Fails:
        claims/3-2-barley/nitrate-feeds.yml and claims/4-conclusion/nitrate-feeds.yml
    How to mend:
        Rename one of the files, and each `[[…]]`, `rests_on` and `opposes` that means it. Give
        a new claim an id that no claim has had: `claimweave rename OLD NEW --forget`.
    """
    review = base.review
    tally.checked = len(review.taken_ids)
    yield from problems_read(review, "duplicate-claim-id")
    lists = long_lists(review)
    for claim in review.claims_and_stubs:
        for index, old in enumerate(claim.record.formerly):
            tally.checked += 1
            fault = _former_id_fault(review, claim, old, lists)
            if fault:
                yield Problem(AtKey(claim.path, ("formerly", index)), *fault)


def _former_id_fault(
    review: Review, claim: Claim, old: str, lists: Collection[str]
) -> tuple[str, str] | None:
    """Return why a claim cannot once have stood under an id, and how to mend it."""
    if old == claim.id:
        return f'"{old}" is the id that this claim has today', "take it out of `formerly`"
    if old in review.taken_ids:
        paths = [f", {one.path}" for one in review.claims_and_stubs if one.id == old]
        message = f'"{old}" is the id of a claim today{"".join(paths)}'
        help_ = f"if that claim came later, `claimweave rename {old} NEW --forget` gives it an id "
        return message, f"{help_}that no claim has had; else take this out of `formerly`"
    if is_taken_by_site(old) or claim_page(old) in lists:
        message = f'no claim can have been called "{old}": the site uses that name itself'
        return message, "take it out of `formerly`"
    return None
