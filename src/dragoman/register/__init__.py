"""The lasting record of what was read, and the language in which it is asked."""

from dragoman.register.analysts import Register
from dragoman.register.parsing import QueryError, parse
from dragoman.register.query import EVERYTHING, Query, Term
from dragoman.register.revised import Revision
from dragoman.register.searching import Count, Hit, Page
from dragoman.register.watching import Kept

__all__ = ["EVERYTHING", "Count", "Hit", "Kept", "Page", "Query", "QueryError", "Register", "Revision", "Term", "parse"]
