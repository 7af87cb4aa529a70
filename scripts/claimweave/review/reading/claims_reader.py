"""The claim files of a review: claims, stubs, and what of them cannot be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import is_folder, rough_text
from claimweave.review.claim import Claim
from claimweave.review.paths import CLAIMS, LEDGER, STUDIES
from claimweave.review.reading.file_names import (
    claim_name_fault,
    file_stem,
    meant_path,
    unread_fault,
)
from claimweave.review.reading.stub_reader import read_claim_file
from claimweave.review.stub import Stub

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.reading.reading import Reading
    from claimweave.review.reading.yaml_reader import Data


class ClaimFiles(NamedTuple):
    """The paths of all files below `claims/`, sorted, and of those that systems hide."""

    there: list[str]
    hidden: list[str]

    @property
    def of_claims(self) -> list[str]:
        """The paths that are those of claims, or stand where a claim belongs."""
        others = (f"{STUDIES}/", f"{LEDGER}/")
        return [path for path in self.there if not f"{path}/".startswith(others)]

    @property
    def of_studies(self) -> list[str]:
        """The paths that are those of study sheets, or stand where one belongs."""
        return [path for path in self.there if path.startswith(f"{STUDIES}/")]


def claim_files(reading: Reading) -> ClaimFiles:
    """Return which files there are; none is opened."""
    hidden: list[str] = []
    return ClaimFiles(reading.paths(CLAIMS, ".yml", hidden), hidden)


def read_claims(
    reading: Reading, files: ClaimFiles, ahead: Mapping[str, Data]
) -> tuple[dict[str, Claim], dict[str, Stub]]:
    """Return the claims, and the stubs of claims, by their ids.

    `ahead` has the data of files that were read already.
    """
    claims: dict[str, Claim] = {}
    stubs: dict[str, Stub] = {}
    read = partial(read_claim_file, rule="invalid-claim", ahead=ahead)
    known = set(files.there)
    for path in files.of_claims:
        folder = not path.endswith(".yml") and is_folder(reading.root, path)
        other = None if folder else unread_fault(path, "invalid-claim", known)
        meant = meant_path(path) if other else path
        if other and (not meant or meant in known):  # it stands for no claim
            reading.problems.append(other)
            continue
        stem = file_stem(meant)
        fault = other or claim_name_fault(meant)
        file = None if other else reading.read_with(read, path, "claim", "invalid-claim")
        if file is None or fault:
            source = reading.files.get(path)
            reading.unreadable[stem] = source.text if source else rough_text(reading.root, path)
            reading.problems += [fault] if fault and not reading.told(path) else []
            reading.broken.add(path)
        elif stem in claims or stem in stubs:
            first = claims[stem] if stem in claims else stubs[stem].rest
            reading.problems.append(_duplicate_id(path, first.path, stem))
        else:
            section = path.removeprefix(f"{CLAIMS}/").rpartition("/")[0]
            claim = Claim(stem, path, section, file.record)
            if file.open_:
                stubs[stem] = Stub(claim, file.open_)
            else:
                claims[stem] = claim
    reading.pass_over(files.hidden, "hidden claims")
    return claims, stubs


def _duplicate_id(path: str, other: str, stem: str) -> Problem:
    message = f'the id "{stem}" is already taken by {other}'
    return Problem(Span(path), message, "rename one of the two files", "duplicate-claim-id")
