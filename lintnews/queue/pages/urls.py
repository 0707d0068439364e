"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from lintnews.queue.pages import account, bulk, desk

urlpatterns = [
    path("", desk.queue, name="queue"),
    path("findings/<int:pk>/decide", desk.decide, name="decide"),
    path("findings/<int:pk>/assign", desk.assign, name="assign"),
    path("undo", desk.undo, name="undo"),
    path("bulk", bulk.bulk, name="bulk"),
    path("account", account.account, name="account"),
    path("account/keys", account.change_keys, name="account-keys"),
    path("account/password", account.change_password, name="account-password"),
    path("login", LoginView.as_view(template_name="queue/login.html"), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
]
