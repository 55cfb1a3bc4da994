"""A believable market for looking around: drawn by seed, built through the services only."""
