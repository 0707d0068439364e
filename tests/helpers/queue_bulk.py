"""Decides about many findings as somebody does who has just been shown them."""

from lintnews.queue.work.deciding import bulk, digest_of


def bulk_as_shown(findings, user, verdict, filter=""):
    return bulk(findings, digest_of(findings, user), user, verdict, filter)
