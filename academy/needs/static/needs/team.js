// Everything works without this file. It keeps the words beside the buttons in step with who is ticked.

const bar = document.querySelector("[data-chosen]");

if (bar) {
  const form = bar.closest("form");
  const words = bar.querySelector("p");
  const [number, book, remind] = ["number", "book", "remind"].map((part) => bar.querySelector(`[data-chosen-${part}]`));
  const about = words.lastChild.textContent.replace(/^ (Both need|They need|All need|Tick who needs) /, "");
  const hasDate = book.textContent !== "See dates";

  const who = (chosen, needing) => {
    if (!chosen) return "Tick who needs";
    if (chosen === needing) return { 1: "They need", 2: "Both need" }[chosen] ?? "All need";
    return needing === 1 ? "One needs" : needing ? `${needing} need` : "None of them needs";
  };

  form.addEventListener("change", () => {
    const ticked = [...form.querySelectorAll('[name="person"]:checked')];
    const chosen = ticked.length;
    const needing = ticked.filter((box) => "needsIt" in box.dataset).length;
    number.textContent = chosen ? `${chosen} ${chosen === 1 ? "person" : "people"} chosen.` : "Nobody chosen yet.";
    words.lastChild.textContent = ` ${who(chosen, needing)} ${about}`;
    if (hasDate) book.textContent = chosen ? `Book ${chosen} place${chosen === 1 ? "" : "s"}` : "Book places";
    remind.textContent = chosen === 2 ? "Remind both" : chosen > 2 ? `Remind all ${chosen}` : "Remind";
  });
}
