// The list of what waits in the outbox: of each its number, day and mark, why it was refused, and what can be done.
"use strict";

const unsentList = document.getElementById("belum");

if (unsentList) {
  const words = unsentList.dataset;
  const line = document.getElementById("satu-kiriman").content;

  function inWords(day) {
    const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
    return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  }

  function drawn(item) {
    const row = line.cloneNode(true).firstElementChild;
    row.querySelector("[data-number]").textContent = item.number;
    const what = item.visited_on ? words.visit : item.there ? words.there : words.notThere;
    row.querySelector("[data-what]").textContent = `${what} · ${inWords(item.visited_on || item.day)}`;
    row.querySelector("[data-state]").textContent = item.refused || words.waits;
    const link = row.querySelector("a");
    link.href = item.visited_on ? `${words.visits}?usaha=${item.number}` : `${item.address.replace("tanda/", "")}?hari=${item.day}`;
    const [again, drop] = row.querySelectorAll("button");
    again.parentElement.hidden = !item.refused;
    again.addEventListener("click", () => outbox.sendAgain(item));
    drop.addEventListener("click", () => outbox.drop(item));
    return row;
  }

  // Drawn anew only when something changed, so that nobody's focus is taken away every few seconds.
  let before = "";
  function draw(items) {
    const now = JSON.stringify(items);
    if (now === before) return;
    before = now;
    unsentList.replaceChildren(...items.map(drawn));
    document.getElementById("belum-kosong").hidden = items.length > 0;
  }

  document.addEventListener("kiriman:shown", (event) => draw(event.detail));
  if (outbox.works) outbox.items().then(draw);
}

// The page that stands in for one out of reach gives way to it once somebody answers there. A network that is back may
// still lead nowhere, so it is tried again and again.
if (document.querySelector("[data-stands-in]")) {
  const giveWay = async () => {
    if (document.querySelector("[data-typed]")) return; // somebody is at a form here
    await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual" }).then(() => location.reload(), () => {});
  };
  window.addEventListener("online", giveWay);
  setInterval(giveWay, 3000);
}
