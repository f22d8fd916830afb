"""The reading list of a plan: what its quotations rest on."""

from assistant.training.session.plan import Plan
from index.document import Source


def reading_list(plan: Plan) -> tuple[Source, ...]:
    """The sources of all quotations of a plan, tests included, each once, in the order of reading."""
    of_messages = [c for message in plan.messages() for c in message.citations]
    of_items = [c for test in (*plan.pre_test, *plan.post_test) for c in test.item.citations]
    sources: dict[str, Source] = {}
    for citation in (*of_messages, *of_items):
        alone = Source(citation.document.id, "", citation.document.title, "", "")
        for source in citation.sources or (alone,):
            sources.setdefault(source.id, source)
    return tuple(sources.values())
