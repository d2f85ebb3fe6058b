"""Sources into articles: files of all kinds, folders, standard input and web addresses, each read or set aside."""

from dragoman.reading.sources import article_of_text, read

__all__ = ["article_of_text", "read"]
