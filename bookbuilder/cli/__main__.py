"""Does for `python -m bookbuilder.cli VERB` what `python build.py VERB` does, without the front door."""

import sys

from bookbuilder.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
