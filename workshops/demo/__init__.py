"""The demonstration's programme: workshops and events in every state, with people who come to them."""

from workshops.demo import stage

__all__ = ["stage"]
