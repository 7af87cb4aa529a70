"""The commands: a module for each, found by its name and imported when it is called.

Each has `add_to(subparsers)`, which adds its arguments, and `run(options)`, which returns the exit
status.
"""

COMMANDS = (
    "build",
    "check",
    "cite",
    "comment",
    "diff",
    "explain",
    "export",
    "fmt",
    "impact",
    "init",
    "new",
    "next",
    "rename",
    "render",
    "schema",
    "serve",
    "source",
    "verify",
)
