"""`python -m claimweave` is the command `claimweave`."""

from claimweave.commands.command_line import run

if __name__ == "__main__":
    run()
