"""The first code in the sandbox: it closes the door, then serves as a kernel.

python -P -m jupyter_analyst.inside.boot -f CONNECTION_FILE
"""

from __future__ import annotations

import sys

from jupyter_analyst.inside import kernel, walls
from jupyter_analyst.inside.orders import Orders


def main() -> None:
    """Close the door and serve until told to stop."""
    orders = Orders.from_environment()
    walls.close(orders)
    kernel.serve(sys.argv[1:], orders.preload)


if __name__ == "__main__":
    main()
