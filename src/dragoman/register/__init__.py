"""The lasting record of what was read, and the language in which it is asked."""

from dragoman.register.parsing import QueryError, parse
from dragoman.register.query import EVERYTHING, Query, Term
from dragoman.register.searching import Count, Hit, Page
from dragoman.register.store import Register

__all__ = ["EVERYTHING", "Count", "Hit", "Page", "Query", "QueryError", "Register", "Term", "parse"]
