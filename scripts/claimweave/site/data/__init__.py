"""What the site publishes for programs: tables, linked data, descriptions of pages."""
