from accounts.models.roles import RoleGrant
from accounts.models.setup import SetupToken
from accounts.models.stages import StageChange
from accounts.models.user import LANGUAGE_CHOICES, User, UserManager

__all__ = ["LANGUAGE_CHOICES", "RoleGrant", "SetupToken", "StageChange", "User", "UserManager"]
