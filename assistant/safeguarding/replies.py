"""What is said to a person whose message is not simply answered: fixed texts of `prompts/`, no model, no library.

Numbers and addresses come from `knowledge/helplines.yaml` alone.
"""

from assistant.helplines import numbers
from assistant.messages import prompt
from assistant.safeguarding.situation import Situation
from index.document import Language


def support_message(situation: Situation, language: Language) -> str:
    """The support message for a situation: at most 120 words, Markdown paragraphs, no citation."""
    return _filled(f"support_{situation}", language)


def refusal(language: Language) -> str:
    """Why a harmful request is not helped with, what can be asked instead, and where help is."""
    return _filled("refuse", language)


def injection_refusal(language: Language) -> str:
    """What is said to an attempt to change the rules."""
    return _filled("refuse_injection", language)


def off_topic(language: Language) -> str:
    """What is said to an everyday matter; the caller adds two questions that the library answers."""
    return _filled("off_topic", language)


def gentle_line(language: Language) -> str:
    """One line about help, for beneath an answer."""
    return _filled("gentle", language)


def _filled(name: str, language: Language) -> str:
    return prompt(name, language).format(**numbers())
