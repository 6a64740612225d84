"""From `python -m bookbuilder.cli VERB` to the same as `python build.py VERB`, without the front door."""

import sys

from bookbuilder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
