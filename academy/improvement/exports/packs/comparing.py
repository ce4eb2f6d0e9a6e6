"""What is different from the pack before, and from the version before."""

from collections.abc import Mapping
from typing import Any

SAID = ("What happened", "Why", "What next")


def with_last(said: dict[str, Any], before: Mapping[str, Any] | None) -> None:
    """Beside each measure what the last pack said of it; withheld then or now, nothing is compared."""
    then = {one["code"]: one for one in before["measures"]} if before else {}
    for one in said["measures"]:
        one["last"] = _last(one, then.get(one["code"]))
    said["since"] = _since(said, before, then)


def changes(said: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    """What a new version says otherwise than the one it replaces, for whoever has read that one."""
    if before is None:
        return []
    then = {one["code"]: one for one in before["measures"]}
    now = {one["code"]: one for one in said["measures"]}
    found = [f"{label} was rewritten." for (label, words), (_, old) in _pairs(said, before) if words != old]
    found += [f"{one['title']} is new in it." for code, one in now.items() if code not in then]
    found += [f"{one['title']} no longer stands in it." for code, one in then.items() if code not in now]
    for code in now.keys() & then.keys():
        found += _changed(now[code], then[code])
    return sorted(found)


def _pairs(said: Mapping[str, Any], before: Mapping[str, Any]) -> Any:
    return zip(said["sentences"], before["sentences"], strict=False)


def _changed(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    title, found = now["title"], []
    if now["is_withheld"] != then["is_withheld"]:
        found.append(f"{title}: now {'withheld' if now['is_withheld'] else 'shown'}.")
    elif (now["now"], now["now_on"]) != (then["now"], then["now_on"]):
        found.append(f"{title}: {now['now']} ({now['now_on']}) instead of {then['now']} ({then['now_on']}).")
    if now["status"] != then["status"] and now["status"] and then["status"]:
        found.append(f"{title}: “{now['status'][0]}” instead of “{then['status'][0]}”.")
    if now["rows"][1:] != then["rows"][1:]:
        found.append(f"{title}: earlier readings were corrected.")
    words = [label for label, new, old in zip(SAID, now["happened"], then["happened"], strict=True) if new != old]
    return found + [f"{title}: “{label}” was rewritten." for label in words]


def _last(one: Mapping[str, Any], then: Mapping[str, Any] | None) -> str:
    """Last time: 58% in June 2026, Behind. And what was printed then, where it has been corrected since."""
    if then is None:
        return ""
    if one["is_withheld"] or then["is_withheld"] or not then["status"]:
        return ""
    words = f"Last time: {then['now']} in {then['now_on']}, {then['status'][0]}."
    since = next((row for row in one["rows"] if row[0] == then["now_on"]), None)
    if since and since[1] != then["now"]:
        words += f" That reading has been corrected since, to {since[1]}."
    return words


def _since(said: Mapping[str, Any], before: Mapping[str, Any] | None, then: Mapping[str, Any]) -> list[str]:
    if before is None:
        return []
    lines = []
    for one in said["measures"]:
        old = then.get(one["code"])
        if old is None:
            lines.append(f"{one['title']}: new in this pack.")
        elif one["last"] and one["status"] and old["status"] and one["status"] != old["status"]:
            lines.append(f"{one['title']}: {one['status'][0]}, was {old['status'][0]}.")
    codes = {one["code"] for one in said["measures"]}
    lines += [f"{old['title']}: no longer in the pack." for code, old in then.items() if code not in codes]
    return [before["title"], *(lines or ["Every measure stands where it stood."])]
