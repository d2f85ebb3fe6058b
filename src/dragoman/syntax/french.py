"""French as the press writes it, for spaCy: tokens as Universal Dependencies has them, and quick to load.

spaCy's own French splits hyphenated compounds («Royaume-Uni», «ceux-ci») that the treebanks keep whole, and spends
seconds compiling patterns for compounds; without a hyphen rule neither is needed.
"""

from __future__ import annotations

from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
    UNITS,
)
from spacy.lang.punctuation import TOKENIZER_PREFIXES
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.language import BaseDefaults, Language
from spacy.symbols import ORTH
from spacy.util import registry

WHOLE = """
M. MM. Mme Mmes Mlle Dr Dr. Me Mgr Pr Pr. St. Ste. av. janv. févr. avr. juill. sept. oct. nov. déc. n° cf. p. J.-C. gén. Gén.
quelqu'un Quelqu'un l'on L'on aujourd'hui Aujourd'hui jusqu'ici Jusqu'ici jusqu'alors c'est-à-dire C'est-à-dire
presqu'île prud'homme prud'hommes entr'ouvert quelqu'une rendez-vous Rendez-vous vis-à-vis Cox's
celui-ci celle-ci ceux-ci celles-ci celui-là celle-là ceux-là celles-là Celui-ci Celle-ci Ceux-ci Celles-ci
""".split()
PRONOUNS = "je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|moi|toi|y|en"
APOSTROPHES = "'’"


class FrenchPressDefaults(BaseDefaults):
    """The tokenizer's rules: elisions and inverted pronouns are split, compounds stay whole."""

    tokenizer_exceptions = {**BASE_EXCEPTIONS, **{word: [{ORTH: word}] for word in WHOLE}}
    prefixes = [*TOKENIZER_PREFIXES, rf"(?:[dlnDLN][{APOSTROPHES}])(?=[{ALPHA}])"]
    suffixes = [
        rf"(?<=[{ALPHA}])-t-(?:il|elle|on|ils|elles)",
        rf"(?<=[{ALPHA_LOWER}])-(?:{PRONOUNS})",
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        r"(?<=[0-9])\+",
        r"(?<=[0-9])%",
        rf"(?<=[0-9])(?:{CURRENCY})",
        rf"(?<=[0-9])(?:{UNITS})",
        rf"(?<=[0-9{ALPHA_LOWER}%²\-\+(?:{CONCAT_QUOTES})])\.",
        rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.",
    ]
    infixes = [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+\-\*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}][{APOSTROPHES}])(?=[{ALPHA}])",
    ]


@registry.languages("fr_press")
class FrenchPress(Language):  # type: ignore[no-untyped-call]
    """The language of Dragoman's own French pipeline."""

    lang = "fr_press"
    Defaults = FrenchPressDefaults
