"""Where a site stands and is edited: nothing is invented where it is not known."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from claimweave.derived.issue_forms import IDENTIFY, MISTAKE, issue_forms
from claimweave.evidence.base import EvidenceBase
from claimweave.site.configured_site import publication_of
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


def test_a_form_is_asked_for_only_where_a_repository_is_known() -> None:
    known = Publication("Tea", "https://tea.example/s", repository="https://git.example/o/r")
    address = known.mistake_url("claims/tea-helps.md")
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://git.example/o/r/issues/new?")
    assert asked == {
        "template": ["report-a-mistake.yml"],
        "title": ["Report a mistake: claims/tea-helps/"],
        "place": ["https://tea.example/s/claims/tea-helps/"],
    }
    assert parse_qs(urlsplit(known.identify_url("Ref1")).query)["unidentified"] == ["Ref1"]
    assert known.mistake_url("index.md").count("home") == 1
    assert UNPUBLISHED.mistake_url("a.md") == UNPUBLISHED.identify_url("Ref1") == ""


def test_the_fields_that_are_filled_in_are_those_of_the_forms(base: EvidenceBase) -> None:
    fields = {form.name: {f.field for f in form.fields} for form in issue_forms(base.review)}
    assert "place" in fields[MISTAKE]
    assert "unidentified" in fields[IDENTIFY]
