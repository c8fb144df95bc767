from graph.identity.evaluation.figures import evaluate


def test_perfect_assignment_scores_one() -> None:
    truth = {"a": 1, "b": 1, "c": 2}
    result = evaluate(truth, {"a": "x", "b": "x", "c": "y"})
    assert (result.precision, result.recall, result.f1, result.b3_f1) == (1.0, 1.0, 1.0, 1.0)


def test_figures_of_a_split_and_a_wrong_merge() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    result = evaluate(truth, {"a": "x", "b": "x", "c": "y", "d": "y"})
    # true pairs ab, ac, bc; found ab, cd; correct ab
    assert (result.true_pairs, result.found_pairs, result.correct_pairs) == (3, 2, 1)
    assert result.precision == 1 / 2
    assert result.recall == 1 / 3
    # B³ precision: a 1, b 1, c 1/2, d 1/2; recall: a 2/3, b 2/3, c 1/3, d 1
    assert result.b3_precision == 3 / 4
    assert abs(result.b3_recall - (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4) < 1e-12


def test_a_record_without_assignment_stands_alone() -> None:
    result = evaluate({"a": 1, "b": 2}, {})
    assert (result.found_pairs, result.precision, result.recall) == (0, 1.0, 1.0)
