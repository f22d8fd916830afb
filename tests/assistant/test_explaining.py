"""Why an answer was given: every citation is found among what was compared, with the figures that chose it."""

from assistant.conversation import Assistant

QUESTION = "Where was the research conducted?"


def test_each_citation_has_its_place_and_figures(thesis_assistant: Assistant):
    answer = thesis_assistant.ask(QUESTION)
    why = thesis_assistant.compared(answer)
    assert [one.number for one in why.citations] == [c.number for c in answer.citations]
    first = why.citations[0]
    assert 1 <= first.rank <= why.passages
    assert 1 <= first.sentence_rank <= why.sentences
    assert first.near > 0
    assert first.sentence_near > 0
    assert abs(why.confidence - answer.confidence) < 1e-9
    assert why.confidence >= why.answer_from


def test_the_figures_are_those_of_explain(thesis_assistant: Assistant):
    answer = thesis_assistant.ask(QUESTION)
    first = thesis_assistant.compared(answer).citations[0]
    stages = thesis_assistant.explain(QUESTION)
    sentence = stages["sentences"][first.sentence_rank - 1]
    assert sentence["score"] == round(first.score, 4)
    assert sentence["start"] < answer.citations[0].end
    assert stages["passages"][first.rank - 1]["keyword"] == round(first.keyword, 4)


def test_a_question_that_was_not_answered_is_explained_by_its_nearest(thesis_assistant: Assistant):
    answer = thesis_assistant.ask("How many penguins live in Surabaya according to the budget?")
    assert answer.status == "not_found"
    why = thesis_assistant.compared(answer)
    assert len(why.citations) == len(answer.nearest)
    assert why.confidence < why.answer_from


def test_an_answer_within_chosen_documents_is_explained_within_them(thesis_assistant: Assistant):
    answer = thesis_assistant.ask(QUESTION, only=["thesis.id"])
    shown = answer.citations or answer.nearest
    assert {c.document.id for c in shown} == {"thesis.id"}
    assert all(one.rank for one in thesis_assistant.compared(answer, only=["thesis.id"]).citations)
