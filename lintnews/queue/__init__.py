"""The review queue: a web server at which editors decide about findings.

Nothing else imports it but its commands. ``models`` is what is kept, ``work`` what is done with it,
``pages`` and ``api`` are its two doors.
"""
