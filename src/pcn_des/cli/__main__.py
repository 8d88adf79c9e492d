"""`python -m pcn_des.cli` is the command line."""

from pcn_des.cli import main

main()
