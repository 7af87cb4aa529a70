"""A review of one's own: what a new project holds, so that its checks pass from the first day."""
