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

  // The same choice as the style rules make, read off the classes: asking the browser what it shows would make it lay out
  // every folded list for every claim.
  const chosen = () => {
    const standing = filters.querySelector("input[type=radio]:checked").value;
    const [outlet, voice] = [".by-outlet", ".by-voice"].map((name) => filters.querySelector(name)?.value ?? "all");
    const [relation, report] = outlet.split("-");
    const wanted = [];
    if (standing !== "all") wanted.push((is) => is(`is-${standing}`));
    if (relation === "in") wanted.push((is) => is(outlet));
    if (relation === "only") wanted.push((is) => is("is-single") && is(`in-${report}`));
    if (relation === "not") wanted.push((is) => !is(`in-${report}`));
    if (voice !== "all") wanted.push((is) => is(voice));
    if (filters.classList.contains("is-searched")) wanted.push((is) => !is("is-out"));
    return wanted;
  };
  const count = () => {
    const wanted = chosen();
    const kept = new Set(rows.filter((row) => wanted.every((test) => test((name) => row.classList.contains(name)))));
    found.textContent = wanted.length ? `${kept.size} of ${rows.length} claims` : "";
    if (!wanted.length) return;
    for (const group of section.querySelectorAll(".alone")) {
      group.open = [...group.querySelectorAll(".claim")].some((row) => kept.has(row));
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
