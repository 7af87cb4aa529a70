"""The site: from the evidence base to pages, data, and what MkDocs makes of them."""
