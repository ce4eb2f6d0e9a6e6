// An audit works without this file. With it, what is written is kept on the tablet first and sent a moment after, so that
// a lost connection loses nothing: each piece goes out with a key of its own and the revision its writer had before them,
// until the audit has it. It is taken off the tablet as soon as it is there. All words are in the page.

const form = document.querySelector("form[data-audit]");
const AFTER = 1_200; // milliseconds of rest until it is sent
const LATEST = 15_000; // until it tries again by itself

if (form && crypto.randomUUID) {
  const { audit: address, place } = form.dataset;
  const box = form.querySelector("[data-waiting]");
  const words = box.querySelector("[data-words]");
  const saved = form.querySelector("[data-saved]");
  let timer = 0;
  let isSending = false;
  let hasWaited = false;
  let trouble = "";

  const kept = () => JSON.parse(localStorage.getItem(place) || "{}");
  const keep = (pieces) =>
    Object.keys(pieces).length ? localStorage.setItem(place, JSON.stringify(pieces)) : localStorage.removeItem(place);

  const part = (name) => form.querySelector(`[data-piece="${name}"]`);
  const seen = (name) => form.elements[`${name}-seen`];
  const textarea = (name) => form.elements[`${name}-words`];
  const value = (name) => part(name).querySelector("input:checked")?.value || "";

  const put = (name, chosen, text) => {
    for (const radio of part(name).querySelectorAll('input[type="radio"]')) radio.checked = radio.value === chosen;
    textarea(name).value = text;
  };

  const write = (name, looked = []) => {
    const pieces = kept();
    pieces[name] = {
      key: crypto.randomUUID(),
      piece: name,
      value: value(name),
      words: textarea(name).value.trim(),
      seen: Number(seen(name).value),
      looked,
      made_at: new Date().toISOString(),
    };
    keep(pieces);
    clearTimeout(timer);
    timer = setTimeout(send, AFTER);
  };

  const button = (label, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "govuk-button govuk-button--secondary";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };

  const notice = (name, sentence, ...buttons) => {
    part(name).querySelector("[data-notice]")?.remove();
    const line = document.createElement("div");
    line.className = "app-notice";
    line.dataset.notice = "";
    line.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = sentence;
    const group = document.createElement("div");
    group.className = "govuk-button-group";
    group.append(...buttons);
    line.append(text, group);
    textarea(name).closest(".govuk-form-group").append(line);
  };

  const label = (name, chosen) =>
    part(name).querySelector(`input[value="${CSS.escape(chosen)}"]`)?.labels[0]?.textContent || "";

  const settle = (one) => {
    const pieces = kept();
    const mine = pieces[one.piece];
    if (!mine || mine.key !== one.key) {
      // written again meanwhile: the newer one goes out with the revision that stands now
      if (mine && (one.outcome === "saved" || one.outcome === "same")) {
        mine.seen = one.revision;
        keep(pieces);
      }
      if (part(one.piece)) seen(one.piece).value = one.revision;
      return;
    }
    if (one.outcome === "held") {
      const held = () => {
        part(one.piece).querySelector("[data-notice]")?.remove();
        write(one.piece, one.warnings);
      };
      mine.isHeld = true;
      keep(pieces);
      if (part(one.piece))
        notice(one.piece, `${box.dataset.looks} ${one.warnings.join(", ")}`, button(box.dataset.nobody, held));
      return;
    }
    if (one.outcome === "beside" && !part(one.piece)) {
      mine.isHeld = true; // shown on the page it belongs to
      return keep(pieces);
    }
    delete pieces[one.piece];
    keep(pieces);
    if (!part(one.piece)) return;
    part(one.piece).querySelector("[data-notice]")?.remove();
    seen(one.piece).value = one.revision;
    if (one.outcome === "beside") {
      const theirs = [label(one.piece, one.value), one.reason].filter(Boolean).join(". ");
      const yours = button(box.dataset.yours, () => {
        part(one.piece).querySelector("[data-notice]").remove();
        write(one.piece);
      });
      const take = button(box.dataset.theirs, () => {
        put(one.piece, one.value, one.reason);
        part(one.piece).querySelector("[data-notice]").remove();
      });
      notice(one.piece, `${one.by} ${box.dataset.meanwhile}: ${theirs}`, yours, take);
    } else if (one.outcome === "refused") {
      notice(one.piece, one.words);
    }
  };

  const show = () => {
    const waits = Object.values(kept()).some((one) => !one.isHeld);
    hasWaited ||= waits && (trouble !== "" || !navigator.onLine);
    box.hidden = !(waits && hasWaited);
    words.textContent = trouble || box.dataset.kept;
  };

  async function send() {
    const answers = Object.values(kept()).filter((one) => !one.isHeld);
    if (isSending || !answers.length) return show();
    isSending = true;
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ sent_at: new Date().toISOString(), answers }),
        redirect: "error",
      });
      trouble = "";
      if (response.ok) {
        const answer = await response.json();
        for (const one of answer.answers) settle(one);
        const at = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
        saved.textContent = `${box.dataset.sent} at ${at.format(new Date(answer.saved_at)).replace(" ", "")}`;
        hasWaited = false;
      } else {
        trouble = response.status === 401 || response.status === 403 ? box.dataset.signedOut : box.dataset.kept;
        hasWaited = true;
      }
    } catch {
      hasWaited = true; // no connection: everything is still kept
    } finally {
      isSending = false;
      show();
    }
  }

  const nameOf = (field) => field.closest("[data-piece]")?.dataset.piece;
  form.addEventListener("input", (event) => {
    const name = nameOf(event.target);
    if (name) write(name);
  });
  form.addEventListener("submit", (event) => {
    // without a connection the page would be lost: all of it is kept, and goes out when there is one
    if (navigator.onLine) return;
    event.preventDefault();
    hasWaited = true;
    show();
  });
  for (const [name, one] of Object.entries(kept())) {
    if (!part(name)) continue;
    put(name, one.value, one.words);
    delete one.isHeld;
    keep({ ...kept(), [name]: one });
  }
  window.addEventListener("online", send);
  window.addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, LATEST);
  send();
}
