"""Signing in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_the_page_to_sign_in_is_the_only_one_that_is_open(client):
    page = client.get("/login")
    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert client.get("/static/queue/base.css").status_code == 200
    assert client.get("/static/report/base.css").status_code == 200


def test_after_five_wrong_passwords_the_door_is_locked(client, ben):
    said = {"username": "ben", "password": "wrong"}
    for _ in range(4):
        assert "do not fit together" in client.post("/login", said).content.decode()
    assert client.post("/login", said).status_code == 429
    right = {"username": "ben", "password": "battery staple"}
    locked = client.post("/login", right)
    assert locked.status_code == 429
    assert "quarter of an hour" in locked.content.decode()


def test_sessions_that_are_over_go_when_somebody_signs_in(client, ben):
    over = Session.objects.create(
        session_key="over", session_data="x", expire_date=timezone.now() - timedelta(seconds=1)
    )
    client.post("/login", {"username": "ben", "password": "battery staple"})
    (left,) = Session.objects.all()
    assert left.session_key == client.cookies["sessionid"].value != over.session_key
