"""Proxies that stand for a question twice, or for one that has no yes or no."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare each proxy with its question, and with the earlier ones of the same engine."""
    seen: dict[tuple[str, str], str] = {}
    for row, proxy in enumerate(case.proxies):
        question = case.questions.by_key.get(proxy.question)
        where = case.proxies.where(row, "question")
        if question is not None and question.kind != "binary":
            message = f"the proxy {proxy.id!r} stands for {proxy.question!r}, which asks after a {question.kind}"
            yield problem("LG307", where, message, "name a question after yes or no")
        first = seen.setdefault((proxy.question, proxy.engine), proxy.id)
        if first != proxy.id:
            message = f"{proxy.engine} has two proxies for {proxy.question!r}: {first!r} and {proxy.id!r}"
            yield problem("LG307", where, message, "keep one of them, or join their rules by 'and' or 'or'")
