// Everything works without this file. It makes three things nicer: the menu on a phone becomes a button that says
// whether it is open, the list of errors takes the focus, and a button pressed twice sends once.

const link = document.querySelector("a.app-menu");
const menu = document.getElementById("menu");

if (link && menu) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.textContent = link.textContent;
  button.setAttribute("aria-controls", menu.id);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const isOpen = menu.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(isOpen));
  });
  link.replaceWith(button);
}

if (document.querySelector('[data-module^="govuk-"]')) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { createAll, Button, ErrorSummary } = await import("./vendor/govuk-frontend.min.js");
  createAll(ErrorSummary);
  createAll(Button, { preventDoubleClick: true });
}
