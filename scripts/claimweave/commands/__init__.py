"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import (
    build,
    check,
    cite,
    diff,
    explain,
    fmt,
    impact,
    init,
    render,
    schema,
    source,
    verify,
)

COMMANDS = (build, check, cite, diff, explain, fmt, impact, init, render, schema, source, verify)
