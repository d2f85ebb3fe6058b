"""The gate itself: it must fail on a regression, name the sentences, and never lower a floor by itself."""

from __future__ import annotations

from pathlib import Path

from dragoman.evaluation import floors as gate
from dragoman.evaluation.examples import Example, Verdict, examples, verdict
from dragoman.evaluation.scoring import Report, Score
from dragoman.model import Article
from dragoman.pipeline import read_article

GOOD, BAD, OLD = (Example(f"accuse-{n}", "ACCUSE", f"Phrase {n}.", "CHL>PER", counter=False) for n in ("a", "b", "c"))


def verdicts(*wrong: Example) -> list[Verdict]:
    return [Verdict(e, e not in wrong, (), ()) for e in (GOOD, BAD, OLD)]


def test_a_lost_sentence_is_named_and_a_known_gap_is_not() -> None:
    floors = gate.Floors(sentences={"ACCUSE": 3}, gaps=["accuse-c"])
    assert gate.fallen_sentences(floors, "ACCUSE", verdicts(OLD)) == []
    fallen = "\n".join(gate.fallen_sentences(floors, "ACCUSE", verdicts(BAD, OLD)))
    assert "1 coded sentences come out right, 3 did" in fallen
    assert "accuse-b: Phrase b." in fallen
    assert "accuse-c" not in fallen


def test_scores_of_texts_that_fall_are_named() -> None:
    report = Report(events=Score(1, 1, 0), by_text={"x": Score(1, 1, 0), "y": Score(2, 0, 0)})
    floors = gate.measured(verdicts(), report, "h")
    assert gate.fallen_texts(floors, report) == []
    worse = Report(events=Score(1, 3, 0), by_text={"x": Score(0, 2, 0), "y": Score(2, 0, 0)}, noise=1)
    fallen = "\n".join(gate.fallen_texts(floors, worse))
    assert "events: 0.4000, it was 0.6667" in fallen
    assert "events on texts without politics: 1, there were 0" in fallen
    assert "x: F1 0.0000" in fallen
    assert "y:" not in fallen


def test_floors_go_through_their_file_and_tell_what_is_lower(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert gate.load(path) == gate.Floors()
    high = gate.measured(verdicts(), Report(events=Score(2, 0, 0)), "h")
    gate.save(high, path)
    assert gate.load(path) == high
    low = gate.measured(verdicts(BAD), Report(events=Score(1, 1, 0), noise=2), "h")
    assert list(gate.lowered(high, low)) == [
        "ACCUSE: 2 sentences right, 3 before", "events: 0.6667, 1.0 before", "noise: 2 events, 0 before",
    ]  # fmt: skip
    assert list(gate.lowered(low, high)) == []


def test_the_hash_is_that_of_the_answers_too(tmp_path: Path) -> None:
    empty = gate.digest(tmp_path)
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert gate.digest(tmp_path) != empty


def test_a_sentence_is_judged_by_type_and_sides() -> None:
    sentence = "La Norvège a condamné l'Érythrée."
    document = read_article(Article("x", "x", sentence, "fr"))
    right = Example("accuse-condamner", "ACCUSE", sentence, "NOR>ERI", counter=False)
    assert verdict(right, document).right
    turned = Example("accuse-condamner", "ACCUSE", sentence, "ERI>NOR", counter=False)
    assert not verdict(turned, document).right
    rule = document.events[0].rule
    assert not verdict(Example(rule, "ACCUSE", sentence, "", counter=True), document).right
    assert verdict(Example("accuse-another", "ACCUSE", sentence, "", counter=True), document).right


def test_every_type_has_examples_and_ids_are_unique() -> None:
    found = list(examples())
    assert len({e.id for e in found}) == len(found)
    assert {e.type for e in found if e.counter} == {e.type for e in found}


def test_unseen_parts_have_floors_that_noise_may_not_pass(tmp_path: Path) -> None:
    good = {"open": Report(events=Score(3, 1, 1), noise=1, calm_sentences=100)}
    floors = gate.measured(verdicts(), Report(), "h", good, "u")
    assert floors.parts["open"]["noise"] == 10.0
    assert gate.fallen_parts(floors, good) == []
    worse = {"open": Report(events=Score(2, 2, 1), noise=3, calm_sentences=100)}
    assert gate.fallen_parts(floors, worse) == [
        "open, events: 0.5714, it was 0.75", "open, noise: 30.0, it was 10.0",
    ]  # fmt: skip
    low = gate.measured(verdicts(), Report(), "h", worse, "u")
    assert list(gate.lowered(floors, low)) == [
        "open, events: 0.5714, 0.75 before", "open, noise: 30.0, 10.0 before",
    ]  # fmt: skip
    assert list(gate.lowered(floors, gate.measured(verdicts(), Report(), "h", worse, "other texts"))) == []


def test_the_hash_of_the_unseen_takes_dispatches_and_sentences(tmp_path: Path) -> None:
    hashes = [gate.unseen_digest(tmp_path)]
    for name in ("sentences.yaml", "aside/a.json", "dispatches/a.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("[]", encoding="utf-8")
        hashes.append(gate.unseen_digest(tmp_path))
    assert len(set(hashes)) == len(hashes)
