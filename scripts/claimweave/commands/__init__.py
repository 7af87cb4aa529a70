"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import (
    build,
    check,
    comment,
    diff,
    explain,
    fmt,
    impact,
    init,
    new,
    render,
    schema,
    source,
)

COMMANDS = (build, check, comment, diff, explain, fmt, impact, init, new, render, schema, source)
