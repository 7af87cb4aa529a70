"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import (
    build,
    check,
    diff,
    explain,
    export,
    fmt,
    impact,
    init,
    render,
    schema,
    source,
)

COMMANDS = (build, check, diff, explain, export, fmt, impact, init, render, schema, source)
