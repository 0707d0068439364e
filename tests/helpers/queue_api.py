"""A program that uses the API of the queue."""

import json

from django.test import Client

from lintnews.queue.models import Scope
from lintnews.queue.work.tokens import make_token


class Program:
    """Asks with a token of a user; the answers are those of Django's test client."""

    def __init__(self, user, *scopes, **options):
        self.token, self.text = make_token(
            f"{user.username} {'+'.join(scopes)}",
            user,
            [Scope(one) for one in scopes],
            None,
            **options,
        )
        self.client = Client(headers={"Authorization": f"Bearer {self.text}"})
        self.client.raise_request_exception = False

    def get(self, path, **query):
        return self.client.get(f"/api/{path}", query)

    def post(self, path, said=None, **fields):
        body = fields if said is None else said
        return self.client.post(f"/api/{path}", json.dumps(body), content_type="application/json")
