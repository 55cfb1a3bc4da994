"""`python -m deploy.stack run`, `... manage COMMAND` beside it, and `... with -- COMMAND`."""

from __future__ import annotations

import sys

from deploy.stack.beside import manage
from deploy.stack.processes import StartFailed
from deploy.stack.run import Run
from deploy.stack.throwaway import run_with

USAGE = """usage: python -m deploy.stack run [--until-parent-ends]
       python -m deploy.stack manage COMMAND...
       python -m deploy.stack with -- COMMAND..."""


def main(arguments: list[str]) -> int:
    match arguments:
        case ["with", "--", *command] if command:
            return run_with(command)
        case ["manage", *arguments]:
            return manage(arguments)
        case ["run"]:
            return Run().main()
        case ["run", "--until-parent-ends"]:
            return Run(until_parent_ends=True).main()
        case _:
            sys.stderr.write(f"{USAGE}\n")
            return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartFailed as problem:
        sys.stderr.write(f"\n{problem}\n")
        sys.exit(1)
