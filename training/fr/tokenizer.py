"""French tokenisation nearer to Universal Dependencies than the stock rules: compounds and «-t-il» stay whole."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_suffix_regex

WHOLE = """
quelqu'un Quelqu'un l'on L'on peut-être Peut-être J.-C. c'est-à-dire C'est-à-dire soi-disant celui-ci celle-ci ceux-ci
celles-ci celui-là celle-là ceux-là celles-là Celui-ci Celle-ci Ceux-ci Celles-ci aujourd'hui Aujourd'hui rendez-vous
Rendez-vous là-bas vis-à-vis M. MM. Mme Mmes Mlle Dr Me Mgr Pr av. jusqu'ici Jusqu'ici Royaume-Uni Pays-Bas J.-C. St.
""".split()
PRONOUNS = "je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|moi|toi|y|en"


@spacy.registry.callbacks("dragoman.french_tokenizer.v1")
def french_tokenizer() -> Callable[[Language], Language]:
    """Returns the callback that sets the rules; the trained pipeline stores their result, not this code."""

    def set_rules(nlp: Language) -> Language:
        def splits_hyphen(pattern: str) -> bool:
            return pattern.startswith("(?<=[") and any(f"])(?:{dash}" in pattern for dash in "-–—")

        infixes = [p for p in nlp.Defaults.infixes if not splits_hyphen(p)]  # type: ignore[union-attr]
        suffixes = [
            r"(?<=[a-zà-ÿA-Z])-t-(?:il|elle|on|ils|elles)",
            rf"(?<=[a-zà-ÿ])-(?:{PRONOUNS})",
            *(p for p in nlp.Defaults.suffixes if "clés" not in p),  # type: ignore[union-attr]
        ]
        nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        # The stock exceptions list «a-t-il» and thousands of place names; only what must stay whole is kept.
        rules = {w: r for w, r in nlp.tokenizer.rules.items() if "-t-" not in w}
        nlp.tokenizer.rules = rules
        for word in WHOLE:
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
        return nlp

    return set_rules
