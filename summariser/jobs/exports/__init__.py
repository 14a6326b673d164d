"""The files that a run leaves: JSON lines, CSV, XLSX, Parquet, pages."""
