# The tasks of this repository: `just` lists them. Each is one line that also runs without just.

default:
    @just --list

# The tests, quick profile, on all cores; those marked thorough are left to .ci/run
test *ARGS:
    python -m pytest -n auto {{ARGS}}

# Lint, format, types, layers, dependencies
lint:
    ruff check .
    ruff format --check .
    mypy
    lint-imports
    deptry src

# The documentation: built with warnings as errors, its links, in a browser where there is one, its examples, its notebooks
docs:
    mkdocs build --strict --quiet --site-dir site
    python docs/making/links.py site
    python tests/site/run.py site
    python docs/run_examples.py
    python docs/run_notebooks.py

# The site that `just docs` built, in a browser (needs Node and Chromium)
browse:
    python tests/site/run.py site

# How fast it is
bench:
    python tests/benchmarks/run.py

# Everything that has to be true before a change lands, in new environments
ci:
    .ci/run
