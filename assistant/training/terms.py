"""Questions from sentences that define a term."""

from assistant.training.choosing import WRONG, is_balanced, rng_for
from assistant.training.definitions import Definition
from assistant.training.item import Item, Pair
from assistant.training.workshop import PAIRS, Workshop, choice, cited, matching

_NEAREST = 12
"""Other definitions that wrong options are taken from."""


def term_choice(shop: Workshop, definition: Definition) -> Item | None:
    """Multiple choice, easy: the term that a description fits."""
    rng = rng_for(shop.seed, shop.words, definition.statement.text, "term")
    wrong: list[str] = []
    for other in _alike(shop, definition):
        claim = definition.statement.text.replace(definition.subject, other.subject, 1)
        if shop.checker.is_wrong(claim, definition.statement.row, other.names, beside_own=False):
            wrong.append(other.term)
        if len(wrong) == WRONG:
            break
    options = [definition.term, *wrong]
    if len(wrong) < WRONG or len(set(options)) <= WRONG:
        return None
    question = shop.words.frame("definition", description=definition.description)
    return choice(shop, definition.statement, "easy", question, definition.term, wrong, rng)


def ending_choice(shop: Workshop, definition: Definition) -> Item | None:
    """Multiple choice, easy: how a defining sentence goes on."""
    rng = rng_for(shop.seed, shop.words, definition.statement.text, "ending")
    wrong: list[str] = []
    for other in _alike(shop, definition):
        if other.verb != definition.verb or not is_balanced(
            [definition.description, other.description], definition.description
        ):
            continue
        claim = f"{definition.subject} {definition.verb} {other.description}."
        if shop.checker.is_wrong(claim, other.statement.row, definition.names):
            wrong.append(other.description)
        if len(wrong) == WRONG:
            break
    options = [definition.description, *wrong]
    if len(wrong) < WRONG or not is_balanced(options, definition.description):
        return None
    question = shop.words.frame("completion", subject=definition.subject, verb=definition.verb)
    return choice(shop, definition.statement, "easy", question, definition.description, wrong, rng)


def _alike(shop: Workshop, definition: Definition) -> list[Definition]:
    """Definitions of other things, the nearest first; each thing once, and none of this one under another name."""
    forms = {form.casefold() for form in definition.names}
    others = [
        other for other in shop.definitions if not forms & {form.casefold() for form in other.names}
    ]
    nearness = shop.checker.nearness
    others.sort(key=lambda o: (-nearness(definition.statement, o.statement), o.statement.row))
    distinct: dict[str, Definition] = {}
    for other in others:
        if not any(name.casefold() in distinct for name in other.names):
            distinct |= {name.casefold(): other for name in other.names}
    return list(dict.fromkeys(distinct.values()))[:_NEAREST]


def term_answer(shop: Workshop, definition: Definition) -> Item | None:
    """Short answer: the term that a description fits, for terms of the glossary, in any of their forms."""
    if not definition.forms:
        return None
    citation = cited(shop, definition.statement)
    return Item(
        "short_answer",
        "easy",
        shop.words.frame("definition", description=definition.description),
        (),
        definition.term,
        citation.quote,
        (citation,),
        accept=definition.forms,
    )


def matching_terms(shop: Workshop, definition: Definition) -> Item | None:
    """Matching: a term and those nearest to it, with descriptions that are checked to fit no other of them."""
    rng = rng_for(shop.seed, shop.words, definition.statement.text, "terms")
    chosen: list[Definition] = []
    for one in (definition, *_alike(shop, definition)):
        if all(_apart(shop, one, other) for other in chosen):
            chosen.append(one)
        if len(chosen) == PAIRS:
            pairs = [(d.statement, Pair(d.term, d.description)) for d in chosen]
            return matching(shop, "matching_terms", "medium", pairs, rng)
    return None


def _apart(shop: Workshop, one: Definition, other: Definition) -> bool:
    return not (_also_fits(shop, one, other) or _also_fits(shop, other, one))


def _also_fits(shop: Workshop, one: Definition, other: Definition) -> bool:
    """Whether some passage says of one term what the other's description says."""
    claim = f"{one.subject} {one.verb} {other.description}."
    return not shop.checker.is_wrong(claim, other.statement.row, one.names, beside_own=False)
