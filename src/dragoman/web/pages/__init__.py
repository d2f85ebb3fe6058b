"""The pages, one module for each group: what an address asks for, and the template that answers."""
