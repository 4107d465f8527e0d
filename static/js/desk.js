// The registry desk: what is typed is kept as a draft, keys lead through the form, and no lost connection loses anything.
"use strict";

const form = document.querySelector("form[data-desk]");
const SAVE_AFTER_MS = 1000;
const TRY_AGAIN_MS = 5000;
const SIGN_IN = "/masuk/";
const words = form ? document.getElementById("kata").dataset : {};
const draft = form && form.dataset.draft; // where drafts are kept; the check page has none
let typed = 0; // how often something was changed on this page,
let kept = 0; // and up to which change the server has it
let saving = null;
let timer = 0;

// The draft

function headers() {
  return { "HX-Request": "true", "HX-Current-URL": location.href };
}

function changed() {
  typed += 1;
  form.dataset.unsaved = "yes";
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER_MS);
}

// One save at a time, always of what stands on the page at that moment. Answers whether the server has it all.
function save() {
  if (!draft) return reach();
  saving = (saving || Promise.resolve()).then(saveNow);
  return saving;
}

async function saveNow() {
  clearTimeout(timer);
  const upTo = typed;
  let answer;
  try {
    answer = await post(draft);
    if (answer.status === 403 && (await freshToken())) answer = await post(draft);
  } catch {
    timer = setTimeout(save, TRY_AGAIN_MS);
    say("offline");
    return false;
  }
  if (answer.status === 401) return signedOut(answer.headers.get("HX-Redirect"));
  if (answer.status === 409) return say("registered");
  if (!answer.ok) return say("refused");
  kept = upTo;
  if (kept === typed) delete form.dataset.unsaved;
  say("saved", clock());
  return true;
}

// Kept alive, so that leaving the page does not take back what is on its way.
function post(address) {
  return fetch(address, { method: "POST", body: new FormData(form), headers: headers(), redirect: "manual", keepalive: true });
}

// Somebody signed in again in another window: the page's token is old, what is typed is not.
async function freshToken() {
  return takeToken(await fetch(location.pathname, { headers: { Accept: "text/html" } }));
}

async function takeToken(page) {
  const token = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-desk] [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return Boolean(token);
}

// A form that is not kept: before it is sent, whether anybody is there who takes it from this user.
async function reach() {
  try {
    const page = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (page.redirected && new URL(page.url).pathname === SIGN_IN) return signedOut(page.url);
    await takeToken(page);
    return true;
  } catch {
    return say("notSent");
  }
}

function clock() {
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" }).format();
}

// The line is renewed with every save, but read out only when its kind changes.
let said = "";
function say(kind, time = "") {
  const text = words[kind].replace("{time}", time);
  document.getElementById("status-draf").textContent = text;
  if (kind !== said) document.getElementById("kabar-draf").textContent = text;
  said = kind;
  return false;
}

function signedOut(address) {
  say("signedOut");
  const link = document.createElement("a");
  link.href = address || SIGN_IN;
  if (!draft) link.target = "_blank"; // what is typed stands on this page alone
  link.textContent = words.signIn;
  document.getElementById("status-draf").append(" ", link);
  return false;
}

// Sending: first make sure that somebody listens and has it all, then let the browser send the form as ever.

let letThrough = false;
async function send(event) {
  if (event.target !== form || letThrough) return;
  event.preventDefault();
  if (form.dataset.waiting) return;
  form.dataset.waiting = "yes";
  const kept = await save();
  delete form.dataset.waiting;
  if (kept || said === "registered") {
    letGo(event.submitter);
  } else if (said === "offline") {
    say("notSent");
  } else if (said === "refused") {
    letGo(event.submitter); // the page says better why than a line can
  }
}

// The button that was pressed may be gone: the answer to the last field left took its place while the draft was saved.
function letGo(pressed) {
  const button = pressed && pressed.form !== form ? form.appendChild(pressed.cloneNode()) : pressed;
  letThrough = true;
  form.requestSubmit(button);
  letThrough = false;
}

function isFilled() {
  return stops().some((input) => input.matches("input:not([type=radio], [type=checkbox], [name=registered_on])") && input.value);
}

// Keys

function stops() {
  return [...form.querySelectorAll("input, select, textarea, button, summary")].filter((element) => {
    if (element.type === "hidden" || element.tabIndex < 0 || !element.checkVisibility()) return false;
    if (element.type !== "radio") return true;
    const chosen = form.querySelector(`[name="${element.name}"]:checked`);
    return chosen ? element === chosen : element === form.querySelector(`[name="${element.name}"]`);
  });
}

// A record that may be the one typed is opened by whoever means to: Enter does not lead to its button.
function next(element) {
  const all = stops().filter((each) => each.tagName !== "SUMMARY" && each.name !== "it_is");
  const after = all.find((each) => element.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING && each.name !== element.name);
  if (!after) return;
  after.focus();
  if (after.select && after.type !== "date") after.select();
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.altKey && event.code === "KeyN") {
    event.preventDefault();
    document.querySelector("#kosong button").click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("lanjut"));
  } else if (event.key === "Enter" && form.contains(event.target) && event.target.matches("input, select")) {
    event.preventDefault();
    next(event.target);
  }
}

if (form) {
  form.addEventListener("submit", send);
  document.addEventListener("keydown", pressed);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}
if (form && draft) {
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    changed();
    if (event.isTrusted) save();
  });
  window.addEventListener("online", () => kept < typed && save());
  window.addEventListener("beforeunload", () => {
    if (kept < typed && navigator.onLine) navigator.sendBeacon(draft, new FormData(form));
  });
  // htmx would take the whole window to the sign-in page.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status !== 401) return;
    event.preventDefault();
    signedOut(event.detail.xhr.getResponseHeader("HX-Redirect"));
  });
  document.getElementById("kosong").addEventListener("submit", (event) => {
    if (isFilled() && !window.confirm(words.ask)) event.preventDefault();
  });
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
