// A visit goes through the outbox, so that a network that is gone or loses an answer neither loses nor doubles it. The
// phone keeps its number, day and codes; what was talked about goes along from the open page and is never kept. Without
// this script the visit is a form with a button.
"use strict";

const visit = document.querySelector("form[data-visit]");

if (visit && outbox.works) {
  const words = visit.dataset;
  const said = document.getElementById("disimpan");
  const UNKEPT = ["notes", "next_step", "next_step_due", "monthly_sales"];
  const NUMBER = /^JP-?\d{8}$/i;
  let key = ""; // of the visit that this page has sent, or tries to

  async function keep() {
    key = crypto.randomUUID();
    const typed = new FormData(visit);
    const text = (name) => (typed.get(name) || "").trim();
    const business = text("business").toUpperCase();
    const topics = typed.getAll("topics").join(" ");
    const item = { key, address: words.visit, number: business, business, visited_on: text("visited_on"), mode: text("mode"), minutes: text("minutes"), topics };
    await outbox.keep(item, Object.fromEntries(UNKEPT.map((name) => [name, text(name)])));
    await outbox.send();
    if ((await outbox.items()).some((each) => each.key === key)) tell(words.kept);
  }

  function tell(text) {
    said.textContent = text;
    said.hidden = !text;
  }

  // On the page of the registry: one visit, which leads to its record. What the server refuses is refused once more by
  // the form, which says beside which field.

  async function answered({ item, answer }) {
    if (item.key !== key) return;
    if (answer.visit) return location.assign(`${words.done}${answer.visit}/`);
    const mine = (await outbox.items()).find((each) => each.key === key);
    if (mine) await outbox.drop(mine);
    visit.submit();
  }

  function save(event) {
    event.preventDefault();
    if (!key) keep().catch(() => visit.submit());
  }

  // On the page that stands in for it: one visit after another, checked when they arrive.

  function begin() {
    visit.reset();
    visit.elements.business.value = new URLSearchParams(location.search).get("usaha") || "";
    visit.elements.visited_on.value = new Intl.DateTimeFormat("sv", { timeZone: "Asia/Jakarta" }).format();
    delete words.typed;
  }

  function saveHere(event) {
    event.preventDefault();
    const { business, visited_on: day } = visit.elements;
    tell(NUMBER.test(business.value.trim()) ? "" : words.numberOnly); // a name or a slip code is not kept
    if (!said.hidden) business.focus();
    else if (!day.value) day.focus();
    else keep().then(begin);
  }

  if (!words.standsInAt) {
    visit.addEventListener("submit", save);
    document.addEventListener("kiriman:answered", (event) => answered(event.detail));
  } else if (words.standsInAt === location.pathname) {
    visit.hidden = false;
    begin();
    visit.addEventListener("input", () => (words.typed = "yes")); // the page then stays, though the network is back
    visit.addEventListener("submit", saveHere);
  }
}
