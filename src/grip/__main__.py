"""`python -m grip`: the same as the command `grip`."""

from grip.cli import main

main()
