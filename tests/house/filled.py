"""The forms of a page, filled in as somebody might who changes nothing that is there and guesses what is not."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

GUESSES = {"email": "somebody@weyshire.example", "number": "1", "url": "https://weyshire.example/"}
NOT_TYPED = ("submit", "button", "file", "reset", "image", "password")


@dataclass
class Filled:
    """One way of sending one form: with each of its named buttons there is another."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    room: dict[str, int] = field(default_factory=dict)  # how many letters fields of free text take


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Filled] = []
        self.form: Filled | None = None
        self.select = self.textarea = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Filled(said.get("method", "get").lower(), said.get("action", ""))
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "input":
            self._input(self.form, said)
        elif tag == "select":
            self.select, self.options = said.get("name", ""), []
        elif tag == "option":
            self.options.append((said.get("value", ""), "selected" in said))
        elif tag == "textarea":
            self.textarea = said.get("name", "")
            self.form.fields.setdefault(self.textarea, ["Words"])
            self._measure(self.form, said)
        elif tag == "button" and said.get("name"):
            self.form.buttons.append((said["name"], said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select" and self.form is not None and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen and value]
            offered = [value for value, _ in self.options if value]
            self.form.fields[self.select] = (chosen or offered)[:1]
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea and self.form is not None and data.strip():
            self.form.fields[self.textarea] = [data.strip()]

    def _input(self, form: Filled, said: dict[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        if not name or kind in NOT_TYPED or name == "csrfmiddlewaretoken":
            return
        if kind in ("radio", "checkbox"):
            if "checked" in said or name not in form.fields:
                form.fields[name] = [said.get("value", "on")]
        else:
            form.fields[name] = [said.get("value") or _guess(name, kind)]
            if kind == "text":
                self._measure(form, said)

    def _measure(self, form: Filled, said: dict[str, str]) -> None:
        if said.get("maxlength", "").isdigit():
            form.room[said["name"]] = int(said["maxlength"])


def forms_in(page: bytes) -> list[Filled]:
    """The frame's own (search, sign out) are left alone."""
    reader = Forms()
    reader.feed(page.decode("utf-8", "replace").partition("<main")[2])
    return reader.found


def filled(page: bytes) -> list[tuple[str, dict[str, list[str]]]]:
    """Where each form that is posted goes, and what is sent with it."""
    return [
        (form.action, {**form.fields, **({name: [value]} if name else {})})
        for form in forms_in(page)
        if form.method == "post"
        for name, value in form.buttons or [("", "")]
    ]


def _guess(name: str, kind: str) -> str:
    if kind in GUESSES:
        return GUESSES[kind]
    is_day = name == "on" or name.endswith(("_on", "since", "until"))
    return "5 January 2027" if is_day else "9:30am" if name in ("starts", "ends") else "Words"
