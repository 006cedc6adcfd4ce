"""Pages of the desk over HTTP: one sheet of HTML each, nothing fetched from elsewhere."""
