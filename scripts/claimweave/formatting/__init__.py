"""One canonical form for claim files, study sheets and the bibliography, with no change of data."""
