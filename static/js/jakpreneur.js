// What scripts add to pages that work without them: focus on what went wrong, one submit a click, dates in words.
"use strict";

const ONE_SUBMIT_MS = 10000;

function focusOnErrors(root) {
  const summary = root.querySelector(".error-summary");
  if (summary) summary.focus();
}

// A second click while the first is under way would enter a fact twice. The form opens again
// when the page is come back to, and after a while, should the network have swallowed the first.
function guardSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), ONE_SUBMIT_MS);
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

// The browser shows a date in its own format; beside it stands the day as Jakarta writes it.
function dateInWords(input) {
  const words = input.parentElement.querySelector("output");
  if (!words) return;
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  words.textContent = input.valueAsDate
    ? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(input.valueAsDate)
    : "";
}

document.addEventListener("submit", guardSubmit);
document.addEventListener("input", (event) => {
  if (event.target.type === "date") dateInWords(event.target);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) release(form);
});
document.addEventListener("htmx:afterSettle", (event) => focusOnErrors(event.target));
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
focusOnErrors(document);
