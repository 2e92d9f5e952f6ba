"""``python -m recount``."""

from recount.cli.main import run

if __name__ == "__main__":
    run()
