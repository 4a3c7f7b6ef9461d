"""The terminal view of ``score`` and ``resolve``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import narrow_table
from longgame.core.words import many, percent, when, word
from longgame.score.result import (
    Against,
    Figure,
    Group,
    Hypotheses,
    Mean,
    QuestionState,
    Receipt,
    ResolveResult,
    ScoreResult,
    Since,
)
from longgame.score.since import sentences, title
from longgame.score.words import BASELINES, bare, best_first, engine, label, meaning

LEGEND = (
    "In brackets: 95 % intervals, clusters of forecasts drawn again; of right, Wilson's. best–worst: what the words "
    "allow. ! fewer than 20 scored. Skill: share of a baseline's Brier score that is saved; below 0 is worse than it. "
    "Nearer 0 is better for scores."
)
LONGEST = 24
WIDE = 110  # columns of a terminal
NEXT = 12
BASELINE = "†"  # a view that nobody holds


def show(console: Console, result: ScoreResult, since: Since | None = None, *, receipts: bool = False) -> None:
    """Print a result, what changed since an earlier one first."""
    console.print(f"[bold]{escape(result.title)}[/], forecasts as known on [bold]{when(result.as_of)}[/]{_kept(result)}")
    if not result.receipts:
        _since(console, since, asked=result.since is not None)
        _differences(console, result.differences, result.early, result.due)
        console.print("The case has no forecasts that were known by then.")
        _theses(console, result)
        return
    verified = "" if result.scale.verified else "; its numbers were not compared with the original"
    console.print(f"Words stand for probabilities by [bold]{escape(result.scale.title)}[/] ({result.scale.id}{verified}).")
    console.print(escape(result.caution), style="dim")
    _since(console, since, asked=result.since is not None)
    _differences(console, result.differences, result.early, result.due)
    _together(console, [g for g in result.groups if g.by == "all"])
    for by in dict.fromkeys(g.by for g in result.groups if g.by != "all"):
        _groups(console, by, [g for g in result.groups if g.by == by])
    _calibration(console, [g for g in result.groups if g.by == "all"])
    _models(console, result)
    _unknown(console, result)
    if receipts:
        _receipts(console, result.receipts)
    _theses(console, result)
    console.print(escape(LEGEND), style="dim")


def due(console: Console, result: ResolveResult, question: str | None, seen: Sequence[str] = ()) -> None:
    """Print what is due, what comes next, and where answers differ; or the trail of one question, with what was seen of it here."""
    console.print(f"[bold]{escape(result.title)}[/], questions as known on [bold]{when(result.as_of)}[/]{_kept(result)}")
    if question is not None:
        _trail(console, next(q for q in result.questions if q.id == question))
        for line in seen:
            console.print(f"  {escape(line)}", soft_wrap=True)
        return
    counts = {state: sum(q.state == state for q in result.questions) for state in ("resolved", "void", "open")}
    rule = sum(q.resolved_by == "rule" for q in result.questions)
    console.print(
        f"{many(len(result.questions), 'question')}: {counts['resolved']} resolved, {rule} of them by rule from rows of the case; "
        f"{counts['void']} void; {counts['open']} open, {len(result.due)} of them due"
    )
    by_id = {q.id: q for q in result.questions}
    _questions(console, "Due: time is up and nothing decides them", [by_id[i] for i in result.due])
    _questions(console, "Next", [by_id[i] for i in result.next[:NEXT]])
    _questions(console, "Rule and resolution differ; the rule counts", [by_id[i] for i in result.differences])
    _questions(console, "The rule was decided before the question opens; it does not count", [by_id[i] for i in result.early])
    if not (result.due or result.next or result.differences or result.early):
        console.print("Nothing is due, nothing is to come.")


def _since(console: Console, found: Since | None, *, asked: bool) -> None:
    said = () if found is None else sentences(found)
    if found is not None and said:
        console.print(f"[bold]{escape(title(found))}:[/]", soft_wrap=True)
        for sentence in said:
            console.print(f"  {escape(sentence)}", soft_wrap=True)
    elif found is not None and asked:
        console.print(f"{escape(title(found))}, nothing came out otherwise.", soft_wrap=True)


def _kept(result: ScoreResult | ResolveResult) -> str:
    return "" if result.kept is None or result.as_of <= result.kept else f" (the case was kept up to {when(result.kept)})"


def _differences(console: Console, differences: Sequence[str], early: Sequence[str], waiting: Sequence[str]) -> None:
    if differences:
        names = ", ".join(differences)
        console.print(
            f"[bold]Rule and resolution differ on {escape(names)}[/]; the rule counts. See: longgame resolve", soft_wrap=True
        )
    if early:
        names = ", ".join(early)
        console.print(
            f"[bold]The rule was decided before the question opens: {escape(names)}[/]; it does not count. See: longgame resolve",
            soft_wrap=True,
        )
    if waiting:
        is_due = "question is" if len(waiting) == 1 else "questions are"
        console.print(f"{len(waiting)} {is_due} due to be resolved. See: longgame resolve")


def figure(value: Figure | Mean | None, digits: int = 3) -> str:
    """Return a figure with its interval in brackets."""
    if value is None:
        return "–"
    if value.low is None or value.high is None:
        return f"{value.value:.{digits}f}"
    ends = f"{value.low:.{digits}f}", f"{value.high:.{digits}f}"
    # Where all came out alike, drawing them again shows no spread: that is no interval.
    return f"{value.value:.{digits}f} ({'all alike' if ends[0] == ends[1] else '–'.join(ends)})"


def _together(console: Console, groups: Sequence[Group]) -> None:
    table = narrow_table("All forecasts", "", *(f"{g.nature}s|r" for g in groups))
    rows: list[tuple[str, list[str]]] = [
        ("forecasts, on questions", [f"{g.forecasts}, {g.questions}" for g in groups]),
        ("scored; of these partly true", [f"{g.scored}; {g.partly}" for g in groups]),
        ("open, void, without a probability", [f"{g.open}, {g.void}, {sum(g.not_scored.values())}" for g in groups]),
        ("right side of 50 %", [_right(g) for g in groups]),
        ("answer spoken of came true, scored or not", [_true(g) for g in groups]),
    ]
    rules = ("brier", "log", "spherical")
    rows += [(f"{rule} score", [figure(g.scores.get(rule)) for g in groups]) for rule in rules]
    rows.append(("brier score, best–worst", [_range(g) for g in groups]))
    for baseline in ("status_quo", "base_rate", "fifty"):
        rows.append((f"skill against {BASELINES[baseline]}", [_skill(g, baseline, wide=True) for g in groups]))
    for measure, part in _PARTS:
        rows.append(
            (part.replace("_", " ") if part != "auc" else "discrimination (AUC)", [_part(g, measure, part) for g in groups])
        )
    for name, cells in rows:
        if any(cell != "–" for cell in cells):
            table.add_row(name, *cells)
    console.print(table)
    for group in (g for g in groups if g.scored and g.scores["brier"].low is not None):
        console.print(f"{group.nature}s: {group.clusters_by}s drawn again, since {escape(group.clusters_why)}", style="dim")


_PARTS = (
    ("murphy", "reliability"), ("murphy", "resolution"), ("murphy", "uncertainty"), ("corp", "miscalibration"),
    ("corp", "discrimination"), ("auc", "auc"),
)  # fmt: skip


def _groups(console: Console, by: str, groups: Sequence[Group]) -> None:
    wide = console.width >= WIDE
    names = [
        "scored|r",
        "right|r",
        "Brier|r",
        *(["best–worst|r"] if wide else []),
        "nothing changes|r",
        *(["50 %|r"] if wide else []),
    ]
    for nature in ("trend", "event"):
        listed = [g for g in groups if g.nature == nature]
        scored = best_first(listed)
        if scored:
            title = f"{nature}s by {by}, the best first, those without an interval last; the last columns are skill"
            table = narrow_table(title, f"{by}|n", *names)
            for group in scored:
                table.add_row(*_row(group, wide=wide))
            console.print(table)
        rest = ", ".join(
            f"{label(by, g.value)} {_true(g)}"
            for g in listed
            if not g.scored and g.came_true + g.came_false
        )
        if rest:
            console.print(f"No {nature}s scored; of those resolved came true: {escape(rest)}")
    for quantity, group in ((q, g) for g in groups for q in g.quantities):
        skill = (
            "" if quantity.skill is None else f", skill against nothing changes {quantity.skill:+.2f} (n {quantity.status_quo_n})"
        )
        console.print(f"{group.value}, {group.nature}s: CRPS {quantity.crps:.4g} {quantity.unit} (n {quantity.n}){skill}")


def _row(group: Group, *, wide: bool) -> list[str]:
    brier = group.scores["brier"]
    cells = [
        escape(_cut(label(group.by, group.value))),
        f"{group.scored} of {group.forecasts}{' !' if group.few else ''}",
        _right(group, wide=False),
    ]
    cells.append(figure(brier, 2) if wide else f"{brier.value:.2f}")
    cells += [f"{brier.best:.2f}–{brier.worst:.2f}"] if wide else []
    cells.append(_skill(group, "status_quo", wide=wide))
    return cells + ([_skill(group, "fifty", wide=False)] if wide else [])


def _true(group: Group) -> str:
    return f"{group.came_true} of {group.came_true + group.came_false}"


def _right(group: Group, *, wide: bool = True) -> str:
    share = group.right_share
    if share is None:
        return "–"
    tail = f" ({bare(share.low or 0)}–{percent(share.high)})" if wide else ""
    return f"{group.right} of {group.right + group.wrong}{tail}"


def _range(group: Group) -> str:
    mean = group.scores.get("brier")
    return "–" if mean is None else f"{mean.best:.3f}–{mean.worst:.3f}"


def _skill(group: Group, baseline: str, *, wide: bool) -> str:
    for skill in group.skill:
        if (skill.baseline, skill.rule) == (baseline, "brier"):
            tail = "" if skill.low is None or skill.high is None or not wide else f" ({skill.low:+.2f} to {skill.high:+.2f})"
            some = "" if skill.n == group.scored else f" n {skill.n}"
            return f"{skill.value:+.2f}{tail}{some}"
    return "–"


def _part(group: Group, measure: str, part: str) -> str:
    return figure(group.measures.get(measure, {}).get(part))


def _calibration(console: Console, groups: Sequence[Group]) -> None:
    names = ("said|n", "of|n", "n|r", "mean|r", "came true|r", "if right|r")
    table = narrow_table("Calibration: of forecasts that said so, how many came true", *names)
    for group in groups:
        for b in group.calibration:
            mark = "" if b.band_low <= b.came_true <= b.band_high else " *"
            said, band = (f"{bare(low)}–{percent(high)}" for low, high in ((b.low, b.high), (b.band_low, b.band_high)))
            table.add_row(said, f"{group.nature}s", f"{b.n:g}", percent(b.forecast), percent(b.came_true) + mark, band)
    if table.row_count:
        console.print(table)
        console.print("if right: where nine tenths of samples lie if the probabilities are right; * outside it.", style="dim")


def _models(console: Console, result: ScoreResult) -> None:
    """Print how the program's own engines did, and how beside others on the same questions as of the same days."""
    if not result.model_groups:
        return
    names = ("engine|n", "of|n", "scored|r", "right|r", "Brier|r", "nothing changes|r")
    title = "The program's own engines, each as of the days on which others forecast; the last column is skill"
    table = narrow_table(title, *names)
    for group in (g for g in result.model_groups if g.scored):
        some = f"{group.scored} of {group.forecasts}{' !' if group.few else ''}"
        right, brier = _right(group, wide=False), figure(group.scores["brier"], 2)
        table.add_row(engine(group.value), f"{group.nature}s", some, right, brier, _skill(group, "status_quo", wide=False))
    console.print(table)
    columns = ("engine|n", "of|n", "pairs|r", "theirs|r", "its own|r", "ahead by|r")
    beside = narrow_table("Beside all others on the same questions", *columns)
    for one in (p for p in result.paired if p.source == "all"):
        few = " !" if one.few else ""
        beside.add_row(
            engine(one.model), f"{one.nature}s", f"{one.n}{few}", f"{one.source_loss:.2f}", f"{one.model_loss:.2f}",
            _ahead(one.ahead),
        )  # fmt: skip
    if beside.row_count:
        console.print(beside)
        says = "ahead: their Brier score less the engine's, above 0 the engine is better; questions drawn again."
        console.print(says, style="dim")


def _ahead(value: Figure) -> str:
    tail = "" if value.low is None or value.high is None else f" ({value.low:+.2f} to {value.high:+.2f})"
    return f"{value.value:+.2f}{tail}"


def _unknown(console: Console, result: ScoreResult) -> None:
    for unknown in result.unknown_hedges:
        told = many(len(unknown.forecasts), "forecast")
        console.print(f"Not scored: {escape(unknown.why)} ({told}: {escape(', '.join(unknown.forecasts))})")


def _receipts(console: Console, receipts: Sequence[Receipt]) -> None:
    table = narrow_table("Receipts", "forecast|n", "of|n", "says", "hedge", "means|r", "came|n", "Brier (best–worst)")
    for one in receipts:
        came = one.outcome or one.state.replace("_", " ")
        table.add_row(
            one.forecast, escape(_cut(one.source)), escape(one.says), escape(one.hedge), escape(meaning(one)), escape(came),
            escape(_lost(one)),
        )  # fmt: skip
    console.print(table)


def _lost(one: Receipt) -> str:
    if one.crps is not None:
        return f"CRPS {one.crps:.4g} {one.unit}"
    brier = one.losses.get("brier")
    if brier is None:
        return one.why
    return f"{brier.mid:.2f}" + ("" if brier.best == brier.worst else f" ({brier.best:.2f}–{brier.worst:.2f})")


def _theses(console: Console, result: ScoreResult) -> None:
    if result.contradictions or result.opposed:
        shown = sum(c.found for c in result.contradictions)
        console.print(
            f"Contradictions between theses: {len(result.opposed)} found from signed links; the case lists "
            f"{len(result.contradictions)}, {shown} of which the links show by themselves."
        )
    for pair in result.opposed:
        console.print(
            f"  {escape(pair.one)} {pair.one_sign}, {escape(pair.other)} {pair.other_sign}: {escape(' → '.join(pair.one_path))}"
            + ("" if pair.other_path == pair.one_path else f" against {escape(' → '.join(pair.other_path))}")
        )
    if result.hypotheses is not None:
        _hypotheses(console, result.hypotheses)


def _hypotheses(console: Console, found: Hypotheses) -> None:
    pieces = many(len(found.weights), "piece")
    title = f"Competing hypotheses, {pieces} of evidence weighed by credibility, the least against it first"
    table = narrow_table(title, "thesis|n", "against|r", "pieces|r", "of|r", "share|r", "rank|r", "leaving one out|r")
    for one in found.ranking:
        span = f"{one.best_rank}" if one.best_rank == one.worst_rank else f"{one.best_rank}–{one.worst_rank}"
        table.add_row(*_weight(one), str(one.rank), span)
    for nobody in found.baselines:
        table.add_row(*_weight(nobody, BASELINE), "–", "–", style="dim")
    console.print(table)
    if found.baselines:
        console.print(f"{BASELINE} baseline: nobody holds it; it has no rank, and no rank hangs on it.", style="dim")
    hinges = [s.evidence for s in found.sensitivity if s.changed]
    console.print(
        "No single piece decides who is in front." if not hinges else f"Who is in front hangs on {escape(', '.join(hinges))}.",
        style="dim",
    )


def _weight(one: Against, mark: str = "") -> tuple[str, ...]:
    name = f"{_cut(one.thesis)} {mark}".rstrip()
    return escape(name), f"{one.inconsistent:g}", str(one.pieces), str(one.judged), percent(one.share)


def _questions(console: Console, title: str, questions: Sequence[QuestionState]) -> None:
    if not questions:
        return
    table = narrow_table(title, "question|n", "by|n", "forecasts|r", "asks", "stands")
    for one in questions:
        table.add_row(one.id, when(one.by) or "–", str(one.forecasts), escape(one.text), escape(one.because))
    console.print(table)


def _trail(console: Console, question: QuestionState) -> None:
    console.print(f"[bold]{question.id}[/] {escape(question.text)}")
    console.print(
        f"{question.nature}, {question.kind}, opens {when(question.opens)}, by {when(question.by) or 'no day'}: {question.state}"
    )
    answer = escape(question.answer or "")
    if question.share is not None and 0 < question.share < 1:
        answer += f" ({percent(question.share)} of a yes)"
    console.print(f"{answer}{' on ' + when(question.on) if question.on else ''}{'; ' if answer else ''}{escape(question.because)}")
    if question.rule:
        console.print(f"rule: {escape(question.rule)}")
    if question.doubt:
        console.print(f"doubt: {escape(question.doubt)}")
    table = narrow_table("Trail", "what|n", "known|n", "answer|n", "standing|n", "why")
    for line in question.trail:
        table.add_row(escape(line.what), when(line.known), escape(line.answer), word(line.standing), escape(line.why))
    if table.row_count:
        console.print(table)
    for fact in question.facts:
        console.print(f"  rests on {fact.table} {escape(fact.id)}, known {when(fact.known)}")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
