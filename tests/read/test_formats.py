"""What is an article in each format, and what is around it."""

# Examples stand one a line, however long.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from longgame.read.document import Document, document
from longgame.read.published import first_date
from tests.read.make import docx, pdf

ONE = "The two governments will sign the agreement by the end of next year, as both of them said on Tuesday in the capital."
TWO = "Nobody who was there believed them, because the same promise was made in 2014, and again in 2015, and it was not kept."


def html(body: str, head: str = "") -> Document:
    return document(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html", "html")


def text(content: str) -> Document:
    return document(content.encode(), "a.txt", "txt")


def both(found: Document) -> bool:
    return found.text == f"{ONE}\n\n{TWO}"


AROUND = (
    '<nav><ul><li><a href="/">Home page of the institute</a></li></ul></nav>',
    "<header><p>The Institute for the Study of Everything, since 1921.</p></header>",
    '<div class="site-menu"><p>All of our programmes and all of our people.</p></div>',
    '<div id="cookie-consent"><p>We use cookies to improve your experience of this site.</p></div>',
    "<aside><p>Our experts are available for comment at any time of the day.</p></aside>",
    "<footer><p>The institute takes no institutional positions at all.</p></footer>",
    '<div style="display: none"><p>This text was hidden from those who read the page.</p></div>',
    "<div hidden><p>This text was hidden from those who read the page.</p></div>",
    '<p aria-hidden="true">This text was hidden from those who read the page.</p>',
    '<figure><img src="x"><figcaption>The ministers in the capital, on Tuesday.</figcaption></figure>',
    '<div class="related-articles"><p>Read what we wrote about this two years ago.</p></div>',
    '<ul><li><a href="a">The last article about this matter</a></li><li><a href="b">The one before it, longer</a></li></ul>',
    "<table><tr><td>interim contract, as we see it.</td><td>60 %</td></tr></table>",
    "<noscript><p>You need to switch scripts on for this page.</p></noscript>",
    "<form><p>Sign up for our letters, which come every week.</p><input></form>",
    "<script>document.write('<p>This was written by a script, not a person.</p>')</script>",
    "<template><p>This is a form for what comes later in the page.</p></template>",
    "<!-- <p>This was commented out before it was published.</p> -->",
    "<svg><title>A picture of a bridge</title><text>Some words in a picture.</text></svg>",
    "<h2>What stands between them</h2>",
    '<p class="note">© Institute for the Study of Everything</p>',
    "<select><option>Choose one of these many countries.</option></select>",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_what_is_around_an_article_is_left_out(around: str, place: str) -> None:
    parts = {"before": (around, "", ""), "between": ("", around, ""), "after": ("", "", around)}[place]
    assert both(html(f"{parts[0]}<p>{ONE}</p>{parts[1]}<p>{TWO}</p>{parts[2]}"))


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{ONE}<br><br>{TWO}</div>",
        f"<div>{ONE}</div>\n<div>{TWO}</div>",
        f"<P>{ONE}<P>{TWO}",
        f"<main><p>{ONE}</p><p>{TWO}</p></main><div><p>Words beside the main part, a few of them only.</p></div>",
        f"<div><p>A long line of text that is about the site and not in the article.</p></div><article><p>{ONE}</p><p>{TWO}</p></article>",
        f"<p>{ONE.replace('agreement', '<a href=x>agreement</a>')}</p><p>{TWO}</p></div></section></p>",
        f'<div class="layout has-sidebar"><p>{ONE}</p><p>{TWO}</p></div>',
        f"<blockquote><p>{ONE}</p></blockquote><ul><li>{TWO}</li></ul>",
        f"<p>{ONE}</p><p>{TWO.replace(' ', '&nbsp;', 1).replace('b', '<b></b>b', 1)}</p>",
    ],
)
def test_ways_to_write_two_paragraphs(body: str) -> None:
    assert both(html(body))


@pytest.mark.parametrize("heading", ["By June", "By the end of next year", "From May to July 2027", "Until autumn", "By mid-2027"])
@pytest.mark.parametrize("made", ["html", "md", "txt"])
def test_a_heading_that_is_a_time_is_no_by_line(heading: str, made: str) -> None:
    first = f"{ONE} {ONE}"  # longer than a deck
    if made == "html":
        found = html(f"<h1>What to expect</h1><p>{first}</p><h2>{heading}</h2><p>{TWO}</p>")
    else:
        mark = "## " if made == "md" else ""
        found = document(f"{mark}What to expect\n\n{first}\n\n{mark}{heading}\n\n{TWO}\n".encode(), f"a.{made}", made)
    assert found.text.startswith(first)
    assert found.blocks[-1].under == heading


@pytest.mark.parametrize(("asks", "answers"), [("Q", "A"), ("DESK", "MINISTER"), ("В", "О")])
def test_what_is_asked_and_answered_is_no_head_of_a_memo(asks: str, answers: str) -> None:
    said = [f"{asks}: Will the pact hold?", f"{answers}: It will. {ONE}", f"{asks}: And the railway?", f"{answers}: {TWO}"]
    found = text("\n\n".join(["What the minister said to us", "The Baltic Desk, 3 February 2025", *said]))
    assert found.title == "What the minister said to us"
    assert ONE in found.text
    assert TWO in found.text


def test_by_lines_are_left_out_all_the_same() -> None:
    for line in ("By April Jones", "By our own correspondent", "From our correspondent", "By A. March"):
        assert both(text(f"What to expect\n{line}\n\n{ONE}\n\n{TWO}\n")), line


def test_a_plain_smaller_than_and_an_unknown_entity_are_text() -> None:
    assert html(f"<p>{ONE} It was 3 < 4 &amp; AT&T &bogus; and that was it.</p>").text.endswith(
        "It was 3 < 4 & AT&T &bogus; and that was it."
    )


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2021-03-04T05:06:07Z">', "2021-03-04"),
        ('<meta name="DC.date" content="2021-03">', None),
        ('<meta name="citation_publication_date" content="2021-03-04">', "2021-03-04"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-03-04T05:06"}</script>', "2021-03-04"),
        ('<meta name="date" content="20210304">', "2021-03-04"),
        ('<meta name="date" content="yesterday">', None),
    ],
)
def test_dates_that_a_page_gives(head: str, date: str | None) -> None:
    found = html(f"<p>{ONE}</p>", head).date
    assert (str(found) if found is not None else None) == date


def test_the_title_of_a_page_is_its_heading_without_the_site() -> None:
    found = html(f"<h1>A bay holds up a membership</h1><p>{ONE}</p>", "<title>A bay holds up a membership | Institute</title>")
    assert found.title == "A bay holds up a membership"
    bare = html(f"<p>{ONE}</p>", '<title>x</title><meta property="og:title" content="A bay &amp; its membership">')
    assert bare.title == "A bay & its membership"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published on September 17, 2021", "2021-09-17"),
        ("By Ann Lee | 3rd of May 2021", "2021-05-03"),
        ("14. 6. 2021", "2021-06-14"),
        ("5.XI.2008", "2008-11-05"),
        ("18-Nov-2022", "2022-11-18"),
        ("31/03/2022", "2022-03-31"),
        ("03/31/2022", "2022-03-31"),
        ("03/03/2022", "2022-03-03"),
        ("03/04/2022", None),
        ("15 сентября 2020 г., 18:05", "2020-09-15"),
        ("3 мая 2021", "2021-05-03"),
        ("5 марта 2021", "2021-03-05"),
        ("June 2021", "2021-06"),
        ("in 2021", None),
        ("31 February 2021", None),
        ("2021-02-29", None),
        ("99 January 2021", None),
        ("version 2.10.2021.3", None),
    ],
)
def test_dates_in_words(line: str, date: str | None) -> None:
    found = first_date(line)
    assert (str(found) if found is not None else None) == date


HEADS = (
    f"INSTITUTE\n\nA bay holds up a membership\n\nBy Ann Lee\n12 March 2009\n\n{ONE}\n\n{TWO}\n",
    f"A bay holds up a membership\n\n12 March 2009\n\n{ONE}\n\nWhat stands between them\n\n{TWO}\n\nAbout the author: Ann Lee teaches law.\n",
    f"A bay holds up a membership\nAnn Lee, 12 March 2009\n\n{ONE}\n\n{TWO}\n\nAll rights reserved.\n",
    f"SUBJECT: A bay holds up a membership\nDATE: 12 MAR 2009\n\n1. {ONE}\n\n2. {TWO}\n",
    f"A bay holds up a membership\n\nWhy a small bay matters to a large union of states.\n\n12 March 2009\n\n{ONE}\n\n{TWO}\n",
)


@pytest.mark.parametrize("content", HEADS)
def test_head_and_notices_are_left_out(content: str) -> None:
    found = text(content)
    assert both(found)
    assert found.title.casefold() == "a bay holds up a membership"
    assert str(found.date) == "2009-03-12"


@pytest.mark.parametrize("start", ["ZAGREB, March 12, 2009 (Agency) - ", "ZAGREB (Agency) — ", "NEW YORK – "])
def test_a_date_line_is_cut_off(start: str) -> None:
    assert text(f"A bay holds up a membership\n\n{start}{ONE}\n\n{TWO}\n").text == f"{ONE}\n\n{TWO}"


def test_wrapped_lines_are_joined_and_deliberate_breaks_kept() -> None:
    wrapped = ONE.replace(" agreement", "\nagreement").replace(" both", "\nboth")
    assert text(f"{wrapped}\n\n{TWO}\n").text == f"{ONE}\n\n{TWO}"
    listed = text(f"{ONE}\n\n- the first of all the points that were made.\n- the second of all the points that were made.\n")
    assert [b.kind for b in listed.blocks] == ["paragraph", "item", "item"]


def test_markdown_is_read_without_its_marks() -> None:
    front = "---\ntitle: A bay\ndate: 2009-03-12\nlang: en\n---\n"
    body = f"# A bay\n\n{ONE.replace('will sign', '**will sign**')}\n\n```\ncode = 1\n```\n\n| a | b |\n|---|---|\n\n> {TWO}\n\nSetext heading\n---\n"
    found = document((front + body).encode(), "a.md", "md")
    assert both(found)
    assert (found.title, str(found.date)) == ("A bay", "2009-03-12")
    assert [b.kind for b in found.blocks] == ["paragraph", "quote"]
    kept = document(f"{ONE}\n\nThe snake_case name and 3 * 4 * 5 and a_b stay as they are written here.\n".encode(), "a.md", "md")
    assert "snake_case name and 3 * 4 * 5 and a_b stay" in kept.text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"The \<treaty> is dead", "The <treaty> is dead"),
        (r"\<b\>not bold\</b\>", "<b>not bold</b>"),
        ("The <treaty> and <non-proliferation> stay", "The <treaty> and <non-proliferation> stay"),
        (r"Prices \*fell\* and \_rose\_", "Prices *fell* and _rose_"),
        (r"A \[draft\](later) and \![no picture](x)", "A [draft](later) and !no picture"),
        (r"R\&D, \&amp; and &amp;", "R&D, &amp; and &"),
        (r"Two \\\\ strokes, one \\ stroke, none \x", r"Two \\ strokes, one \ stroke, none \x"),
        (r"\# no heading, \~~not struck\~~", "# no heading, ~~not struck~~"),
        (r"\`no code\` <b>bold</b>", "`no code` bold"),
        ("Growth a < b and c > d", "Growth a < b and c > d"),
        ("Growth a <b and c> d", "Growth a <b and c> d"),
        ("Less than <5 % or > 7 %, 3<4", "Less than <5 % or > 7 %, 3<4"),
        ("Ask <name@x.org> today", "Ask name@x.org today"),
        ("See <https://example.org/a_b_c> today", "See https://example.org/a_b_c today"),
        (
            "An <a href=\"x?a>b\" title='t'>act</a>, <br/>a <SPAN class=x>word</SPAN><o:p></o:p><img hidden src=x>",
            "An act, a word",
        ),
        ("The `<treaty>` and ``a ` \\* b`` are code", "The <treaty> and a ` \\* b are code"),
        ("An `open tick <b>and</b> more", "An open tick and more"),
    ],
)
def test_marks_of_markdown_that_are_words(written: str, read: str) -> None:
    line = f"{written}, and so it was said in the capital on the day after."
    data = f"{ONE}\n\n{line}\n\n{TWO}\n".encode()
    found = document(data, "a.md", "md")
    assert found.text.split("\n\n")[1] == f"{read}, and so it was said in the capital on the day after."
    start = found.text.index("and so it was")
    assert found.fragment(start, start + 13) == "and so it was"
    first, last = found.where_bytes(len(ONE) + 2, start + 13) or (0, 0)
    assert data[first:last].decode() == f"{written}, and so it was".removeprefix("\\")


FRONT = "---\ntitle: 'A bay: two shores'\ndate: 2009-03-12\nauthor:\n  title: Dr\ntags:\n- gas\n---\n"


@pytest.mark.parametrize("form", ["txt", "md"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fields_at_the_head_are_no_text(form: str, end: str) -> None:
    data = ("\ufeff" + FRONT + f"\n{ONE}\n\n{TWO}\n").replace("\n", end).encode()
    found = document(data, f"a.{form}", form)
    assert (found.title, str(found.date)) == ("A bay: two shores", "2009-03-12")
    assert both(found)
    assert found.fragment(0, len(ONE)) == ONE


@pytest.mark.parametrize(
    "content",
    [
        f"---\n{ONE}\n---\n\n{TWO}\n",
        f"{ONE}\n\n---\ntitle: no\n---\n\n{TWO}\n",
        f"---\ntitle: never closed\n\n{ONE}\n\n{TWO}\n",
    ],
    ids=["prose between rules", "further down", "never closed"],
)
def test_what_only_looks_like_fields_is_text(content: str) -> None:
    found = text(content)
    assert ONE in found.text
    assert TWO in found.text
    assert found.title != "no"


def test_a_line_of_markdown_may_end_with_a_backslash() -> None:
    found = document(f"{ONE}\n\nThe first line of all of them\\\nand the second line,\\\\\nand the third.\n".encode(), "a.md", "md")
    assert found.text.endswith("The first line of all of them and the second line,\\ and the third.")


W = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "between",
    [
        "<w:p><w:del><w:r><w:delText>It was deleted by somebody.</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>It was hidden by somebody.</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText>HYPERLINK it was a code.</w:instrText></w:r></w:p>",
        "<w:tbl><w:tr><w:tc>" + W.format("It was in a table, all of it.") + "</w:tc></w:tr></w:tbl>",
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>It was a heading, all of it.</w:t></w:r></w:p>',
        "<w:p><w:r><w:pict><w:txbxContent>" + W.format("It was in a box, all of it.") + "</w:txbxContent></w:pict></w:r></w:p>",
        "<w:p/>",
    ],
)
def test_what_is_no_prose_in_a_word_document_is_left_out(between: str) -> None:
    styles = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    data = docx([], body=W.format(ONE) + between + W.format(TWO), styles=styles.encode())
    assert both(document(data, "a.docx", "docx"))


def test_runs_breaks_and_lists_of_a_word_document() -> None:
    first, second = ONE.split(" sign ")
    runs = f"<w:p><w:r><w:t>{first} </w:t></w:r><w:r><w:t>sign</w:t><w:br/><w:t>{second}</w:t></w:r></w:p>"
    item = f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{TWO}</w:t></w:r></w:p>"
    found = document(docx([], body=runs + item), "a.docx", "docx")
    assert both(found)
    assert [b.kind for b in found.blocks] == ["paragraph", "item"]


def lines(content: str, width: int = 70) -> list[str]:
    import textwrap

    return textwrap.wrap(content, width, break_on_hyphens=False)


def test_heads_feet_and_numbers_of_pages_are_left_out() -> None:
    numbers = ("first", "second", "third", "fourth")
    pages = [["Institute for Everything", *lines(f"{n} {ONE} {n}", 40), f"Page {i} of 4"] for i, n in enumerate(numbers, 1)]
    found = document(pdf(pages), "a.pdf", "pdf")
    assert "Institute" not in found.text
    assert "Page" not in found.text
    assert found.text.count(ONE) == 4


def test_a_sentence_goes_on_over_the_page() -> None:
    whole = lines(ONE + " " + TWO)
    pages = [["Institute", *whole[:2], "1"], ["Institute", *whole[2:], "2"], ["Institute", *lines(TWO), "3"]]
    assert f"{ONE} {TWO}" in document(pdf(pages), "a.pdf", "pdf").text


def test_hyphens_at_the_end_of_a_line() -> None:
    found = document(
        pdf(
            [
                [
                    "The long-term plan of both was to be carried out in the end by the com-",
                    "missioners, in a long-",
                    "term way that they had not yet spoken of at all.",
                ]
            ]
        ),
        "a.pdf",
        "pdf",
    )
    assert "by the commissioners, in a long-term way" in found.text


@pytest.mark.parametrize(
    ("given_", "title"), [("A bay & its union", "A bay & its union"), ("report-final.docx", ""), ("Microsoft Word - x", "")]
)
def test_the_title_of_a_pdf_is_believed_unless_a_program_wrote_it(given_: str, title: str) -> None:
    assert document(pdf([lines(ONE)], title=given_), "a.pdf", "pdf").title == title


PAGES = Path(__file__).parent / "pages"
ARTICLE = (
    "The two governments are unlikely to agree on the tariff before the summit in June, "
    "and the smaller one has little room to give way.",
    "The first road map was signed in 2019. If the price of gas rises, "
    "the cabinet will have to find another two hundred million dollars.",
    "The ministry has promised a draft by 30 September. Most observers expect a further delay.",
)
LAST = {
    "newspaper": "Nobody knows how the story ends, but the port will suffer.",
    "ministry": "The next session will be held on 15 June 2024 in Port Halm.",
}


@pytest.mark.parametrize("name", ["blog", "institute", "newspaper", "ministry"])
def test_a_page_in_the_manner_of_real_sites_is_its_article(name: str) -> None:
    """Menus, banners for cookies, tickers, boxes in the text, other work, comments; a frame made of tables."""
    found = document((PAGES / f"{name}.html").read_bytes(), f"{name}.html", "html")
    last = (LAST[name],) if name in LAST else ()
    assert tuple(found.text[b.start : b.end] for b in found.blocks) == ARTICLE + last
    assert str(found.date) == "2024-03-12"


def test_a_heading_of_other_work_is_believed_only_after_most_of_the_article() -> None:
    other = "<h2>Related disputes</h2>"
    long = "".join(f"<p>{ONE}</p>" for _ in range(3))
    assert html(f"<p>{ONE}</p>{other}{long}<p>{TWO}</p>").text.endswith(TWO)
    assert html(f"{long}{other}<p>{TWO}</p>").text.endswith(ONE)
