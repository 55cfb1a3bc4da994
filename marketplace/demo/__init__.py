"""A believable market for looking around: drawn by seed, built through the services only."""

from marketplace.demo.stages import Context, stage

__all__ = ["Context", "stage"]
