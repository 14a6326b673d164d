"""What commands show and write: results in a terminal, files, pages, tables, progress."""
