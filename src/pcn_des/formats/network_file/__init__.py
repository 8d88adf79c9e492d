"""The file of a network: read from TOML, JSON or a workbook, checked as a whole, and written again."""
