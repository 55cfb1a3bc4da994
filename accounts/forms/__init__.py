from accounts.forms.profile import ProfileForm
from accounts.forms.roles import RoleForm
from accounts.forms.setup import SetupForm

__all__ = ["ProfileForm", "RoleForm", "SetupForm"]
