// The register works without this file. With it, a tap is kept on the phone first and sent after, so that a lost connection
// loses nothing: each mark has a key of its own and the time it was made, and goes out again until the register has it.
// Only numbers are kept on the phone, never a name. All words are in the page.

const form = document.querySelector("form[data-register]");
const address = form?.dataset.register;
const LATEST = 15_000; // milliseconds until it tries again by itself

if (address && crypto.randomUUID) {
  const { session, account, day } = form.dataset;
  const place = `register:${account}:${session}`;
  const box = form.querySelector("[data-waiting]");
  const words = box.querySelector("[data-words]");
  const conflicts = box.querySelector("[data-conflicts]");
  const says = document.querySelector("[data-says]");
  let isSending = false;
  let hasWaited = false;
  let trouble = "";

  const kept = () => JSON.parse(localStorage.getItem(place) || "[]");
  const keep = (marks) =>
    marks.length ? localStorage.setItem(place, JSON.stringify(marks)) : localStorage.removeItem(place);

  const row = (booking) => form.querySelector(`[data-booking="${booking}"]`);
  const isMarked = (line) => line.querySelector("[aria-pressed]") !== null;

  const show = (booking, presence, tag, tone) => {
    const line = row(booking);
    if (!line) return;
    const mark = document.createElement("span");
    mark.className = `govuk-tag is-${tone}`;
    mark.textContent = tag;
    line.querySelector("[data-mark]").replaceChildren(mark);
    for (const button of line.querySelectorAll(".app-taps button")) {
      const isIt = (button.value === "missed") === (presence === "missed");
      if (isIt) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    }
  };

  const showWaiting = () => {
    const number = kept().length;
    const { one, many, kept: keptWords, sent } = box.dataset;
    hasWaited ||= number > 0 && (trouble !== "" || !navigator.onLine);
    if (number && hasWaited) {
      words.textContent = `${number === 1 ? one : many.replace("{number}", number)} ${trouble || keptWords}`;
    } else if (hasWaited) {
      words.textContent = sent;
    }
    box.hidden = !words.textContent && !conflicts.children.length;
  };

  const tell = (sentence) => {
    const line = document.createElement("li");
    line.textContent = sentence;
    conflicts.append(line);
  };

  const showAnswer = (answer) => {
    for (const mark of answer.marks) if (mark.words) tell(mark.words);
    const waiting = new Set(kept().map((mark) => mark.booking));
    for (const one of answer.standing) {
      if (one.presence && !waiting.has(one.booking)) show(one.booking, one.presence, one.words, one.tone);
    }
    says.textContent = answer.says;
    form.querySelector("[data-rest]").hidden = answer.unmarked === 0;
  };

  const send = async () => {
    const marks = kept();
    if (isSending || !marks.length) return showWaiting();
    isSending = true;
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
        body: JSON.stringify({ sent_at: new Date().toISOString(), day, marks }),
        redirect: "error",
      });
      trouble = "";
      if (response.ok) {
        const answer = await response.json();
        const done = new Set(answer.marks.map((mark) => mark.key));
        keep(kept().filter((mark) => !done.has(mark.key)));
        showAnswer(answer);
      } else if (response.status === 401 || response.status === 403) {
        trouble = box.dataset.signedOut;
        hasWaited = true;
      } else {
        trouble = (await response.json().catch(() => ({}))).detail || box.dataset.refused;
        hasWaited = true;
      }
    } catch {
      hasWaited = true; // no connection: everything is still kept
    } finally {
      isSending = false;
      showWaiting();
    }
  };

  const tap = (line, presence) => {
    const booking = Number(line.dataset.booking);
    const mark = { key: crypto.randomUUID(), booking, day, presence, made_at: new Date().toISOString() };
    keep([...kept(), mark]);
    show(booking, presence, `${label(line, presence)}: ${box.dataset.asLate}`, "calm");
  };

  const label = (line, presence) => line.querySelector(`button[value="${presence}"]`).firstChild.textContent;

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.name) return;
    event.preventDefault();
    const lines = [...form.querySelectorAll("[data-booking]")];
    if (button.name === "rest") for (const line of lines.filter((one) => !isMarked(one))) tap(line, button.value);
    else tap(button.closest("[data-booking]"), button.value);
    send();
  });

  for (const mark of kept()) {
    const line = mark.day === day && row(mark.booking);
    if (line) show(mark.booking, mark.presence, `${label(line, mark.presence)}: ${box.dataset.asLate}`, "calm");
  }
  window.addEventListener("online", send);
  window.addEventListener("offline", showWaiting);
  window.addEventListener("beforeunload", (event) => {
    if (kept().length && !navigator.onLine) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, LATEST);
  send();
}
