"""The page at which people change their own password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from lintnews.queue.address import address_of
from lintnews.queue.pages.access import user_of
from lintnews.queue.work.auditing import note


class PasswordPage(PasswordChangeView):
    """Asks for the old password and the new one; all other sessions of the user end with it."""

    template_name = "queue/password.html"
    success_url = reverse_lazy("password")

    def form_valid(self, form: Any) -> HttpResponse:
        """Change the password, and keep this session."""
        response = super().form_valid(form)
        user = user_of(self.request)
        note(user, "user.password", user.username, address=address_of(self.request))
        messages.success(
            self.request, "The password is changed. Wherever else you were signed in, you are out."
        )
        return response
