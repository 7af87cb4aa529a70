"""The site while it is being edited: a change is read, checked, rendered and built, step by step.

All work is done in one thread, in small steps. After each the files are looked at, so that a new
change never waits long.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import MkDocsException

from claimweave.derived.known_names import renew_known_names
from claimweave.disk.known_files import KnownFiles, file_state
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, PAGES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.rules.site_files import unused_files
from claimweave.site.configured_site import edit_addresses, publication_of
from claimweave.site.serving.docs_files import docs_files
from claimweave.site.serving.mkdocs_site import (
    MkdocsSite,
    NoPluginError,
    WholeBuildNeededError,
    site_configuration,
)
from claimweave.site.serving.notebooks import NotebookError, same_evidence
from claimweave.site.serving.problems import failure_problems, report_problems
from claimweave.site.serving.upkeep import Upkeep
from claimweave.site.serving.woven_parts import WovenParts
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimweave.disk.known_files import State
    from claimweave.rules.checking import Report
    from claimweave.site.serving.browsers import Browsers

CONFIGURATION = "mkdocs.yml"


class Preview:
    """A review's site, built once and then kept up with its files.

    `tell` takes what the terminal should say; `wake` is called when a step is due that no changed
    file has called for.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        browsers: Browsers,
        tell: Callable[[Report | str], None],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        """Read nothing yet. Sites are built in new folders below `folder`."""
        self._root, self._folder, self._browsers = root, folder, browsers
        self._tell, self._wake = tell, wake
        self._known = KnownFiles()
        self._woven: WovenParts | None = None
        self._upkeep: Upkeep | None = None
        self._report: Report | None = None  # the last without an error
        self._clean = False  # whether the files are as that report says
        self._structure: object = None
        self._docs: dict[str, State | None] = {}
        self._whole = ""  # why the whole site has to be built
        self._began = 0.0

    @property
    def folder(self) -> Path | None:
        """Where the site lies that can be served; None before the first."""
        return self._upkeep.site.folder if self._upkeep else None

    @property
    def notebooks_wait(self) -> bool:
        """Whether notebooks are to be run as soon as it is quiet.

        They read the files themselves, so they wait until nothing is wrong in these.
        """
        return self._clean and bool(self._upkeep and self._upkeep.notebooks.stale)

    def follow(self, changed: Iterable[Path] = ()) -> None:
        """Read and check what has changed, and note what there is to do.

        Args:
            changed: the paths that are known to have been written; others are found out.
        """
        self._began = time.perf_counter()
        paths = [path.relative_to(self._root).as_posix() for path in changed]
        self._known.forget(paths)
        if self._upkeep:
            self._upkeep.notebooks.interrupt()  # they may have read a state that has gone
        report = check(read_review(self._root, known=self._known))
        renew_known_names(self._root, report.base.review)
        self._clean = not report.errors
        self._browsers.tell_problems(report_problems(report))
        if report.diagnostics:
            self._tell(report)
        if self._clean:
            self._take(report, paths)

    def step(self, *, quiet: bool = True) -> bool:
        """Do one piece of work; whether there was any. Notebooks run only while it is quiet."""
        try:
            return self._step(quiet=quiet)
        except WholeBuildNeededError as reason:
            self._whole = str(reason)
        except (MkDocsException, NoPluginError, NotebookError) as error:
            self._structure = None  # the whole is tried again after the next change
            stays = "; the last good one stays" if self._upkeep else ""
            self._tell(f"The site could not be built{stays}\n{error}")
            self._browsers.tell_problems(failure_problems(str(error)))
        return True

    def close(self) -> None:
        """End what goes on aside."""
        if self._upkeep:
            self._upkeep.close()

    def _take(self, report: Report, paths: list[str]) -> None:
        """Note what there is to do for a report without errors."""
        before, self._report = self._report, report
        docs = docs_files(self._root / PAGES)
        changed = [path for path, state in docs.items() if self._docs.get(path, state) != state]
        self._whole = self._whole or self._why_whole(report, docs, paths)
        self._docs = docs
        if self._woven and self._upkeep and before:
            self._woven.follow(report)
            self._upkeep.take(changed)
            if not same_evidence(before.base.review, report.base.review):
                self._upkeep.notebooks.evidence_changed()

    def _why_whole(self, report: Report, docs: dict[str, State | None], paths: list[str]) -> str:
        """Return why building single pages would not do; an empty text where it does."""
        own = (f"{PAGES}/", f"{CLAIMS}/", BIBLIOGRAPHY)
        others = [path for path in paths if not path.startswith(own)]
        if self._upkeep is None:
            return "for the first time"
        if not self._upkeep.site.builds_single_pages:
            return "its plugins may show a change on any page"
        if others:
            return f"{others[0]} has changed"
        if self._structure is None:
            return "once more"
        if self._structure_of(report) != self._structure or docs.keys() != self._docs.keys():
            return "a file is new, has gone or has moved"
        return ""

    def _structure_of(self, report: Report) -> object:
        configuration = file_state(self._root / CONFIGURATION)
        review = report.base.review
        return configuration, edit_addresses(report), list(review.references), unused_files(review)

    def _step(self, *, quiet: bool) -> bool:
        if self._whole and self._clean:  # it runs the notebooks, too
            self._build_whole()
            return True
        if self._upkeep is None:
            return False
        if self._upkeep.step():
            return True
        if self._upkeep.built:
            self._tell(
                f"  {plural(self._upkeep.built, 'file')} built anew, "
                f"{self._seconds()} after the change"
            )
            self._upkeep.built = 0
        return self._upkeep.finish(quiet=quiet and self._clean)

    def _build_whole(self) -> None:
        assert self._report is not None
        self._tell(f"Building the whole site: {self._whole}")
        self._whole = ""
        structure = self._structure_of(self._report)
        config = site_configuration(self._root, self._new_folder())
        publication = publication_of(config)
        if self._woven is None or self._woven.publication != publication:
            self._woven = WovenParts(publication)
        self._woven.follow(self._report)
        site = MkdocsSite(config, self._report, self._woven.files())
        self.close()
        self._upkeep = Upkeep(site, self._woven, self._browsers, self._wake)
        self._structure = structure
        self._browsers.all_changed()
        self._tell(f"  {plural(site.count, 'page')}, {self._seconds()}")

    def _new_folder(self) -> Path:
        """Return a new folder, and remove those of earlier sites but the one that is served."""
        for old in self._folder.iterdir():
            if old != self.folder:
                shutil.rmtree(old, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=self._folder))

    def _seconds(self) -> str:
        return f"{time.perf_counter() - self._began:.1f} s"
