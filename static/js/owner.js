// The owner in the registration form of desk.js: what the NIK proposes, the person that was found, the home as the place.
"use strict";

// What the NIK tells is proposed where the clerk has said nothing else.
function propose(from) {
  const born = form.elements.owner_born_on;
  const sex = [...form.querySelectorAll("[name=owner_sex]")];
  if (!born.value || born.dataset.proposed === born.value) fill(born, from.dataset.bornOn);
  const chosen = sex.find((radio) => radio.checked);
  if (!chosen || chosen.dataset.proposed) {
    const radio = sex.find((each) => each.value === from.dataset.sex);
    radio.checked = true;
    sex.forEach((each) => delete each.dataset.proposed);
    mark(radio, radio.value);
  }
}

function fill(input, value) {
  input.value = value;
  mark(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function mark(input, value) {
  input.dataset.proposed = value;
  const field = input.closest(".field");
  const hint = field.querySelector(".hint");
  field.classList.add("proposed");
  hint.dataset.before ??= hint.textContent;
  hint.textContent = words.proposed;
}

// What the clerk says goes before what was proposed.
function unmark(event) {
  const field = event.isTrusted && event.target.closest(".field.proposed");
  if (!field) return;
  const hint = field.querySelector(".hint");
  field.classList.remove("proposed");
  field.querySelectorAll("[data-proposed]").forEach((input) => delete input.dataset.proposed);
  hint.textContent = hint.dataset.before;
}

// A clerk who has gone on to an empty field is led to the person that was found instead; one who types is left alone.
function lead(panel) {
  const found = panel.querySelectorAll("[name=known]");
  const here = document.activeElement;
  const idle = here === document.body || (here.closest("#pemilik") && (here.name === "owner_nik" || !here.value));
  if (found.length === 1 && idle && !panel.querySelector(".warn") && here.name !== "known") found[0].focus();
}

function swapped(event) {
  if (event.target.id !== "dikenal") return;
  const from = document.getElementById("dari-nik");
  if (from) propose(from);
  lead(event.target);
}

// The place

function copyHome() {
  if (!form.elements.at_home.checked) return;
  for (const [to, from] of [["address", "owner_address"], ["kelurahan", "owner_kelurahan"]]) {
    form.elements[to].value = form.elements[from].value;
    form.elements[to].dispatchEvent(new Event("change", { bubbles: true }));
  }
}

if (form && draft) {
  form.addEventListener("input", unmark);
  form.addEventListener("change", (event) => {
    if (["at_home", "owner_address", "owner_kelurahan"].includes(event.target.name)) copyHome();
  });
  document.addEventListener("htmx:afterSwap", swapped);
}
