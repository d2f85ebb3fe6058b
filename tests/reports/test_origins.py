"""Who stands behind a happening, what one made of another's report, and the same words told elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.document import Document
from dragoman.model import (
    Article,
    Basis,
    Derivation,
    Disagreement,
    Interval,
    Party,
    Reading,
    Span,
    Statement,
    Story,
    Turn,
)
from dragoman.register import Register
from dragoman.reports.cards import card
from dragoman.reports.origins import origins, told_elsewhere
from dragoman.reports.rewriting import changes

REPORT = (
    "Les pêcheurs de Saint-Louis ont bloqué mardi le port, où 12 pirogues mauritaniennes avaient accosté.\n"
    "Le préfet a promis que les licences seraient rendues avant la fin du carême.\n"
    "Un hélicoptère de la gendarmerie a survolé la langue de Barbarie toute la matinée.\n"
    "Le raid a fait 31 blessés parmi les dockers, selon l'hôpital régional."
)
MADE = (
    "Les pêcheurs de Saint-Louis ont bloqué mardi le port, où 12 pirogues mauritaniennes avaient accosté.\n"
    "Les licences seront rendues avant la fin du carême, selon la promesse.\n"
    "Le raid a fait 13 blessés parmi les dockers, selon l'hôpital régional.\n"
    "Dakar exporte chaque année du thon vers Bilbao et Vigo."
)


def document(name: str, text: str, *said: Statement) -> Document:
    """A document of these words."""
    return Document(Article(name, f"{name}.txt", text, "fr"), statements=said)


def statement(name: str, article: str, text: str, words: str, actor: str | None = "prefet") -> Statement:
    """Somebody's words."""
    start = text.index(words)
    who = Party(actor, "le préfet", "SEN")
    return Statement(name, article, who, "direct", "dire", "asserted", start, start + len(words), words,
                     Span(start, start, ""), "test")  # fmt: skip


def test_what_a_rewriter_cut_added_and_changed() -> None:
    promise = statement("s", "report", REPORT, "les licences seraient rendues avant la fin du carême")
    found = changes(document("report", REPORT, promise), document("made", MADE))
    told = {(c.kind, c.note) for c in found if c.kind != "voice"}
    assert told == {("figure", "injured: 31 → 13"), ("added", ""), ("cut", "")}
    added = next(c for c in found if c.kind == "added")
    assert added.after and "Bilbao" in added.after.text and added.before is None
    cut = next(c for c in found if c.kind == "cut")
    assert cut.before and "hélicoptère" in cut.before.text and cut.after is None
    assert [c.note for c in found if c.kind == "voice"] == ["le préfet"]


def test_a_faithful_copy_changes_nothing() -> None:
    assert changes(document("a", REPORT), document("b", REPORT)) == ()


def test_reports_are_grouped_by_origin(tmp_path: Path) -> None:
    ties = [
        Derivation("d1", "b", "a", None, "copies", (Basis("overlap:agency copy", "les licences"),)),
        Derivation("d2", "c", None, "AFP", "rewrites"),
        Derivation("d3", "d", None, "AFP", "rewrites"),
    ]
    with Register(tmp_path / "o.db") as register:
        for name in "abcde":
            register.add(document(name, f"{REPORT} {name}"))
        register.link([Story("s", tuple("abcd"), "Le port")], [], ties, of="x")
        found = origins(register, "abcde")
        register.link([Story("s", tuple("abc"), "Le port")], [], ties, of="y")
        apart = origins(register, "abcde")
    assert [o.articles for o in found] == [("a", "b"), ("c", "d"), ("e",)]
    assert found[0].ties == (ties[0],) and found[1].named == ("AFP",)
    assert [o.articles for o in apart] == [("a", "b"), ("c",), ("d",), ("e",)]


def test_the_same_words_are_found_elsewhere(tmp_path: Path) -> None:
    words = "La mer ne rend que ce qu'elle veut, jamais ce qu'on lui réclame"
    texts = {
        "a": f"« {words} », dit le préfet.",
        "b": f"« {words}. » Voilà tout.",
        "c": f"« {words} », écrit un poète.",
    }
    said = {n: statement(f"s{n}", n, t, words, actor="poete" if n == "c" else "prefet") for n, t in texts.items()}
    with Register(tmp_path / "o.db") as register:
        for name, text in texts.items():
            register.add(document(name, text, said[name]))
        assert [s.article for s in told_elsewhere(register, said["a"])] == ["b"]
        shown = "\n".join(card(register, "sa"))
    assert "elsewhere  in 1 other articles, 2 independent origins" in shown


def test_the_card_of_a_happening_shows_history_and_where_accounts_part(register_file: Path, tmp_path: Path) -> None:
    with Register(register_file, read_only=True) as register:
        (happening,) = register.occurrences()
        documents = list(register.documents())
    first, second = happening.events
    parted = Disagreement(
        "figure", "dead", "disagreement",
        (Reading("12", (first,), ("AFP",), date(2025, 3, 4)), Reading("31", (second,), ("Reuters",), None)),
    )  # fmt: skip
    later = Interval(date(2025, 3, 20), date(2025, 3, 20))
    turns = (Turn(date(2025, 3, 1), "planned", first), Turn(date(2025, 3, 4), "postponed", second, later))
    with Register(tmp_path / "o.db") as register:
        for one in documents:
            register.add(one)
        full = replace(happening, disagreements=(parted,), history=turns, participants=(Party("ken", "Kenya", "KEN"),))
        register.link([], [full], [], of="x")
        shown = "\n".join(card(register, happening.id))
    assert "2025-03-04  postponed to 2025-03-20" in shown
    assert "disagreement in the figure of dead" in shown
    assert "12  AFP  told 2025-03-04" in shown and "31  Reuters  told on an unknown day" in shown
    assert "who        Kenya (KEN)" in shown
