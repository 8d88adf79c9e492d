"""`python -m pcn_des` is the command line."""

from pcn_des.cli import main

main()
