import pytest

from academy.elearning import rules
from academy.elearning.rules import BlockSaid, ChoiceSaid, PageSaid, QuestionSaid, Score, State

TWO = (ChoiceSaid("Yes", True, "Right."), ChoiceSaid("No", False, "Not so."))


def lacks(*blocks: BlockSaid, title: str = "A page") -> list[str]:
    return [one.words for one in rules.missing([PageSaid(title, blocks)])]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (BlockSaid("text", words="Something."), []),
        (BlockSaid("text"), ["the text says nothing yet."]),
        (BlockSaid("image", has_file=True, alternative="A door"), []),
        (BlockSaid("image", has_file=True, is_decorative=True), []),
        (
            BlockSaid("image"),
            [
                "the picture is not there yet.",
                "the picture has no words for those who cannot see it. Write them, or say that it is only decoration.",
            ],
        ),
        (BlockSaid("film", words="A talk", has_file=True, has_captions=True, transcript="Hello."), []),
        (BlockSaid("film", words="A silent film", has_file=True, has_speech=False), []),
        (BlockSaid("film", words="Elsewhere", has_link=True, transcript="Hello."), []),
        (
            BlockSaid("film", words="A talk", has_file=True),
            [
                "the video or sound has speech and no captions. Add a captions file (VTT).",
                "the video or sound has speech and no transcript to read.",
            ],
        ),
        (BlockSaid("download", words="The form"), ["the file to take away is not there yet."]),
        (BlockSaid("check"), ["the knowledge check has no questions."]),
        (BlockSaid("check", questions=(QuestionSaid("single", "Is it?", TWO),)), []),
        (
            BlockSaid("check", draw=2, questions=(QuestionSaid("single", "Is it?", TWO),)),
            ["the knowledge check draws two questions and has only one."],
        ),
        (
            BlockSaid("check", questions=(QuestionSaid("single", "Is it?", (ChoiceSaid("Yes"), ChoiceSaid("No"))),)),
            ["question 1 has no right answer.", "question 1 says nothing to whoever chooses “Yes”."],
        ),
        (
            BlockSaid("check", questions=(QuestionSaid("order", "First?", TWO),)),
            [
                "question 1 has too few answers to choose from.",
                "question 1 says nothing to whoever has answered. Write why it is so.",
            ],
        ),
    ],
)
def test_the_check_list_says_in_sentences_what_is_missing(block, words):
    assert lacks(block) == [f"Page 1, part 1: {one}" for one in words]


def test_a_page_without_a_title_and_one_without_a_part_are_missing_something():
    assert lacks(BlockSaid("text", words="Something."), title=" ") == ["Page 1 has no title."]
    assert lacks() == ["Page 1 is empty."]
    assert [one.words for one in rules.missing([])] == ["The lesson has no pages yet."]


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "answer"),
    [
        ("single", [1], [1], True),
        ("single", [1], [2], False),
        ("several", [1, 3], [3, 1], True),
        ("several", [1, 3], [1], False),
        ("several", [1, 3], [1, 2, 3], False),
        ("several", [1, 3], [], False),
        ("order", [1, 2, 3], [1, 2, 3], True),
        ("order", [1, 2, 3], [2, 1, 3], False),
    ],
)
def test_which_answer_is_right(kind, right, chosen, answer):
    assert rules.is_right(kind, right, chosen) is answer


def test_a_draw_is_fixed_by_its_seed_try_and_block():
    bank = list(range(100, 120))

    assert rules.drawn(7, 1, 3, bank, 5) == rules.drawn(7, 1, 3, bank, 5)
    assert set(rules.drawn(7, 1, 3, bank, 5)) <= set(bank)
    others = [rules.drawn(8, 1, 3, bank, 5), rules.drawn(7, 2, 3, bank, 5), rules.drawn(7, 1, 4, bank, 5)]
    assert all(other != rules.drawn(7, 1, 3, bank, 5) for other in others)
    assert rules.drawn(7, 1, 3, bank, None) == bank


def test_the_parts_of_an_order_are_never_offered_in_their_right_order():
    parts = [1, 2, 3]

    assert all(rules.shuffled(seed, 1, 9, parts) != parts for seed in range(200))


@pytest.mark.parametrize(
    ("right", "asked", "mark", "is_enough", "needed"),
    [(4, 5, 80, True, 4), (3, 5, 80, False, 4), (2, 3, 80, False, 3), (0, 0, 80, True, 0), (0, 5, 0, True, 0)],
)
def test_how_many_are_enough(right, asked, mark, is_enough, needed):
    score = Score(right, asked, mark)

    assert (score.is_enough, score.needed) == (is_enough, needed)


@pytest.mark.parametrize(
    ("right", "try_number", "tries", "state"),
    [
        (5, 1, 3, State.FINISHED),
        (1, 1, 3, State.OPEN),
        (1, 3, 3, State.NOT_PASSED),
        (5, 3, 3, State.FINISHED),
        (1, 99, None, State.OPEN),
    ],
)
def test_what_becomes_of_an_attempt(right, try_number, tries, state):
    assert rules.state_after(Score(right, 5, 80), try_number=try_number, tries=tries) == state


@pytest.mark.parametrize(
    ("elapsed", "page", "counted"), [(30, 100, 30), (500, 100, 300), (500, 5, 60), (-3, 100, 0), (10_000, 0, 60)]
)
def test_time_counts_as_far_as_it_can_have_been_spent(elapsed, page, counted):
    assert rules.counted_seconds(elapsed, page) == counted


def test_progress_is_told_in_words():
    assert rules.progress_words(3, 8, 560) == "Page 3 of 8, about 10 minutes left."
    assert rules.progress_words(8, 8, 20) == "Page 8 of 8, about a minute left."


def test_easy_text_reads_younger_than_hard_text():
    easy = "The dog ran to the tree. It sat in the sun. A boy came by. He had a red ball. " * 5
    hard = "Multidisciplinary organisational considerations necessitate comprehensive interagency collaboration. " * 9

    easy_age, hard_age = rules.reading_age(easy), rules.reading_age(hard)

    assert easy_age is not None
    assert hard_age is not None
    assert easy_age < 9 < 20 < hard_age
    assert rules.reading_age("Too short.") is None
