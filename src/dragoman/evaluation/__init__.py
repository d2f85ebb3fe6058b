"""Scores against coded texts and coded sentences, and the floors under which no score may fall."""
