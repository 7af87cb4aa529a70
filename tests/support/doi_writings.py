"""How people write a DOI, and the DOI that they mean: the engine and the search of a page agree."""

from __future__ import annotations

OLD = "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2"

WRITINGS = [
    ("10.1000/182", "10.1000/182"),
    ("HTTPS://DOI.ORG/10.1000/ABC", "10.1000/abc"),
    ("dx.doi.org/10.1000/abc", "10.1000/abc"),
    ("doi.org/10.1000%2FABC.", "10.1000/abc"),
    ("10.1000%2Fabc", "10.1000/abc"),
    ("DOI 10.1000/abc", "10.1000/abc"),
    ("doi:10.1000/abc;", "10.1000/abc"),
    ("info:doi/10.1000/abc", "10.1000/abc"),
    ("https://doi.org/doi:10.1000/abc", "10.1000/abc"),
    ("10.1000/a%b", "10.1000/a%b"),
    (f"https://doi.org/{OLD.replace('<', '%3C').replace('>', '%3E').upper()}", OLD),
]
