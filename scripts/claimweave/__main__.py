"""`python -m claimweave` is the command `claimweave`."""

from claimweave.cli import run

if __name__ == "__main__":
    run()
