"""What the registry of DOIs said of the references on a day: notices, titles, what is unknown."""

from __future__ import annotations

from typing import Annotated, Literal

from claimweave.review.fields import Address, Date, Note, Word
from claimweave.review.record import Record, text, whole

NoticeKind = Literal["retraction", "concern", "correction", "reinstatement", "other"]
NoticeState = Literal["retracted", "concern", "corrected", "other-notice", "no-notice", "unknown"]
Unknown = Literal["no-such-doi", "timed-out", "unreachable", "refused", "unreadable"]
"""Why a look-up gave no answer: the registry does not know the DOI, or did not answer."""

Doi = Annotated[str, text(r"^10\.[!-~]+$", most=400, quick=r"^10\.[!-@\[-~]+\Z", lower=True)]
PartOfDate = Annotated[str, text(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]

_STATE_OF: dict[NoticeKind, NoticeState] = {
    "retraction": "retracted",
    "concern": "concern",
    "correction": "corrected",
    "reinstatement": "other-notice",
    "other": "other-notice",
}
"""Kind of a notice to the state that it brings about, the gravest first."""


class Notice(Record, frozen=True, kw_only=True):
    """A notice on a work: what kind, where it stands, of what day, and who reported it."""

    kind: NoticeKind
    type: Word
    """What the registry calls it, such as `withdrawal` or `erratum`."""
    doi: Doi | None = None
    """DOI of the notice; none where the work's own title is all that says so."""
    date: PartOfDate | None = None
    """The day of the notice, as far as the registry has it."""
    sources: tuple[Word, ...] = ()
    """Who reported it: `publisher`, `retraction-watch`, `title`."""


def state_of(notices: tuple[Notice, ...], *, known: bool) -> NoticeState:
    """Return the state that a work is in: that of its gravest notice.

    A look-up that failed never makes a work clean: without a notice its state is then unknown.
    A reinstatement does not undo a retraction: which of the two counts is for a reader to judge.
    """
    kinds = {notice.kind for notice in notices}
    for kind, state in _STATE_OF.items():
        if kind in kinds:
            return state
    return "no-notice" if known else "unknown"


class LookedUp(Record, frozen=True, kw_only=True):
    """What is known of one DOI."""

    state: NoticeState
    """The gravest thing that is known."""
    as_of: Date | None = None
    """The day of the last complete answer, where that is not the day of the file."""
    unknown: Unknown | None = None
    """Why the look-up on the day of the file gave no complete answer."""
    title: Note | None = None
    """The title that the DOI resolves to."""
    years: tuple[Annotated[int, whole()], ...] = ()
    """The years that the registry has for it: in print, online."""
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a state that does not follow from the notices."""
        follows = state_of(self.notices, known=self.unknown is None)
        if self.state != follows:
            raise ValueError(f'the state "{self.state}" does not follow from the rest: {follows}')


class NoticesFile(Record, frozen=True, kw_only=True):
    """The file `notices.yml`, written by `claimweave verify`."""

    as_of: Date
    """The day of the run."""
    source: Address
    """The address that was asked."""
    works: dict[Doi, LookedUp]
    """DOI to what is known of it."""
