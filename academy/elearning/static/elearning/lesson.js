// Everything works without this file. It keeps what is typed on this device until the Academy has it, so that a lost
// connection loses no answer; and sends it when the connection is back.

const form = document.querySelector("form[data-lesson]");
const over = document.querySelector("[data-lesson-over]");

if (over) {
  for (const name of Object.keys(localStorage)) {
    if (name.split(":")[2] === over.dataset.lessonOver && name.startsWith("lesson:")) localStorage.removeItem(name);
  }
}

if (form) {
  const { lesson, page, reached, person } = form.dataset;
  const attempt = form.dataset.try;
  const mine = `lesson:${person}:`;
  const key = `${mine}${lesson}:${attempt}:${page}`;
  const says = form.querySelector("[data-says]");
  const typed = [...form.elements].filter((one) => one.name && !["opened", "csrfmiddlewaretoken", "go"].includes(one.name));
  const isTicked = (one) => ["checkbox", "radio"].includes(one.type);
  let waiting = null;

  // Drafts of somebody else on this device go, and those of pages that the Academy has.
  for (const name of Object.keys(localStorage)) {
    const parts = name.split(":");
    const isOver = name.startsWith(`${mine}${lesson}:`) && (parts[3] !== attempt || Number(parts[4]) < Number(reached));
    if (name.startsWith("lesson:") && (!name.startsWith(mine) || (isOver && name !== key))) localStorage.removeItem(name);
  }

  const kept = JSON.parse(localStorage.getItem(key) || "null");
  const isRefused = form.querySelector(".govuk-error-summary");
  if (kept && !isRefused) {
    for (const one of typed) {
      if (isTicked(one)) one.checked = (kept[one.name] || []).includes(one.value);
      else if (kept[one.name]?.[0] && !one.value) one.value = kept[one.name][0];
    }
  }

  form.addEventListener("input", () => {
    const now = {};
    for (const one of typed) {
      if (!isTicked(one) || one.checked) (now[one.name] ||= []).push(one.value);
    }
    localStorage.setItem(key, JSON.stringify(now));
  });

  const send = async (button) => {
    try {
      await fetch(form.action, { method: "HEAD", cache: "no-store", credentials: "same-origin" });
    } catch {
      waiting = button;
      says.textContent = "No connection. Your answers are kept on this device, and sent when it is back.";
      return;
    }
    waiting = null;
    form.dataset.sent = "yes";
    form.requestSubmit(button);
  };

  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return;
    event.preventDefault();
    send(event.submitter);
  });
  window.addEventListener("online", () => waiting && send(waiting));
  setInterval(() => waiting && send(waiting), 5000);
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}
