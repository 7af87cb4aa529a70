"""Where a site stands and is edited: nothing is invented where it is not known."""

from __future__ import annotations

from dataclasses import replace

from mkdocs.config.defaults import MkDocsConfig

from claimweave.site.mkdocs_plugin import publication_of
from claimweave.site.publication import UNPUBLISHED, Publication

EDIT = "https://forge.example/tea/review/edit/main/docs/"


def test_addresses_of_a_published_site() -> None:
    site = Publication("Tea", "https://tea.example/review/", EDIT)
    assert site.url("claims/tea.md") == "https://tea.example/review/claims/tea/"
    assert site.url("data/evidence.sqlite") == "https://tea.example/review/data/evidence.sqlite"
    assert site.edit_url("claims/1-tea/tea.yml") == (
        "https://forge.example/tea/review/edit/main/claims/1-tea/tea.yml"
    )


def test_a_site_that_is_not_published_has_none() -> None:
    assert UNPUBLISHED.url("claims/tea.md") == UNPUBLISHED.edit_url("bibliography.bib") == ""


def published(**options: str) -> Publication:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Tea", **options})
    assert config.validate() == ([], [])
    return publication_of(config)


def test_the_configuration_says_where() -> None:
    found = published(
        site_url="https://tea.example/",
        repo_url="https://forge.example/tea/review",
        edit_uri="edit/main/docs/",
    )
    repository = "https://forge.example/tea/review"
    assert replace(found, history={}) == Publication(
        "Tea", "https://tea.example/", EDIT, repository=repository
    )
    assert found.commit_url("f00") == f"{repository}/commit/f00"


def test_a_repository_without_a_way_to_edit_has_no_link() -> None:
    assert published(repo_url="https://forge.example/tea/review", edit_uri="").edit == ""
    assert published().edit == ""
