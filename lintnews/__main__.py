"""``python -m lintnews`` is ``lintnews``."""

from lintnews.cli import main

if __name__ == "__main__":
    main()
