from orders.memberships.models.membership import Membership, MembershipPeriod
from orders.memberships.models.tier import Tier, TierPrice

__all__ = ["Membership", "MembershipPeriod", "Tier", "TierPrice"]
