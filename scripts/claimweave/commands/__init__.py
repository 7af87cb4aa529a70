"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import (
    build,
    check,
    cite,
    comment,
    diff,
    explain,
    export,
    fmt,
    impact,
    init,
    new,
    render,
    schema,
    serve,
    source,
    verify,
)

COMMANDS = (
    build,
    check,
    cite,
    comment,
    diff,
    explain,
    export,
    fmt,
    impact,
    init,
    new,
    render,
    schema,
    serve,
    source,
    verify,
)
