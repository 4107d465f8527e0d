// The attendance sheet on a phone: each tap is saved at once, or kept in the outbox until the network is back. Without this
// script the sheet is a form with a button that saves it.
"use strict";

const sheet = document.querySelector("form[data-sheet]");

if (sheet && outbox.works) {
  const words = sheet.dataset;
  const rows = [...sheet.querySelectorAll("[data-seat]")];
  const search = document.getElementById("cari");
  const done = document.getElementById("baru");
  let last = []; // the rows that the last tap changed, for undoing it

  const box = (row) => row.querySelector("input");
  const name = (row) => row.querySelector("b, [data-business]").textContent;

  function item(row, source) {
    const { seat, number, revision } = row.dataset;
    const there = box(row).checked;
    return { address: words.marks, day: words.day, enrolment: Number(seat), number, there, source, seen: Number(revision) };
  }

  // The boxes of these rows were just changed.
  async function save(changed, text, source = "sheet") {
    last = changed;
    tell(text);
    for (const row of changed) {
      say(row, words.unsent);
      await outbox.keep(item(row, source)).catch(() => notKept(row));
    }
    await outbox.send();
  }

  // A phone that is full keeps nothing more: what it does not hold must not look as if it did.
  function notKept(row) {
    turn([row]);
    say(row, words.notKept);
    count();
  }

  function tapped(row, source) {
    return save([row], (box(row).checked ? words.there : words.notThere).replace("{name}", name(row)), source);
  }

  // Found or scanned: ticked, unless they are.
  function tick(row, source) {
    if (box(row).checked) return tell(words.already.replace("{name}", name(row)), false);
    turn([row]);
    return tapped(row, source);
  }

  function turn(changed) {
    changed.forEach((row) => (box(row).checked = !box(row).checked));
  }

  function undo() {
    const changed = last;
    turn(changed);
    save(changed, words.undone);
    last = [];
    done.querySelector("button").hidden = true;
    box(changed[0]).focus();
  }

  function everybody(event) {
    event.preventDefault();
    const missing = rows.filter((row) => !box(row).checked);
    if (!missing.length) return;
    turn(missing);
    save(missing, words.everybody);
  }

  function tell(text, canUndo = true) {
    done.hidden = false;
    done.querySelector("button").hidden = !canUndo;
    done.querySelector("span").textContent = text;
    count();
  }

  function count() {
    sheet.querySelector("legend b").textContent = rows.filter((row) => box(row).checked).length;
  }

  function say(row, text) {
    row.querySelector("[data-said]").textContent = text;
  }

  // A mark was answered: the row shows how the seat stands there. A later tap that still waits stays as it is.
  function answered({ item, answer }) {
    const row = item.day === words.day && rows.find((each) => each.dataset.seat === String(item.enrolment));
    if (!row || answer.revision === undefined) return;
    row.dataset.revision = answer.revision;
    outbox.items().then((kept) => {
      const waits = kept.some((each) => !each.refused && each.day === item.day && each.enrolment === item.enrolment);
      if (waits) return;
      box(row).checked = answer.there;
      say(row, answer.refused || answer.said);
      count();
    });
  }

  // Opened again with marks that are not sent yet: they show as they were tapped. Answers their rows.
  async function recall() {
    const waiting = [];
    for (const kept of await outbox.items()) {
      const row = kept.day === words.day && rows.find((each) => each.dataset.seat === String(kept.enrolment));
      if (!row || kept.refused) continue;
      box(row).checked = kept.there;
      say(row, words.unsent);
      waiting.push(row);
    }
    count();
    return waiting;
  }

  // Search: by a part of the name or number, or by the first four characters of the slip. Enter ticks the only one left.

  function found() {
    const typed = search.value.trim();
    if (typed.length === 4) {
      const coded = rows.filter((row) => row.dataset.code === typed.toUpperCase());
      if (coded.length) return coded;
    }
    return rows.filter((row) => row.querySelector("label").textContent.toLowerCase().includes(typed.toLowerCase()));
  }

  function narrow() {
    const shown = found();
    rows.forEach((row) => (row.hidden = !shown.includes(row)));
    document.getElementById("tidak-ada").hidden = shown.length > 0;
  }

  function tickFound(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [row, ...more] = found();
    if (!search.value.trim() || !row || more.length) return;
    tick(row);
    search.value = "";
    narrow();
  }

  function start(waiting) {
    // Whoever was quicker than this script tapped a box that nobody listened to.
    const missed = rows.filter((row) => !waiting.includes(row) && box(row).checked !== box(row).defaultChecked);
    missed.forEach((row) => tapped(row));
    sheet.addEventListener("change", (event) => tapped(event.target.closest("[data-seat]")));
    sheet.addEventListener("slip", (event) => tick(event.target, "scan"));
    sheet.addEventListener("submit", (event) => event.preventDefault());
    sheet.querySelector("[data-everybody]").addEventListener("click", everybody);
    sheet.querySelector("[data-save]").remove();
    done.querySelector("button").addEventListener("click", undo);
    search.addEventListener("input", narrow);
    search.addEventListener("keydown", tickFound);
    search.closest("[hidden]").hidden = false;
  }

  document.addEventListener("kiriman:answered", (event) => answered(event.detail));
  // A browser that keeps nothing, as some do in private windows, leaves the sheet the form that it is.
  recall().then(start);
}
