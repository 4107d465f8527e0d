// Suggests activities while one types in a field of class "combobox" (umkm/kbli/input.html), after the pattern of WAI-ARIA:
// the first fitting one is marked, Enter takes it and moves on, Tab takes it, Escape closes the list, arrows mark another.
"use strict";

const PAUSE_MS = 120;
const FEWEST = 2;

function combobox(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const title = box.querySelector("output");
  let timer = 0;
  let asked = null; // the question under way, as a promise
  let abort = new AbortController();

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id }))
    input.setAttribute(name, value);
  close();

  function marked() {
    return list.querySelector("[aria-selected=true]");
  }

  function mark(option) {
    marked()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open(options) {
    list.innerHTML = options;
    list.querySelectorAll("[role=option]").forEach((option) => option.setAttribute("aria-selected", "false"));
    if (!list.firstElementChild) {
      close();
      title.textContent = /^\d{5}$/.test(input.value.trim()) ? title.dataset.unknown : title.dataset.nothing;
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(list.firstElementChild);
  }

  // What was typed when the network is away stays: the server finds it at saving.
  async function ask(words) {
    abort.abort();
    abort = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggestions}?q=${encodeURIComponent(words)}`, {
        headers: { "HX-Request": "true" },
        signal: abort.signal,
      });
      if (answer.ok && words === input.value && document.activeElement === input) open(await answer.text());
    } catch {
      close();
    }
  }

  function typed() {
    clearTimeout(timer);
    abort.abort();
    asked = null;
    title.textContent = "";
    box.querySelectorAll("[type=radio]").forEach((radio) => { radio.checked = false; });
    if (input.value.trim().length < FEWEST) return close();
    asked = new Promise((done) => {
      timer = setTimeout(() => ask(input.value).then(done), PAUSE_MS);
    });
  }

  function take(option) {
    input.value = option.dataset.code;
    title.textContent = option.dataset.title;
    asked = null;
    close();
    const sector = input.form.elements.sector;
    if (sector && !sector.value) sector.value = option.dataset.sector;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function moveOn() {
    const stops = [...input.form.elements].filter((stop) => stop.offsetParent && !stop.disabled && stop.tabIndex >= 0);
    stops[stops.indexOf(input) + 1]?.focus();
  }

  // Whoever types fast presses Enter before the list is there: it waits for it.
  async function enter() {
    await asked;
    if (marked()) take(marked());
    moveOn();
  }

  function arrow(step) {
    const options = [...list.children];
    const at = options.indexOf(marked());
    mark(options[(at + step + options.length) % options.length]);
  }

  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && asked) {
      event.preventDefault();
      enter();
    } else if (event.key === "Tab" && marked()) {
      take(marked());
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      asked = null;
      close();
    } else if (event.key === "ArrowDown" && list.hidden && input.value.trim()) {
      event.preventDefault();
      typed();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      arrow(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll(".combobox").forEach(combobox);
