"""Asking the registries: Crossref for DOIs, PubMed for PMIDs. All that goes online is here.

The requests are made with urllib3, and not with a client for Crossref such as habanero. Such a
client reads an answer of any length into memory, waits for one that trickles for as long as it
trickles, does not follow the redirect of a DOI that was merged into another, and knows no
`Retry-After`; and it opens its connections itself, so that no limit can be set from outside.
"""
