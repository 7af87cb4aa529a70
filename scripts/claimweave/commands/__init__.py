"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import (
    build,
    check,
    diff,
    explain,
    fmt,
    impact,
    init,
    render,
    schema,
    serve,
    source,
)

COMMANDS = (build, check, diff, explain, fmt, impact, init, render, schema, serve, source)
