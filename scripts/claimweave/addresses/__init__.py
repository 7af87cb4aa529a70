"""Where each thing has its page on the site: what rules, reports and pages all ask."""
