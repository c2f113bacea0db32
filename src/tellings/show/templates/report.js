// What the page can do without a script it does with style rules; this adds searching by words, sorting and a count.
// It reads and moves what the page already holds: nothing is written as markup, fetched or stored.
for (const section of document.querySelectorAll(".claims")) {
  const filters = section.querySelector(".filters");
  if (!filters) continue;
  const words = filters.querySelector(".by-words");
  const order = filters.querySelector(".order");
  const found = filters.querySelector(".found");
  const table = section.querySelector(".matrix");
  const bodies = table ? [...table.tBodies] : [];
  const rows = [...section.querySelectorAll(".claim")];
  const homes = bodies.map((body) => [body, [...body.rows]]);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const sorted = document.createElement("tbody");
  for (const control of filters.querySelectorAll("[hidden]")) control.hidden = false;

  const count = () => {
    const kept = rows.filter((row) => row.matches(":not(.is-out)") && getComputedStyle(row).display !== "none");
    const isNarrowed = section.matches(":has(.is-searched, input[type=radio]:checked:not([value=all]), .by-outlet option:checked:not([value=all]), .by-voice option:checked:not([value=all]))");
    found.textContent = isNarrowed ? `${kept.length} of ${rows.length} claims` : "";
    for (const group of section.querySelectorAll(".alone")) {
      if (isNarrowed) group.open = [...group.querySelectorAll(".claim")].some((row) => kept.includes(row));
    }
  };
  const search = () => {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    filters.classList.toggle("is-searched", asked.length > 0);
    for (const row of rows) row.classList.toggle("is-out", !asked.every((word) => texts.get(row).includes(word)));
  };
  const sort = () => {
    for (const [body, own] of homes) body.append(...own);
    sorted.remove();
    if (!table || order.value === "") return;
    const figure = (row) => Number(row.querySelectorAll("td.n")[Number(order.value)].textContent);
    sorted.append(...bodies.flatMap((body) => [...body.querySelectorAll(".claim")]).sort((a, b) => figure(b) - figure(a)));
    table.append(sorted);
  };
  filters.addEventListener("input", () => { search(); count(); });
  order.addEventListener("change", () => { sort(); count(); });
}
