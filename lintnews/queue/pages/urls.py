"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from lintnews.queue.pages import people
from lintnews.queue.pages.password import PasswordPage

urlpatterns = [
    path("login", LoginView.as_view(template_name="queue/login.html"), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
    path("password", PasswordPage.as_view(), name="password"),
    path("people", people.people, name="people"),
    path("people/add", people.add, name="people-add"),
    path("people/<int:number>/role", people.role, name="people-role"),
    path("people/<int:number>/active", people.active, name="people-active"),
    path("people/tokens", people.add_token, name="token-add"),
    path("people/tokens/<int:number>/revoke", people.revoke, name="token-revoke"),
]
