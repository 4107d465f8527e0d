// A visit goes through the outbox, so that a network that is gone or loses an answer neither loses nor doubles it. The
// phone keeps its number, day and codes; what was talked about goes along from the open page and is never kept. Without
// this script the visit is a form with a button.
"use strict";

const visit = document.querySelector("form[data-visit]");

if (visit && outbox.works) {
  const words = visit.dataset;
  const kept = document.getElementById("disimpan");
  const UNKEPT = ["notes", "next_step", "next_step_due", "monthly_sales"];
  let key = "";

  async function save(event) {
    event.preventDefault();
    if (key) return; // one visit a page
    key = crypto.randomUUID();
    const typed = new FormData(visit);
    const number = typed.get("business");
    const day = typed.get("visited_on");
    const item = { key, address: words.visit, number, business: number, visited_on: day, mode: typed.get("mode"), minutes: typed.get("minutes"), topics: typed.getAll("topics").join(" ") };
    await outbox.keep(item, Object.fromEntries(UNKEPT.map((name) => [name, typed.get(name)])));
    await outbox.send();
    if ((await outbox.items()).some((each) => each.key === key)) {
      kept.textContent = words.kept;
      kept.hidden = false;
    }
  }

  // What the server refuses is refused once more by the form, which says beside which field.
  async function answered({ item, answer }) {
    if (item.key !== key) return;
    if (answer.visit) return location.assign(`${words.done}${answer.visit}/`);
    const mine = (await outbox.items()).find((each) => each.key === key);
    if (mine) await outbox.drop(mine);
    visit.submit();
  }

  visit.addEventListener("submit", save);
  document.addEventListener("kiriman:answered", (event) => answered(event.detail));
}
