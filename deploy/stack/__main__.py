"""`python -m deploy.stack with -- COMMAND`."""

from __future__ import annotations

import sys

from deploy.stack import throwaway
from deploy.stack.processes import StartFailed

USAGE = "usage: python -m deploy.stack with -- COMMAND..."


def main(arguments: list[str]) -> int:
    match arguments:
        case ["with", "--", *command] if command:
            return throwaway.run_with(command)
        case _:
            sys.stderr.write(f"{USAGE}\n")
            return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartFailed as problem:
        sys.stderr.write(f"\n{problem}\n")
        sys.exit(1)
