"""What is done with what the queue keeps; pages, programs and workers all come here."""
