"""Limits that a test waits for, and a work that a registry of a test knows."""

from __future__ import annotations

from claimweave.references.lookup.web import Limits

LIMITS = Limits(wait=10, whole=40, size=20_000, tries=3, redirects=2, back_off=0.01)
HASTY = Limits(wait=0.3, whole=0.6, tries=2, back_off=0.01)
BARLEY = "10.1000/barley"
RYE = """<PubmedArticle><MedlineCitation><PMID Version="1">12345</PMID><Article><Journal>
<JournalIssue><Volume>3</Volume><Issue>2</Issue><PubDate>
<MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue>
<Title>Journal of Fields</Title></Journal><ArticleTitle>Rye and <i>its</i> soil.</ArticleTitle>
<Pagination><MedlinePgn>637-41</MedlinePgn></Pagination>
<AuthorList CompleteYN="N"><Author><LastName>Öz</LastName><ForeName>Ali B</ForeName></Author>
<Author><CollectiveName>The Rye Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">12345</ArticleId>
<ArticleId IdType="doi">10.1000/RYE</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""
