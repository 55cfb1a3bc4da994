"""The demonstration's commissions: one at least in every state, with what both sides said and paid."""

from commissions.demo import stage

__all__ = ["stage"]
