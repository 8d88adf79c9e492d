"""Tables: answers as polars, pandas or pyarrow tables."""
