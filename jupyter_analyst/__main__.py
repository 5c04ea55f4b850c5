"""`python -m jupyter_analyst ...`: the same as `jupyter analyst ...`."""

import sys

from jupyter_analyst.cli import main

sys.exit(main())
