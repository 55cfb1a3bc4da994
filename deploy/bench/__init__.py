"""`make bench`: what the house costs, each time beside a bare baseline measured in the same run."""
