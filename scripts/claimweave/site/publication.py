"""Where a site is published, and where its sources are edited: known to the site, not to a review.

A build that is told neither invents no address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urljoin

from claimweave.addresses.links import url_of
from claimweave.derived.issue_forms import IDENTIFY, MISTAKE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.reading.history import Change


@dataclass(frozen=True, slots=True)
class Publication:
    """The site's name, its address, the address below which its pages are edited, and its time.

    `edit` is what MkDocs makes of `repo_url` and `edit_uri`: the folder `docs/`, opened for
    editing. `created` is the time of the commit that the site was built from, in UTC as
    xsd:dateTime. `repository` is the address of the code, and `history` the changes of each
    claim file. Each is empty where it is not known.
    """

    name: str = ""
    address: str = ""
    edit: str = ""
    created: str = ""
    repository: str = ""
    history: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """Return the stable address of a page or file, or an empty string."""
        return f"{self.address.rstrip('/')}/{url_of(path)}" if self.address else ""

    def edit_url(self, path: str) -> str:
        """Return where a file of the project is edited, by its path from the root, or ""."""
        return urljoin(self.edit, f"../{quote(path)}") if self.edit else ""

    def form_url(self, form: str, **fields: str) -> str:
        """Return the address of a form of the repository, with some fields filled in; or ""."""
        if not self.repository:
            return ""
        filled = urlencode({"template": f"{form}.yml", **fields}, quote_via=quote)
        return f"{self.repository}/issues/new?{filled}"

    def mistake_url(self, path: str) -> str:
        """Return the form in which a mistake on a page, or in a file, is reported; or "".

        A page is named by its address, a file by its path in the project: it has no address.
        """
        title = f"Report a mistake: {url_of(path) or 'the home page'}"
        place = (path.endswith(".md") and self.url(path)) or url_of(path) or "/"
        return self.form_url(MISTAKE, title=title, place=place)

    def identify_url(self, key: str) -> str:
        """Return the form that asks which work a reference is, its key filled in; or ""."""
        return self.form_url(IDENTIFY, title=f"Identify a reference: {key}", unidentified=key)

    def commit_url(self, commit: str) -> str:
        """Return where a commit can be read, or ""."""
        return f"{self.repository}/commit/{commit}" if self.repository else ""


UNPUBLISHED = Publication()
