"""The interface over HTTP under /api/v1: the same queries as the command line, answered as JSON."""
