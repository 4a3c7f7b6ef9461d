"""Ask an OpenAI-compatible endpoint, with limits of time and size, and believe nothing that it sends.

Only the standard library; no redirect is followed, no proxy used, nothing kept.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import random
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from longgame.core.errors import LonggameError, UsageError

KEY = "LONGGAME_MODEL_KEY"
ENDPOINT = "LONGGAME_MODEL_ENDPOINT"
SECONDS, TRIES = 120.0, 3
MOST_BYTES = 4_000_000
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
_AGAIN = frozenset((408, 409, 429, 500, 502, 503, 504))


class ModelError(LonggameError):
    """The model gave no answer that could be used; the words say why."""


class _PassingError(Exception):
    """Something that may be better a little later; ``wait`` is what the server asks for."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class Model:
    """A model and where it is reached.

    Attributes
    ----------
    name : str
        As the endpoint calls it.
    scheme, host, path : str
    port : int
    seconds : float
        For one request, from beginning to end.
    tries : int
    """

    name: str
    scheme: str
    host: str
    port: int
    path: str
    seconds: float = SECONDS
    tries: int = TRIES


def model_at(name: str, endpoint: str, allowed: str = "") -> Model:
    """Return a model at an address, which must be on this machine, or on a host that is named a second time.

    Parameters
    ----------
    name : str
    endpoint : str
        For example ``http://127.0.0.1:8080/v1``; requests go to ``/chat/completions`` below it.
    allowed : str
        Host to which a text may be sent although it is another machine.

    Raises
    ------
    UsageError
        If the address is none, or leads to a machine that was not named, or unencrypted to another machine.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise UsageError("--endpoint: that is no address") from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise UsageError("--endpoint: an address like http://127.0.0.1:8080/v1, without user, query or fragment")
    if not _is_here(host):
        if host.casefold() != allowed.casefold():
            message = f"--endpoint: the text would leave this machine for {host}; if that is meant, add --allow-host {host}"
            raise UsageError(message)
        if parts.scheme != "https":
            raise UsageError(f"--endpoint: texts are sent to another machine only over https, not to http://{host}")
    standard = 443 if parts.scheme == "https" else 80
    return Model(name, parts.scheme, host, port or standard, parts.path.rstrip("/") + "/chat/completions")


def _is_here(host: str) -> bool:
    """Whether a host is this machine; a name counts only if it is that of the loopback."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def answer(
    model: Model, messages: list[dict[str, str]], fit: Callable[[str], Any], sleep: Callable[[float], None] = time.sleep
) -> Any:
    """Return what a model answers, as ``fit`` reads it; what does not fit is asked for again.

    Parameters
    ----------
    model : Model
    messages : list of dict
        With ``role`` and ``content``.
    fit : callable
        From the text of the answer to what is made of it; raises ``ValueError`` if nothing can be.
    sleep : callable
        Waits between tries, longer each time, by chance apart.

    Raises
    ------
    ModelError
        If no try gave an answer that fits, or the endpoint refuses.
    """
    said, wait = "", 0.0
    for attempt in range(model.tries):
        if attempt:
            sleep(wait)
        try:
            return fit(_content(_posted(model, messages)))
        except _PassingError as error:
            said, asked = str(error), error.wait
        except ValueError as error:
            said, asked = f"an answer that cannot be used: {error}", None
        spread = 1 + random.random() / 4  # noqa: S311 - only so that several do not come back at once
        wait = min(asked if asked is not None else FIRST_WAIT * 2**attempt * spread, LONGEST_WAIT)
    raise ModelError(
        f"the model {model.name} at {model.host} gave {said} ({model.tries} tries); without --model the rules read alone"
    )


def _posted(model: Model, messages: list[dict[str, str]]) -> bytes:
    body = json.dumps({"model": model.name, "messages": messages, "temperature": 0, "response_format": {"type": "json_object"}})
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if key := os.environ.get(KEY):
        headers["Authorization"] = f"Bearer {key}"
    until = time.monotonic() + model.seconds
    connection = _connection(model)
    try:
        connection.request("POST", model.path, body.encode("utf-8"), headers)
        with connection.getresponse() as response:
            data = _read(connection, response, until)
    except (TimeoutError, OSError, http.client.HTTPException) as error:
        slow = isinstance(error, TimeoutError)
        what = f"no answer within {model.seconds:g} seconds" if slow else f"no connection ({type(error).__name__})"
        raise _PassingError(what) from None
    finally:
        connection.close()
    if response.status in _AGAIN:
        raise _PassingError(f"status {response.status}", _asked(response.getheader("Retry-After")))
    if response.status != 200:
        raise ModelError(f"the model {model.name} at {model.host} refuses with status {response.status}")
    return data


def _connection(model: Model) -> http.client.HTTPConnection:
    if model.scheme == "https":
        return http.client.HTTPSConnection(model.host, model.port, timeout=model.seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(model.host, model.port, timeout=model.seconds)


def _read(connection: http.client.HTTPConnection, response: http.client.HTTPResponse, until: float) -> bytes:
    """Return the body, within the time and size; a server that sends a byte now and then is not waited for."""
    parts: list[bytes] = []
    size = 0
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if isinstance(connection.sock, socket.socket):
            connection.sock.settimeout(left)
        part = response.read1(65_536)
        if not part:
            return b"".join(parts)
        size += len(part)
        if size > MOST_BYTES:
            raise ModelError(f"the endpoint sends more than {MOST_BYTES / 1e6:.0f} MB; that is no answer")
        parts.append(part)


def _asked(value: str | None) -> float | None:
    try:
        return max(0.0, min(float(value), LONGEST_WAIT)) if value else None
    except ValueError:
        return None


def _content(data: bytes) -> str:
    """Return the text of the first choice."""
    try:
        found = json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    try:
        content = found["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise ValueError("it has no choices with a message") from None
    if not isinstance(content, str):
        raise ValueError("its message is no text")
    return content
