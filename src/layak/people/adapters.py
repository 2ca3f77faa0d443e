"""Where allauth asks us: nobody signs up alone, people come by invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    """Lets an OpenID Connect log-in connect to an invited person, never create one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        """Never: an invitation makes the account."""
        return False
