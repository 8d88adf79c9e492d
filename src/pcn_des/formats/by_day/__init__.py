"""What the contract says of one thing on every day, as plain values for JSON: for programs that do not run Python.

`roles`, `entries`, `terms` and `whole` have a function for each kind of file; `reading` has the way back, from a file
to what Python answers on a day: a few lines, to be written again in any language.
"""
