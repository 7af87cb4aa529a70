"""The page of downloads holds what it promises, and each claim is a valid nanopublication."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rdflib
from bs4 import BeautifulSoup, Tag
from msgspec import structs
from rdflib.namespace import PROV, RDF, RDFS

from claimweave.addresses.audit_addresses import PAGE_OF
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import FORMAT
from claimweave.evidence.two_readers import comparison_rows, difference_rows
from claimweave.review.reading.review_reader import read_review
from claimweave.site.data.data_fields import COMPUTED, fields_of
from claimweave.site.data.data_files import data_files
from claimweave.site.data.data_package import PACKAGE
from claimweave.site.data.nanopublications import nanopublications
from claimweave.site.pages.downloads import DESCRIPTIONS
from claimweave.site.publication import UNPUBLISHED, Publication
from review_words import unidentified_key
from shaped import SHAPED

# rdflib 7 warns of what its own parser does, and of what nanopub 2 does with it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.contexts is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

CITO = rdflib.Namespace("http://purl.org/spar/cito/")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
# An address of a name that the standards keep free (RFC 2606).
PUBLISHED = Publication(
    name="A site", address="https://reviews.example/mdd", created="2026-01-31T08:00:00Z"
)
GRAPHS = ("head", "assertion", "provenance", "pubinfo")


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "downloads" / "index.html").read_bytes(), "html.parser")


def sections(page: BeautifulSoup) -> dict[str, Tag]:
    return {str(part["data-file"]): part for part in page.select(".cw-download")}


# Each file is there, with its size and its fields.


def test_every_data_file_is_on_the_page_and_every_file_on_the_page_is_there(
    site: Path, page: BeautifulSoup
) -> None:
    published = {f"data/{path.name}" for path in (site / "data").iterdir()}
    assert set(sections(page)) == published == set(DESCRIPTIONS)
    links = {str(a["href"]) for a in page.select("article a[download]")}
    assert {f"../{path}" for path in published} <= links
    assert [link for link in links if not (site / "downloads" / link).resolve().is_file()] == []


def test_sizes_are_those_of_the_files(site: Path, page: BeautifulSoup) -> None:
    seen = 0
    for row in page.select("table.cw-files tbody tr"):
        path = site / "data" / row.select_one("a").get_text()
        cell = row.select_one("[data-bytes]")
        size = path.stat().st_size
        assert int(cell["data-bytes"]) == size
        shown = float(cell.get_text().removesuffix(" KB").replace(",", ""))
        assert abs(shown * 1000 - size) <= (50 if size < 10_000 else 500)
        seen += 1
    assert seen == len(DESCRIPTIONS)


def real_fields(path: Path) -> dict[str, list[str]]:
    """Part of a file to its fields, read without the code that makes the page."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return {"": next(csv.reader(stream))}
    if path.suffix == ".sqlite":
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        tables = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        names = [name for (name,) in base.execute(tables)]
        columns = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
        there = {name: [c for (c,) in base.execute(columns, (name,))] for name in names}
        base.close()
        return there
    if path.suffix != ".json":
        return {}
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if path.stem == "datapackage":
        return {}
    items: list[dict[str, Any]] = whole[path.stem]
    parts: dict[str, list[str]] = {"": sorted(whole)}
    parts[path.stem] = sorted({key for item in items for key in item})
    for item in items:
        for name, inner in inner_objects(item):
            parts[name] = sorted({*parts.get(name, []), *inner})
            # Counts by name lie deeper, too: they are values. A list of objects is a part.
            for deeper, value in inner_objects({k: v for k, v in inner.items() if listed(v)}):
                parts[deeper] = sorted({*parts.get(deeper, []), *value})
    return parts


def listed(value: object) -> bool:
    return isinstance(value, list)


def inner_objects(item: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in item.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield name, inner


@pytest.mark.parametrize("path", DESCRIPTIONS)
def test_fields_on_the_page_are_those_of_the_file(
    site: Path, page: BeautifulSoup, path: str
) -> None:
    real = real_fields(site / path)
    shown = {
        str(part["data-part"]): [dt.get_text() for dt in part.select("dt")]
        for part in sections(page)[path].select("dl")
    }
    assert {k: sorted(v) for k, v in shown.items()} == {k: sorted(v) for k, v in real.items()}
    if path.endswith((".csv", ".sqlite")):
        assert shown == real, "in the order of the file"
    empty = [dd for dd in sections(page)[path].select("dl dd") if len(dd.get_text()) < 8]
    assert empty == []


def test_every_meaning_that_is_written_down_is_used(
    base: EvidenceBase, woven: Mapping[str, str | bytes]
) -> None:
    several = EvidenceBase(read_review(SHAPED))  # some fields are those of several tables alone
    files = [(base, path, woven[path]) for path in DESCRIPTIONS if path != PACKAGE]
    files += [(several, path, content) for path, content in data_files(several)]
    used = {
        meaning
        for of, path, content in files
        for fields in fields_of(of, path, content).values()
        for meaning in fields.values()
    }
    # No reference of this review has a `url`.
    assert {n for n, m in COMPUTED.items() if m not in used} == {"url"}


def test_the_package_describes_each_file_and_each_column(
    base: EvidenceBase, woven: Mapping[str, str | bytes]
) -> None:
    package = json.loads(woven[PACKAGE])
    assert package["format"] == FORMAT
    assert re.fullmatch(r"[a-z0-9-]+", package["name"])
    described = {f"data/{resource['path']}": resource for resource in package["resources"]}
    assert set(described) == set(DESCRIPTIONS) - {PACKAGE}
    assert len({resource["name"] for resource in package["resources"]}) == len(described)
    for path, resource in described.items():
        content = woven[path]
        raw = content.encode() if isinstance(content, str) else content
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{sha256(raw).hexdigest()}"
        if path.endswith(".csv"):
            header = next(csv.reader(str(content).splitlines()))
            assert [field["name"] for field in resource["schema"]["fields"]] == header
        else:
            assert resource.get("fields", {}) == fields_of(base, path, content)


def test_an_unexplained_field_is_an_error(base: EvidenceBase) -> None:
    with pytest.raises(KeyError):
        fields_of(base, "data/evidence.csv", "claim,unheard_of\n")


def test_the_number_of_a_reference_is_the_one_in_the_review(site: Path, base: EvidenceBase) -> None:
    published = json.loads((site / "data" / "references.json").read_text(encoding="utf-8"))[
        "references"
    ]
    real = base.review.references
    assert {r["key"]: r["number"] for r in published} == {k: r.number for k, r in real.items()}
    issues = {r["key"]: r["issue"] for r in published if "issue" in r}
    assert issues == {k: r.field("number") for k, r in real.items() if r.field("number")}
    assert issues, "entries of this review have an issue of a journal"


# The queries and the lines of code run as they stand on the page.


def test_example_queries_give_what_is_shown(site: Path, page: BeautifulSoup) -> None:
    database = sqlite3.connect(f"file:{site / 'data' / 'evidence.sqlite'}?mode=ro", uri=True)
    queries = page.select(".cw-query")
    for query in queries:
        cursor = database.execute(query.select_one("code").get_text())
        rows = [["" if v is None else str(v) for v in row] for row in cursor.fetchall()]
        assert [th.get_text() for th in query.select("th")] == [c[0] for c in cursor.description]
        shown = [[td.get_text() for td in tr.select("td")] for tr in query.select("tbody tr")]
        assert shown == rows != []
    database.close()
    assert len(queries) >= 3


def test_the_first_query_counts_the_verdicts_of_the_claims(site: Path, page: BeautifulSoup) -> None:
    claims = json.loads((site / "data" / "claims.json").read_text(encoding="utf-8"))["claims"]
    rows = page.select_one(".cw-query").select("tbody tr")
    shown = {tr.select("td")[0].get_text(): int(tr.select("td")[1].get_text()) for tr in rows}
    assert shown == Counter(c["verdict"] for c in claims)


@pytest.mark.parametrize("path", DESCRIPTIONS)
def test_the_python_lines_load_the_file(  # noqa: PLR0913 - what a page shows, and what it is of
    site: Path,
    base: EvidenceBase,
    page: BeautifulSoup,
    path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = Path(path).name
    (tmp_path / name).write_bytes((site / path).read_bytes())
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    code = sections(page)[path].select_one('[data-language="python"]').get_text()
    exec(code, names)  # noqa: S102 - the page's own lines
    loaded = {
        "claims.json": lambda: len(names["items"]) == len(base.review.claims),
        "references.json": lambda: len(names["items"]) == len(base.review.references),
        "audit.json": lambda: {item["kind"] for item in names["items"]} <= set(PAGE_OF),
        "evidence.csv": lambda: set(names["rows"][0]) >= {"claim", "reference", "stance"},
        "table-1.csv": lambda: len(names["rows"]) == 44,
        "readings.csv": lambda: {row["claim"] for row in names["rows"]} == {*base.check_results},
        "lens-verdicts.csv": lambda: (
            {row["lens"] for row in names["rows"]} == {*base.review.lenses}
        ),
        "former-ids.csv": lambda: (
            {row["former"] for row in names["rows"]} == {*base.review.former_ids}
        ),
        "reader-comparisons.csv": lambda: (
            len(names["rows"]) == len(list(comparison_rows(base.review)))
        ),
        "reader-differences.csv": lambda: (
            len(names["rows"]) == len(list(difference_rows(base.review)))
        ),
        "evidence.sqlite": lambda: len(names["rows"]) == len(base.review.claims),
        "nanopublications.trig": lambda: (tmp_path / "nanopublications.nq").stat().st_size > 0,
        "datapackage.json": lambda: names["package"]["format"] == FORMAT,
        "references.bib": lambda: names["library"].failed_blocks == [] != names["library"].entries,
    }
    assert loaded[name]()


# The nanopublications.


def parsed(base: EvidenceBase, publication: Publication) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=nanopublications(base, publication), format="trig")
    return dataset


@pytest.fixture(scope="module")
def local(base: EvidenceBase) -> rdflib.Dataset:
    return parsed(base, UNPUBLISHED)


def graph(dataset: rdflib.Dataset, iri: str, name: str) -> rdflib.Graph:
    return dataset.graph(rdflib.URIRef(f"{iri}#{name}"))


def shape_of(dataset: rdflib.Dataset, iri: str) -> frozenset[tuple[str, object, object]]:
    """Return which predicates a claim's graphs have, and whether names or words follow them."""
    return frozenset(
        (name, predicate, type(value))
        for name in GRAPHS
        for _, predicate, value in graph(dataset, iri, name)
    )


def a_tenth_of(names: list[str]) -> list[str]:
    """Return about a tenth of the names, the same each time."""
    return [name for name in names if sha256(name.encode()).digest()[0] < 26]


@pytest.mark.parametrize(
    "publication",
    [UNPUBLISHED, pytest.param(PUBLISHED, marks=pytest.mark.full)],
    ids=["local", "published"],
)
@pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.full)], ids=["some", "all"]
)
def test_each_claim_is_a_nanopublication_that_the_reference_implementation_accepts(
    base: EvidenceBase, publication: Publication, *, every: bool
) -> None:
    from nanopub import Nanopub

    dataset = parsed(base, publication)
    heads = [s for s, _, _, _ in dataset.quads((None, RDF.type, NP.Nanopublication, None))]
    assert len(heads) == len(set(heads)) == len(base.review.claims) > 100
    named = {str(g.identifier) for g in dataset.graphs() if len(g)}
    assert len(named) == 4 * len(heads), "nothing stands outside the four graphs of a claim"
    names = sorted(str(head).removesuffix("#nanopub") for head in heads)
    shapes = {shape_of(dataset, iri): iri for iri in names}
    assert len(shapes) >= 3
    for iri in names if every else {*shapes.values(), *a_tenth_of(names)}:
        single = rdflib.ConjunctiveGraph()
        for name in GRAPHS:
            for triple in graph(dataset, iri, name):
                single.get_context(rdflib.URIRef(f"{iri}#{name}")).add(triple)
        assert Nanopub(rdf=single).is_valid


@pytest.mark.parametrize("missing", GRAPHS)
def test_the_validity_test_can_fail(base: EvidenceBase, missing: str) -> None:
    from nanopub import Nanopub
    from nanopub.utils import MalformedNanopubError

    text = nanopublications(base, UNPUBLISHED)
    prefixes, first = text.split("\n\n")[:2]
    cut = re.sub(rf"^sub:{missing} \{{.*?^\}}\n", "", first + "\n", flags=re.MULTILINE | re.DOTALL)
    assert cut != first + "\n"
    single = rdflib.ConjunctiveGraph()
    single.parse(data=f"{prefixes}\n{cut}", format="trig")
    with pytest.raises(MalformedNanopubError):
        assert Nanopub(rdf=single).is_valid


def doi(key: str, base: EvidenceBase) -> rdflib.URIRef:
    return rdflib.URIRef(f"https://doi.org/{base.review.references[key].field('doi')}")


def test_the_paper_supports_or_disputes_the_claim(
    local: rdflib.Dataset, base: EvidenceBase
) -> None:
    # The transcription of Table 1 has Kruse (2018) for ECT and IL-6, and Rush (2016) against it.
    iri = "urn:claimweave:claims:ect-il6-predicts-response"
    claim, provenance = rdflib.URIRef(iri), graph(local, iri, "provenance")
    assert (doi("Kruse2018", base), CITO.supports, claim) in provenance
    assert (doi("Rush2016", base), CITO.disputes, claim) in provenance
    assert (doi("Kruse2018", base), CITO.disputes, claim) not in provenance
    assert not list(local.quads((claim, CITO.supports, None, None)))
    assert not list(local.quads((claim, CITO.disputes, None, None)))


def test_each_use_of_each_work_is_one_relation(site: Path, local: rdflib.Dataset) -> None:
    claims = json.loads((site / "data" / "claims.json").read_text(encoding="utf-8"))["claims"]
    works = json.loads((site / "data" / "references.json").read_text(encoding="utf-8"))[
        "references"
    ]
    name = {w["key"]: f"urn:claimweave:references:{w['key']}" for w in works}
    name |= {w["key"]: f"https://doi.org/{w['doi']}" for w in works if "doi" in w}
    relation = {
        "supports": CITO.supports,
        "contradicts": CITO.disputes,
        "background": CITO.givesBackgroundTo,
    }
    wanted = {
        (name[e["cites"]], relation[e["stance"]], f"urn:claimweave:claims:{c['id']}")
        for c in claims
        for e in c["evidence"]
        if e["cites"] != "SourceReview"
    }
    found = {(str(s), p, str(o)) for s, p, o, _ in local.quads() if p.startswith(CITO)}
    assert found == wanted
    assert {p for _, p, _ in found} >= {CITO.supports, CITO.disputes}


def test_a_claim_without_a_citation_is_supported_by_nothing(
    local: rdflib.Dataset, base: EvidenceBase
) -> None:
    only = [c for c in base.review.claims.values() if base.verdict(c) == "asserted-only"]
    assert only
    source = rdflib.URIRef("urn:claimweave:references:SourceReview")
    for claim in only:
        iri = f"urn:claimweave:claims:{claim.id}"
        provenance = graph(local, iri, "provenance")
        assert [p for _, p, _ in provenance if p in (CITO.supports, CITO.disputes)] == []
        derived = (rdflib.URIRef(f"{iri}#assertion"), PROV.wasDerivedFrom, source)
        assert derived in provenance


def test_the_assertion_is_the_claim_in_words(local: rdflib.Dataset, base: EvidenceBase) -> None:
    for claim in base.review.claims.values():
        iri = f"urn:claimweave:claims:{claim.id}"
        label = graph(local, iri, "assertion").value(rdflib.URIRef(iri), RDFS.label)
        assert str(label) == claim.text


def test_names_are_addresses_and_dated_only_where_both_are_known(
    base: EvidenceBase, local: rdflib.Dataset
) -> None:
    assert not list(local.quads((None, DCT.created, None, None)))
    dataset = parsed(base, PUBLISHED)
    iri = "https://reviews.example/mdd/claims/ect-il6-predicts-response/"
    info, nanopub = graph(dataset, iri, "pubinfo"), rdflib.URIRef(f"{iri}#nanopub")
    created = info.value(nanopub, DCT.created)
    assert created.toPython().isoformat() == "2026-01-31T08:00:00+00:00"
    assert str(info.value(nanopub, DCT.license)) == "https://creativecommons.org/licenses/by/4.0/"
    key = unidentified_key(base)
    unknown = rdflib.URIRef(f"https://reviews.example/mdd/references/{key}/")
    assert list(dataset.quads((unknown, CITO.supports, None, None)))


def test_hostile_text_stays_a_literal(base: EvidenceBase) -> None:

    claim = next(iter(base.review.claims.values()))
    hostile = 'a "b" \\ c\n} <x> . """ \x07 \u2028 @prefix'
    record = structs.replace(claim.record, claim=hostile)
    other = EvidenceBase(
        structs.replace(base.review, claims={claim.id: structs.replace(claim, record=record)})
    )
    dataset = parsed(other, UNPUBLISHED)
    labels = [str(o) for _, _, o, _ in dataset.quads((None, RDFS.label, None, None))]
    assert labels == [hostile]
