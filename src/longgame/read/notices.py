"""Lines that stand around an article and are no part of it; our own list, from the sites and papers of the field."""

from __future__ import annotations

import re

# Known wherever they stand.
_ANYWHERE = (
    r"©",
    r"\(c\)\s\d{4}",
    r"\ball rights reserved\b",
    r"^subscribe\b",
    r"\bsubscribe to our\b",
    r"\bsign up (?:for|to)\b",
    r"\bprivacy policy\b",
    r"\bcookie (?:settings|policy)\b",
    r"\bterms of use\b",
    r"^share (?:this (?:article|page|post|story)|on|via)\b",
    r"^more on:",
    r"^read (?:next|more|also)\b",
    r"^see also:",
    r"^related(?: articles?)?:",
    r"^подпи(?:сывайтесь|шитесь)\b",
    r"\bвсе права защищены\b",
    r"^читайте также\b",
)
# Believed only at the end of an article.
_AT_END = (
    r"\binvestment advice\b",
    r"\baccepts? no (?:liability|responsibility)\b",
    r"\bdistribution (?:limited|restricted)\b",
    r"\babout the authors?\b",
    r"^the authors? (?:is|are|was|teach|work|serve)\w*\b",
    r"\b(?:opinions|views) expressed\b",
    r"\b(?:reflect|represent) the (?:views|opinions) of\b",
    r"\bmedia enquiries\b",
    r"\bpress (?:contact|office)\b",
    r"^contacts?:",
    r"\bletters to the editor\b",
    r"^(?:cite|citation) as:",
    r"^acknowledge?ments?\b",
    r"^funding:",
    r"\bsupported by\b.{0,80}\b(?:members|delegation|grant|foundation|ministry)\b",
    r"\bmaterial is part of\b",
    r"^\(?reporting by\b",
    r"\b(?:writing|editing) by\b",
    r"\bthis (?:note|report|article|material) (?:is|was) (?:for|first|originally|part)\b",
    r"\bno institutional positions?\b",
    r"\bis an independent\b",
    r"\bsupport our work\b",
    r"\b(?:interview|text) has been (?:shortened|edited|condensed)\b",
    r"^translat(?:ed|ion)\b",
    r"^(?:drafted|cleared|approved)(?: by)?:",
    r"\bссылка на\b.{0,60}\bобязательна\b",
    r"\bмнение (?:автора|редакции)\b",
    r"\bпри использовании материалов\b",
    r"^об авторе\b",
    r"\bобратная связь\b",
)
_FOUND = re.compile("|".join(_ANYWHERE), re.IGNORECASE)
_FOUND_AT_END = re.compile("|".join((*_ANYWHERE, *_AT_END)), re.IGNORECASE)
LONGEST, LONGEST_AT_END = 250, 700


def is_notice(text: str, *, at_end: bool = False) -> bool:
    """Return whether a block is a notice rather than part of an article: rights, contacts, at the end also the author's person."""
    if len(text) > (LONGEST_AT_END if at_end else LONGEST):
        return False
    return (_FOUND_AT_END if at_end else _FOUND).search(text) is not None
