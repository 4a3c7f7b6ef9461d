"""The examples outside of docs run, the generated text is whole, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ext.examples import ExampleError, render, scratch
from ext.generated import GENERATED, MARK, replace

ROOT = Path(__file__).resolve().parents[2]

PAGES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md") if "_build" not in p.parts)
LOOSE = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)\s#]+)")


# Those of the pages in docs run whenever the documentation is built.
@pytest.mark.parametrize("page", LOOSE)
def test_examples_run(page: str) -> None:
    with scratch(ROOT / "cases") as folder:
        render((ROOT / page).read_text("utf-8"), page, folder)


@pytest.mark.parametrize("page", [*PAGES, *LOOSE])
def test_links_lead_to_files(page: str) -> None:
    file = ROOT / page
    targets = LINK.findall(re.sub(r"```.*?```", "", file.read_text("utf-8"), flags=re.DOTALL))
    assert not [t for t in targets if not any((file.parent / t).with_suffix(s).exists() for s in (Path(t).suffix, ".md"))]


def test_each_page_is_of_one_kind_and_listed() -> None:
    for folder in ("tutorial", "how-to", "reference", "explanation", "decisions"):
        index = (ROOT / "docs" / folder / "index.md").read_text("utf-8")
        pages = {p.stem for p in (ROOT / "docs" / folder).glob("*.md")} - {"index"}
        assert pages
        assert not {p for p in pages if not re.search(rf"^{re.escape(p)}$", index, re.MULTILINE)}


def test_all_that_is_generated_is_used_and_not_empty() -> None:
    used = {name for page in PAGES for name in MARK.findall((ROOT / page).read_text("utf-8"))}
    assert used == set(GENERATED)
    for name in used - {"command-line", "flagship-play-made"}:
        assert len(replace(f"<!-- generated: {name} -->", "page").splitlines()) > 2


def test_decisions_have_their_parts() -> None:
    records = [p for p in PAGES if re.match(r"docs/decisions/\d{4}-", p)]
    assert [int(Path(p).name[:4]) for p in records] == list(range(1, len(records) + 1))
    for page in records:
        headings = re.findall(r"^## (.+)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "What would change our mind"], page


def test_readme_gives_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci/run").read_text("utf-8")
    for target in ("report", "test"):
        assert f"python3 dev.py {target}" in readme
        assert f'"$python" dev.py {target}\n' in ci


def test_recipes_are_short() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipes = re.findall(r"^### (Add .+?)\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(recipes) == 3
    for title, body in recipes:
        assert len([line for line in body.splitlines() if line.strip()]) <= 10, title


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("```console\n$ longgame nonsense\n```\n", "ended with 2, not 0"),
        ("```console exit=1\n$ longgame --version\n```\n", "ended with 0, not 1"),
        ("```console\n$ rm -rf x\n```\n", "only longgame is run"),
        ("```console\nout of date\n```\n", "holds '\\$ ' lines only"),
        ("```console\n$ longgame --version\nlonggame 0.0.0\n```\n", "holds '\\$ ' lines only"),
        ("```python\nraise KeyError('x')\n```\n", "KeyError"),
        ("```python nonsense\n```\n", "unknown word 'nonsense'"),
        ("```text file=x after=y\nx\n```\n", "has no line with"),
        ("```text file=../x\nx\n```\n", "outside the page's folder"),
    ],
)
def test_a_wrong_example_is_seen(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ExampleError, match=f"page:2: .*{says}"):
        render("\n" + text, "page", tmp_path)


def test_output_follows_its_command(tmp_path: Path) -> None:
    text = "```console\n$ longgame \\\n  --version\n```\n\n```python\nprint(1 + 1)\n```\n"
    shown = render(text, "page", tmp_path)
    assert re.search(r"^\$ longgame \\\n  --version\nlonggame \d", shown, re.MULTILINE)
    assert shown.endswith("```text\n2\n```\n")


def test_a_block_with_a_file_is_written(tmp_path: Path) -> None:
    blocks = ("file=a/b.csv\nx", "file=a/b.csv append\ny", "file=a/b.csv after=x\nz", "file=a/b.csv at=y\nw")
    shown = render("\n\n".join(f"```csv {b}\n```" for b in blocks), "page", tmp_path)
    assert (tmp_path / "a/b.csv").read_text("utf-8") == "x\nz\nw\n"
    assert "file=" not in shown


def test_an_unknown_mark_is_seen() -> None:
    with pytest.raises(KeyError, match="nothing is generated"):
        replace("<!-- generated: nonsense -->", "page")
