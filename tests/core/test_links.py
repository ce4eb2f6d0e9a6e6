from academy.core import links


def test_a_link_leads_back_to_its_record():
    assert links.number_in("follow-up", links.token("follow-up", 4821)) == 4821


def test_a_link_for_one_purpose_is_refused_for_another():
    assert links.number_in("cancel", links.token("follow-up", 4821)) is None


def test_a_changed_or_invented_link_is_refused():
    token = links.token("follow-up", 4821)

    assert links.number_in("follow-up", token.replace("4821", "4822")) is None
    assert links.number_in("follow-up", "4821-") is None
    assert links.number_in("follow-up", "four-thousand") is None
    assert links.number_in("follow-up", "９９-" + token[5:]) is None
