"""The pages: a register read, followed, compared and corrected in a browser, and its interface over HTTP."""
