"""The commands: each module adds its own arguments and runs."""

from claimweave.commands import check, explain, render, schema, source

COMMANDS = (check, explain, render, schema, source)
