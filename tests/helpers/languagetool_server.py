"""A server that answers as LanguageTool would, or as no server should."""

import json
import re
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

WORDS = {
    "qqgrammar": ("HE_VERB_AGR", "GRAMMAR"),
    "qqmarks": ("SENTENCE_WHITESPACE", "TYPOGRAPHY"),
    r"\bQqname": ("MORFOLOGIK_RULE_EN_US", "TYPOS"),
    "eQqname": ("MORFOLOGIK_RULE_EN_US", "TYPOS"),
    "the the": ("ENGLISH_WORD_REPEAT_RULE", "MISC"),
}
"""What it objects to, with the rule and the category."""


LANGUAGES = ("en-US", "en-GB", "en-AU")


class FakeServer:
    """Keeps the paragraphs it is asked about, and their languages; ``answer`` may be replaced."""

    def __init__(self, url):
        self.url = url
        self.asked = []
        self.languages = []
        self.version_asked = 0
        self.version = "6.6"
        self.answer = self.matches

    def matches(self, paragraph):
        """The status and the body of the answer about a paragraph."""
        found = [
            {
                "offset": units(paragraph[: place.start()]),
                "length": units(place[0]),
                "message": f"There is something about {word}.",
                "replacements": [{"value": "better"}],
                "context": {"text": paragraph, "offset": 0},
                "rule": {"id": rule, "issueType": "x", "category": {"id": category}},
            }
            for word, (rule, category) in WORDS.items()
            for place in re.finditer(word, paragraph)
        ]
        return 200, json.dumps({"matches": found}).encode()


def units(text):
    """The length of a text in UTF-16, as Java counts."""
    return len(text.encode("utf-16-le")) // 2


def dawdling(seconds):
    """An answer that takes its time."""

    def answer(paragraph):
        time.sleep(seconds)
        return 200, b'{"matches": []}'

    return answer


@contextmanager
def fake_server(port=0):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path.startswith("/v2/languages"):
                known = [{"code": "en", "longCode": code} for code in LANGUAGES]
                self.send(200, json.dumps(known).encode())
            else:
                fake.version_asked += 1
                software = {"version": fake.version, "buildDate": "today"} if fake.version else {}
                self.send(200, json.dumps({"software": software, "matches": []}).encode())

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            question = parse_qs(self.rfile.read(length).decode())
            (paragraph,) = question["text"]
            fake.asked.append(paragraph)
            fake.languages += question["language"]
            answer = fake.answer(paragraph)
            if answer is None:
                self.close_connection = True
            else:
                self.send(*answer)

        def send(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *about):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """Clients may go away."""

    server = Server(("127.0.0.1", port), Handler)
    fake = FakeServer(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with fake_server(int(sys.argv[1])):
        while True:
            time.sleep(1)
