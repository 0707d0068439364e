"""What each line of an article is."""

import time

import pytest

from lintnews.document.plain import plain_document

BODY = "The council met on Monday.\nNobody left the room."


def read(text):
    document = plain_document(text, "a.txt")
    return [(block.kind, document.prose[block.lead : block.end]) for block in document.blocks]


def kind_in_front(line):
    """The kind of a line between the headline and the first paragraph."""
    return read(f"Council meets\n{line}\n{BODY}")[1][0]


def kind_inside(line):
    return read(f"{BODY}\n{line}\n{BODY}")[2][0]


def kind_at_end(line):
    return read(f"{BODY}\n{line}")[2][0]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and JOHN ROE, Associated Press",
        "By Ursula von der Leyen",
        "Jane Doe in Paris",
        "Jane Doe and John Roe in New York",
        "Jane Doe, political editor",
        "Jane Doe Transport correspondent",
        "Jane Doe, BBC security correspondent",
        "(Kou Higuchi)",
        "Reporting by Jane Doe; Editing by John Roe.",
        "(Reporting by Jane Doe in Paris; Additional reporting by John Roe)",
        "Monday, March 3, 2014",
        "Published: 3 March 2023 at 12:30 GMT",
        "Last updated on Tue 3 Mar 2020 12.30 GMT",
        "2023-03-03 12:30",
        "12:30",
        "2 hours ago",
    ],
)
def test_bylines_and_dates(line):
    assert kind_in_front(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: Jane Doe/Getty",
        "PHOTO: People cross the bridge on Monday.",
        "People cross the bridge. Image: J. R. Smith.",
        "People cross the bridge. Photo by Jane Doe",
        "People cross the bridge. (Jane Doe/Reuters)",
        "People cross the bridge (AP Photo/Jane Doe)",
        "Jane Doe/AFP/Getty Images",
        "File photo of the bridge",
        "Figure 2.1 The bridge in 1865",
        "credit…Jane Doe for The Times",
    ],
)
def test_captions(line):
    assert kind_in_front(line) == kind_inside(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Arsenal 2 Chelsea 1",
        "Arsenal 2-1 Chelsea",
        "Arsenal 2 – 1 Chelsea (aet)",
        "1. Lewis Hamilton (Mercedes) 1:32.4",
        "Nadal bt Federer 6-4 7-6 (7-5)",
        "Liverpool 38 32 3 3 99",
        "1,200 3,400 5,600",
        "Name\tAge\tTown",
        "Leeds | 12 | +3",
    ],
)
def test_results_and_rows(line):
    assert kind_in_front(line) == kind_inside(line) == "score-line"


@pytest.mark.parametrize(
    "line",
    ["READ ALSO: Council meets again", "Related", "Related: council", "Click here to subscribe.",
     "Copyright 2020 The Paper. All rights reserved.", "© The Paper", "* * *", "___"],
)  # fmt: skip
def test_residue(line):
    assert kind_in_front(line) == kind_inside(line) == "residue"


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the troops had left.",
        "By noon everything was over, she said.",
        "Jane Doe in Paris said so.",
        "She liked the photo by Jane Doe, he said.",
        "The town hall was closed, the ministry said. (Reuters)",
        "Figure 2.1 shows the bridge in 1865.",
        "He won 6-4 6-3.",
        "He was born in 1865 and died in 1901.",
        "Related costs fell too.",
        "Recommended reading grew longer.",
        "A. Smith, a teacher from Leeds, said he was happy.",
        "J. R. Smith wrote it.",
        "May was warm.",
        "A fire broke out on Monday – nobody was hurt.",
        "“We will not give up,” he said.",
        "Who will pay?",
        "It was over at 12:30.",
    ],
)
def test_sentences_are_none_of_these(line):
    assert kind_inside(line) == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "What happens next",
        "More Forceful in Private",
        "On NATO",
        "Why the vote was lost",
        "7 Neo-walled gardens",
        "3 The site has created millions of jobs – but not in its own offices",
        "Bayern are back (Sport Today)",
    ],
)
def test_headings_inside_an_article(line):
    assert kind_inside(line) == "subheading"


@pytest.mark.parametrize(
    "line",
    [
        "He said on Monday that the bridge would be closed",
        "The bridge would be closed on Monday, the minister said in",
        "They want to close the bridge for two years",
        "The mayor said that the city would pay for the bridge",
        "The council decided to build a new bridge over the river and close the old one in March",
        "The mayor left the hall. Nobody knew where he went",
        "The council met,",
        "The mayor asked: “What is the price of",
        "The mayor had one message: ”",
    ],
)
def test_a_sentence_that_breaks_off_is_no_heading(line):
    assert kind_inside(line) == "paragraph"


def test_under_a_heading_something_stands():
    line = "The city plans to build a new bridge"
    assert kind_inside(line) == "subheading"
    assert kind_at_end(line) == "paragraph"
    assert read(f"{BODY}\n{line}\nBy Jane Doe\n© The Paper")[2][0] == "paragraph"
    assert kind_at_end("More on the New Bridge") == "subheading"


@pytest.mark.parametrize(
    "headline",
    ["Who pays for the bridge?", "Bridge closed: mayor blames the engineers, council and the rain",
     "Bridge closed! Mayor leaves (The Paper)", "Jane Doe: ‘I had no choice’"],
)  # fmt: skip
def test_headlines(headline):
    assert read(f"{headline}\n{BODY}")[0][0] == "headline"


def test_an_article_without_a_headline_begins_with_a_paragraph():
    assert [kind for kind, _ in read(BODY)] == ["paragraph", "paragraph"]
    cut = "The government of Peru said on Monday that it would resume the talks with the"
    assert read(f"{cut}\n{BODY}")[0][0] == "paragraph"


@pytest.mark.parametrize(
    "lead",
    [
        "KYIV, March 3 (Reuters) – ",
        "LONDON (AP) — ",
        "GAZA CITY, Gaza Strip – ",
        "BEIJING, Aug. 5 (Xinhua) -- ",
        "MOSCOW, August 25 – RIA Novosti. ",
        "MOSCOW, 25 August. /TASS/. ",
        "Beijing, March 3 (Xinhua) ",
        "NEW YORK/LONDON, Jan 3 (Reuters) - ",
        "Brussels, 5 May 2021 – ",
        "Taipei, Taiwan — ",
        "WASHINGTON — ",
        "(CNN) — ",
        "[Beijing 3rd] ",
        "【東京】",
        "12:30 ",
        "12.30pm BST ",
        "10:15am: ",
        "[12:30] ",
        "JANE DOE ",
        "NELSON A. COLÓN VARGAS ",
        "Thursday, May 7, 2015 ",
        "Friday, May 8, 2015 ",
        "Mon., Feb. 2, 2015 ",
        "May 7, 2015 ",
    ],
)
def test_what_stands_before_the_first_sentence(lead):
    assert read(f"Council meets\n{lead}{BODY}")[1] == ("paragraph", "The council met on Monday.")


@pytest.mark.parametrize(
    "line",
    ["NATO – the alliance – said so.", "Ministers – tired of waiting – left.", "12.30 is too late.",
     "Paris, London and Rome – all of them – said no.", "2023 Was a good year.",
     "US EPA Administrator Jane Doe said so.", "ALL IN ALL the plan works.",
     "NASA The agency met.", "May 7 The council met."],
)  # fmt: skip
def test_what_only_looks_like_a_dateline(line):
    assert read(f"Council meets\n{line}\n{BODY}")[1] == ("paragraph", line)


def test_a_place_alone_is_a_dateline_in_the_opening_only():
    line = "BEIRUT – A strike hit the port."
    assert read(f"{BODY}\n{BODY}\n{line}")[-1] == ("paragraph", line)
    dated = "BEIRUT, May 3 – A strike hit the port."
    assert read(f"{BODY}\n{BODY}\n{dated}")[-1] == ("paragraph", "A strike hit the port.")


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "2) ", "a) ", "(b) ", "(iv) ", "A) "])
def test_list_marks_stand_before_the_text(mark):
    assert read(f"{BODY}\n{mark}rents stay as they are\n{BODY}")[2] == (
        "list-item",
        "rents stay as they are",
    )


def test_short_lines_in_a_row_are_a_list():
    lines = ["Rents stay frozen", "Owners pay for repairs", "Complaints go to the hall"]
    assert [kind for kind, _ in read("\n".join([BODY, *lines, BODY]))[2:5]] == ["list-item"] * 3
    assert [kind for kind, _ in read("\n".join([BODY, *lines[:2], BODY]))[2:4]] == [
        "subheading"
    ] * 2


def test_lines_between_a_colon_and_list_items_are_items():
    text = f"{BODY}\nIt decided:\nRents stay as they are until the end of the year for everybody, the old and the young\n- Owners pay\n{BODY}"  # noqa: E501
    assert [kind for kind, _ in read(text)[2:5]] == ["paragraph", "list-item", "list-item"]


def test_verse():
    poem = "The sea was dark, the wind was low,\nThe boats lay tied in rows;\nNobody knew where they should go\nNor where the river flows."  # noqa: E501
    kinds = [kind for kind, _ in read(f"{BODY}\n{poem}\n{BODY}")]
    assert kinds == ["paragraph"] * 2 + ["verse"] * 4 + ["paragraph"] * 2


def test_an_interview_is_running_text():
    talk = "Q: What did you see?\nA: A fire.\nCNN: And then?\nTHE PRESIDENT: Nothing at all."
    assert {kind for kind, _ in read(f"{BODY}\n{talk}\n{BODY}")} == {"paragraph"}


@pytest.mark.parametrize(
    "unit",
    ["A", "a ", "Aa ", "12:30 ", "1 ", "1-1 ", "(", "By Ann ", "Ann Lee, ", "A/", "Photo: ",
     "KYIV ", "[A ", "May 3 (AP) ", "\t", " | ", "AP/", "— ", "Table 1 "],
)  # fmt: skip
def test_the_time_grows_with_the_text_only(unit):
    for separator in ("", "\n"):
        text = (unit + separator) * (300_000 // len(unit + separator))
        began = time.process_time()
        read(text)
        assert time.process_time() - began < 10
