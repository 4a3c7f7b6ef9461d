"""A model is asked only if one is named, is believed only where it quotes exactly, and cannot hold anybody up."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from longgame.core.dates import Period
from longgame.core.errors import UsageError
from longgame.core.hedges import DEFAULT
from longgame.read.desk import Desk, Wanted
from longgame.read.document import Document, document
from longgame.read.gazetteer import Gazetteer
from longgame.read.model import ask, client
from longgame.read.model.client import Model, ModelError, answer, model_at
from longgame.read.proposal import Proposal

TEXT = (
    "The accord will “probably” be signed by the end of 2025, l’accord of the two. "
    "Lowland may well refuse it, as it did before.\n\n"
    "Nobody has ratified anything since the spring of last year. Nobody expects that it will come soon, and that is all of it."
)
GOOD = {
    "quote": "The accord will “probably” be signed by the end of 2025", "kind": "forecast", "hedge": "probably",
    "deadline": "2025-12-31", "negative": False, "why": "will and a date",
}  # fmt: skip


def found() -> Document:
    return document(TEXT.encode(), "a.txt", "txt", Period.parse("2025-03-12"))


def chat(content: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def claims(*items: object) -> bytes:
    return chat(json.dumps({"claims": items}))


class Handler(BaseHTTPRequestHandler):
    """Answers what the test says, and keeps what it was asked."""

    replies: ClassVar[list[Callable[[BaseHTTPRequestHandler], None]]] = []
    asked: ClassVar[list[tuple[dict[str, str], Any]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Handler.asked.append((dict(self.headers), json.loads(body)))
        replies = Handler.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def reply(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for a long time."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def hang(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing for a while."""
    time.sleep(1.0)
    handler.close_connection = True


def huge(handler: BaseHTTPRequestHandler) -> None:
    """Send without end."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b" " * 100_000)
    except OSError:
        return


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    Handler.asked.clear()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def model(server: ThreadingHTTPServer) -> Model:
    made = model_at("tiny", f"http://127.0.0.1:{server.server_address[1]}/v1/")
    return Model(made.name, made.scheme, made.host, made.port, made.path, seconds=0.4, tries=3)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note waits instead of waiting."""
    waits: list[float] = []
    monkeypatch.setattr(answer, "__defaults__", (waits.append,))
    return waits


def asked(
    model: Model, *replies: Callable[[BaseHTTPRequestHandler], None], rules: tuple[Proposal, ...] = ()
) -> tuple[list[Proposal], Counter[str]]:
    Handler.replies[:] = replies
    dropped: Counter[str] = Counter()
    return ask.ask_all(model, found(), rules, Gazetteer(), DEFAULT, dropped), dropped


def test_it_fills_the_record_of_a_proposal(model: Model) -> None:
    (one,), dropped = asked(model, reply(claims(GOOD)))
    doc = found()
    assert doc.text[one.start : one.end] == GOOD["quote"]
    assert (one.kind, str(one.period), one.timing, one.negative) == ("forecast", "2025-12-31", "by", False)
    (hedge,) = one.hedges
    assert (hedge.words, doc.text[hedge.start : hedge.end]) == ("probably", "probably")
    assert hedge.chance is not None
    assert one.why == ("model tiny: will and a date",)
    assert not dropped
    (headers, body), *more = Handler.asked
    assert not more
    assert body["model"] == "tiny"
    assert body["temperature"] == 0
    assert doc.text in body["messages"][1]["content"]
    assert "Authorization" not in headers


def test_a_key_is_sent_and_never_shown(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(client.KEY, "sekret-1")
    asked(model, reply(claims()))
    assert Handler.asked[0][0]["Authorization"] == "Bearer sekret-1"
    with pytest.raises(ModelError) as caught:
        asked(model, reply(b"no", 401))
    assert "sekret" not in str(caught.value)


@pytest.mark.parametrize(
    "item",
    [
        GOOD | {"quote": "The accord will surely be signed"},
        GOOD | {"quote": "Nobody"},
        GOOD | {"quote": "the accord will “probably” be signed"},
        GOOD | {"quote": "as it did before. Nobody has ratified"},
        GOOD | {"quote": "as it did before.\n\nNobody has ratified"},
        GOOD | {"quote": ""},
        GOOD | {"quote": 7},
        GOOD | {"kind": "prophecy"},
        {},
        "The accord",
        None,
    ],
    ids=["invented", "twice", "other case", "joined", "two paragraphs", "empty", "number", "kind", "nothing", "text", "null"],
)
def test_what_it_cannot_locate_is_dropped_and_counted(item: object, model: Model) -> None:
    made, dropped = asked(model, reply(claims(item, GOOD)))
    assert [found().text[p.start : p.end] for p in made] == [GOOD["quote"]]
    assert dropped.total() == 1


def test_plain_quotation_marks_are_forgiven(model: Model) -> None:
    plain = {"quote": 'will "probably" be signed by the end of 2025, l\'accord', "hedge": '"probably"'}
    (one,), _ = asked(model, reply(claims(GOOD | plain)))
    assert found().text[one.start : one.end] == "will “probably” be signed by the end of 2025, l’accord"
    assert one.hedges[0].words == "“probably”"


@pytest.mark.parametrize(
    "item",
    [
        GOOD | odd
        for odd in ({"hedge": "certainly"}, {"hedge": 3}, {"deadline": "soon"}, {"deadline": "0000-01-01"}, {"why": ["x"]})
    ],
)
def test_parts_that_do_not_hold_are_left_out(item: dict[str, object], model: Model) -> None:
    (one,), _ = asked(model, reply(claims(item)))
    assert all(h.words == "probably" for h in one.hedges)
    assert one.period is None or str(one.period) == "2025-12-31"


def test_an_answer_between_fences_is_read(model: Model) -> None:
    made, _ = asked(model, reply(chat("```json\n" + json.dumps({"claims": [GOOD]}) + "\n```")))
    assert len(made) == 1


BROKEN = [
    ("no JSON", reply(b"<html>hello</html>")),
    ("no choices", reply(b'{"error": {}}')),
    ("no text", reply(json.dumps({"choices": [{"message": {"content": None}}]}).encode())),
    ("words instead of JSON", reply(chat("Here are the claims: none."))),
    ("another form", reply(chat('{"claims": "none"}'))),
    ("not UTF-8", reply(b'{"choices": "\xff"}')),
    ("nested without end", reply(chat("[" * 100_000))),
    ("server error", reply(b"", 500)),
    ("too many requests", reply(b"", 429)),
    ("hanging", hang),
    ("dripping", drip),
    ("cut off", cut),
]


@pytest.mark.parametrize("broken", [b[1] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_what_is_broken_is_asked_again(
    broken: Callable[[BaseHTTPRequestHandler], None], model: Model, no_waiting: list[float]
) -> None:
    made, _ = asked(model, broken, reply(claims(GOOD)))
    assert len(made) == 1
    assert len(no_waiting) == 1


@pytest.mark.parametrize("broken", [b[1] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_what_stays_broken_is_given_up(
    broken: Callable[[BaseHTTPRequestHandler], None], model: Model, no_waiting: list[float]
) -> None:
    begun = time.monotonic()
    with pytest.raises(ModelError, match=r"3 tries.*without --model"):
        asked(model, broken)
    assert time.monotonic() - begun < 3 * (model.seconds + 1)
    assert len(no_waiting) == 2
    assert no_waiting[0] < no_waiting[1] <= client.LONGEST_WAIT


@pytest.mark.parametrize("status", [400, 401, 404, 301, 302])
def test_a_refusal_is_not_repeated_and_a_redirect_not_followed(status: int, model: Model) -> None:
    with pytest.raises(ModelError, match=f"status {status}"):
        asked(model, reply(b"", status, Location="http://127.0.0.1:9/elsewhere"))
    assert len(Handler.asked) == 1


def test_an_answer_without_end_is_cut(model: Model) -> None:
    with pytest.raises(ModelError, match="more than 4 MB"):
        asked(model, huge)


def test_it_waits_as_long_as_it_is_asked_to_within_reason(model: Model, no_waiting: list[float]) -> None:
    asked(model, reply(b"", 429, Retry_After="7"), reply(claims()))
    asked(model, reply(b"", 503, Retry_After="86400"), reply(claims()))
    assert no_waiting == [7.0, client.LONGEST_WAIT]


def test_nobody_there(no_waiting: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelError, match="no connection"):
        asked(model_at("tiny", f"http://127.0.0.1:{port}"), reply(b""))
    assert len(no_waiting) == 2


def test_both_readings_are_joined(model: Model) -> None:
    text = found().text
    start = text.index("Lowland may well")
    rule = Proposal(start=start, end=text.index(", as it did"), kind="forecast", why=("a rule",))
    other = {"quote": "Lowland may well refuse it, as it did before.", "kind": "factual statement"}
    made, _ = asked(model, reply(claims(GOOD, other)), rules=(rule,))
    assert [p.kind for p in made] == ["forecast", "forecast"]
    assert made[1].why == ("a rule", "model tiny takes it for: factual statement")
    assert (made[1].start, made[1].end) == (rule.start, rule.end)


def test_a_review_says_who_found_what_and_how_much_was_dropped(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    start = found().text.index("The accord")
    rule = Proposal(start=start, end=start + len(str(GOOD["quote"])), kind="forecast", why=("a rule",))
    monkeypatch.setattr("longgame.read.desk.propose_all", lambda documents, *_: ([rule] for _ in documents))
    clause = {"quote": "as it did before", "kind": "factual statement", "why": "a fact"}
    Handler.replies[:] = [reply(claims(GOOD, clause, {"quote": "invented", "kind": "forecast"}))]
    desk = Desk(Wanted(model=model))
    (made,) = desk.reviews([found()])
    assert made.document.dropped == desk.dropped.total() == 1
    assert "model tiny" in made.document.made_by
    by_model = [e for e in made.proposals if e.found_by == "model"]
    assert [e.text for e in by_model] == ["as it did before"]
    assert any("model tiny takes it for: forecast" in e.why for e in made.proposals)


def test_a_long_text_is_sent_in_pieces(model: Model) -> None:
    paragraphs = [f"Paragraph {i} says that the parties will meet again. " * 20 for i in range(20)]
    doc = document("\n\n".join(paragraphs).encode(), "a.txt", "txt", Period.parse("2025-03-12"))
    Handler.replies[:] = [reply(claims())]
    ask.ask_all(model, doc, (), Gazetteer(), DEFAULT, Counter())
    sent = [body["messages"][1]["content"].split("\n\n", 1)[1] for _, body in Handler.asked]
    assert len(sent) > 2
    assert all(len(s) <= ask.PIECE for s in sent)
    assert "\n\n".join(sent) == doc.text


@pytest.mark.parametrize(
    ("address", "allowed", "says"),
    [
        ("http://example.org/v1", "", "leave this machine"),
        ("https://example.org/v1", "", "--allow-host example.org"),
        ("https://example.org/v1", "example.com", "leave this machine"),
        ("http://example.org/v1", "example.org", "only over https"),
        ("https://127.0.0.1.example.org", "", "leave this machine"),
        ("http://localhost.example.org", "", "leave this machine"),
        ("http://192.168.1.5:80", "", "leave this machine"),
        ("http://0.0.0.0:80", "", "leave this machine"),
        ("ftp://127.0.0.1/v1", "", "an address like"),
        ("http://user@127.0.0.1/v1", "", "an address like"),
        ("http://127.0.0.1/v1?key=1", "", "an address like"),
        ("127.0.0.1:80", "", "an address like"),
        ("http://127.0.0.1:99999/", "", "no address"),
    ],
)
def test_nothing_leaves_the_machine_unless_it_is_meant(address: str, allowed: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        model_at("m", address, allowed)


@pytest.mark.parametrize(
    ("address", "allowed", "host", "port"),
    [
        ("http://127.0.0.1:8080/v1", "", "127.0.0.1", 8080),
        ("http://[::1]:8080", "", "::1", 8080),
        ("http://localhost/v1", "", "localhost", 80),
        ("https://models.example.org/v1", "models.example.org", "models.example.org", 443),
    ],
)
def test_these_are_asked(address: str, allowed: str, host: str, port: int) -> None:
    made = model_at("m", address, allowed)
    assert (made.host, made.port) == (host, port)
    assert made.path.endswith("/chat/completions")
