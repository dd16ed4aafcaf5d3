"""`python -m factledger.cli`: the command where the script is not on the path."""

import sys

from factledger.cli import main

sys.exit(main())
