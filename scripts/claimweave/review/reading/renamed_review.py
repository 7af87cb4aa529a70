"""A review under other names: what cites an old key, or names an old id, means the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.review.reading.mentions import OF_SENTENCES, is_another_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.claim import Check, Claim, Reading
    from claimweave.review.ledger import Exemptions
    from claimweave.review.reading.page_reader import Page
    from claimweave.review.review import Review


def under_new_names(review: Review, new: Mapping[str, str]) -> Review:
    """Return the review as it would be if each old name were written as the new one."""
    if not new:
        return review
    claims = {old: now for old, now in new.items() if now in review.claims}
    asked = {old: now for old, now in claims.items() if not is_another_word(review, old)}
    settings = review.settings
    if settings and settings.source in new:
        settings = structs.replace(settings, source=new[settings.source])
    studies = {
        (key if (to := new.get(key, key)) in review.studies else to): study
        for key, study in review.studies.items()
    }
    return structs.replace(
        review,
        settings=settings,
        claims={name: _claim(claim, new, asked) for name, claim in review.claims.items()},
        stubs={
            name: stub._replace(rest=_claim(stub.rest, new, asked))
            for name, stub in review.stubs.items()
        },
        studies={key: study._replace(key=key) for key, study in studies.items()},
        pages=tuple(_page(page, new) for page in review.pages),
        exemptions=_exemptions(review.exemptions, new),
    )


def under_new_ids(review: Review, new: Mapping[str, str]) -> Review:
    """Return the review as it would be if claims had these ids, which none of them has yet."""
    claims = {
        (name := new.get(claim.id, claim.id)): structs.replace(
            claim, id=name, path=f"{claim.path.rpartition('/')[0]}/{name}.yml"
        )
        for claim in review.claims.values()
    }
    return under_new_names(structs.replace(review, claims=claims), new)


def _claim(claim: Claim, new: Mapping[str, str], asked: Mapping[str, str]) -> Claim:
    record = claim.record
    names = {*record.rests_on, *record.opposes, *(e.cites for e in record.evidence)}
    check = _check(record.check, asked) if record.check else None
    if names.isdisjoint(new) and check is record.check:
        return claim
    renamed = structs.replace(
        record,
        rests_on=tuple(new.get(name, name) for name in record.rests_on),
        opposes=tuple(new.get(name, name) for name in record.opposes),
        evidence=tuple(
            structs.replace(item, cites=new.get(item.cites, item.cites)) for item in record.evidence
        ),
        check=check,
    )
    return structs.replace(claim, record=renamed)


def _check(check: Check, asked: Mapping[str, str]) -> Check:
    """Return a check whose queries compare with the new name."""
    now_asked: dict[str, Reading] = {}
    for name, reading in check.readings.items():
        for old, now in asked.items():
            if reading.compares_with(old):
                sql = now_asked.get(name, reading).sql.replace(f"'{old}'", f"'{now}'")
                now_asked[name] = structs.replace(reading, sql=sql)
    return structs.replace(check, readings={**check.readings, **now_asked}) if now_asked else check


def _page(page: Page, new: Mapping[str, str]) -> Page:
    if not any(name in new for name, _ in (*page.woven, *page.named)):
        return page
    return page._replace(
        woven=tuple((new.get(name, name), span) for name, span in page.woven),
        named=tuple((new.get(key, key), span) for key, span in page.named),
    )


def _exemptions(exemptions: Exemptions, new: Mapping[str, str]) -> Exemptions:
    renamed = {
        rule: {
            subject if rule in OF_SENTENCES else new.get(subject, subject): reason
            for subject, reason in subjects.items()
        }
        for rule, subjects in exemptions.exemptions.items()
    }
    return structs.replace(exemptions, exemptions=renamed)
