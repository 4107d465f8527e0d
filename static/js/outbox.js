// The outbox: what is done on a phone is kept here first, by numbers and marks alone, and sent as soon as the server is
// reached, each item once. An answer may be lost as well as what was sent, so an item goes again under its own key until
// it is answered, and the server does once what comes twice. One that is refused stays until somebody decides about it.
//
// An item: id (the order), key, owner (whose), address (where it is sent), number (of the business), made_at, what is
// sent, and of its way: tried (it may have arrived), refused (why not), revision (how its seat stood then).
"use strict";

const outbox = (() => {
  const bar = document.getElementById("kiriman");
  const words = bar ? bar.dataset : {};
  const TRY_AGAIN_MS = 20000;
  const GIVE_UP_MS = 15000;
  const AT_ONCE = 100; // items a request; the server takes no more
  const REFUSALS = [400, 403, 404]; // of a whole batch; whatever else is no "no", and what waits goes again
  const WHOSE = "kiriman"; // on a page that knows nobody, the phone's last user
  const owner = words.owner || localStorage.getItem(WHOSE);
  // Keys, locks and the database are for https and for this machine alone; without them the pages work as forms.
  const works = Boolean(bar && owner && window.isSecureContext && navigator.locks);
  let database = null;
  let turn = null; // {owner, token} that the server last named, until it takes them no longer
  const unkept = new Map(); // key → what goes along from this page alone
  let unsent = 0;

  // What the phone holds

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("kiriman", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("items", { keyPath: "id", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // One transaction, done once all of `work` is kept; answers what the request that `work` hands back has found.
  async function within(work) {
    database ||= open();
    const transaction = (await database).transaction("items", "readwrite");
    const request = work(transaction.objectStore("items"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async function items() {
    return (await within((store) => store.getAll())).filter((item) => item.owner === owner);
  }

  // Marks of one seat and day follow each other; a visit is a seat of its own.
  function isAfter(item, earlier) {
    return earlier.enrolment && ["owner", "address", "day", "enrolment"].every((name) => earlier[name] === item[name]);
  }

  // Keep an item. A seat tapped back before its mark was sent was never tapped; behind a mark that may have arrived
  // the next one waits to hear how the seat stands. What must not stay on the phone is `told` apart: it goes along where
  // this page sends the item, and with this page it is gone.
  async function keep(item, told = {}) {
    const made = { key: crypto.randomUUID(), owner, made_at: new Date().toISOString(), ...item };
    unkept.set(made.key, told);
    await within((store) => {
      const asked = store.getAll();
      asked.onsuccess = () => {
        const before = asked.result.filter((each) => !each.refused && isAfter(made, each)).at(-1);
        if (before && !before.tried) store.delete(before.id);
        else store.add({ ...made, seen: before ? null : made.seen });
      };
    });
    setTimeout(show, 1000); // by then it is most often sent
  }

  // Sending, one page of this browser at a time

  async function send() {
    if (!works) return;
    await navigator.locks.request("kiriman", sendAll);
    await show();
  }

  async function sendAll() {
    for (;;) {
      const ready = (await items()).filter((item) => !item.refused && item.seen !== null);
      if (!ready.length) return;
      const known = turn;
      turn ||= await whoseTurn();
      if (!turn) return;
      const batch = ready.filter((item) => item.address === ready[0].address).slice(0, AT_ONCE);
      await within((store) => batch.forEach((item) => store.put({ ...item, tried: true })));
      const answer = await post(batch);
      if (known && REFUSALS.includes(answer?.status)) {
        turn = null; // somebody has signed in since, or it was not the server that answered: ask who is there
        continue;
      }
      const answers = await answersIn(answer, batch);
      if (!answers) return;
      for (const [at, item] of batch.entries()) await settle(item, answers[at]);
      if (answers.some((each) => each.busy)) return;
    }
  }

  // Who is signed in now, who may be another than when this page was opened, and the token they send with.
  async function whoseTurn() {
    const answer = await reach(words.url, { headers: { "HX-Request": "true" } });
    if (!answer?.ok) return whyNot(answer);
    const said = await answer.json().catch(() => null);
    if (!said) return say("offline");
    return said.owner === owner ? said : say("other");
  }

  function post(batch) {
    const sent = batch.map(({ id, owner, address, number, tried, ...item }) => ({ ...item, ...unkept.get(item.key) }));
    return reach(batch[0].address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": turn.token, "HX-Request": "true" },
      body: JSON.stringify({ owner, items: sent }),
      keepalive: true, // leaving the page does not take back what is on its way
    });
  }

  // What became of each item of the batch; null where nobody knows yet.
  async function answersIn(answer, batch) {
    if (answer?.ok) return (await answer.json().catch(() => null))?.items || say("offline");
    if (!REFUSALS.includes(answer?.status)) return whyNot(answer);
    return batch.map(() => ({ refused: words.gone })); // no such class any more, or not this user's
  }

  function whyNot(answer) {
    turn = null;
    if (!answer) return say("offline");
    return say(answer.status === 401 ? "signedOut" : "later");
  }

  // The answer, or null where nobody answers or somebody else does: a network that wants to be signed in to first leads
  // elsewhere, or answers with a page of its own. The server does neither here.
  async function reach(address, how) {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const answer = await fetch(address, { cache: "no-store", redirect: "manual", signal, ...how }).catch(() => null);
    if (!answer || answer.type === "opaqueredirect") return null;
    const isPage = !answer.headers.get("Content-Type")?.startsWith("application/json");
    return answer.ok && isPage ? null : answer;
  }

  async function settle(item, answer) {
    if (answer.busy) return;
    await within((store) => {
      if (answer.refused) store.put({ ...item, tried: false, refused: answer.refused, revision: answer.revision ?? item.seen });
      else store.delete(item.id);
      const asked = store.getAll();
      asked.onsuccess = () => {
        const next = asked.result.find((each) => each.seen === null && isAfter(each, item));
        if (next) store.put({ ...next, seen: answer.refused ? item.seen : answer.revision });
      };
    });
    document.dispatchEvent(new CustomEvent("kiriman:answered", { detail: { item, answer } }));
  }

  // What was refused: sent again as it stands now, which is a new decision under a new key, or dropped.

  async function sendAgain(item) {
    const { id, refused, revision, ...again } = item;
    await within((store) => {
      store.delete(id);
      store.add({ ...again, seen: revision, key: crypto.randomUUID(), made_at: new Date().toISOString() });
    });
    await send();
  }

  async function drop(item) {
    await within((store) => store.delete(item.id));
    await show();
  }

  // The line on top of every page

  async function show() {
    const mine = await items();
    const refused = mine.filter((item) => item.refused).length;
    unsent = mine.length;
    const parts = [];
    if (unsent > refused) parts.push(words.unsent.replace("{n}", unsent - refused));
    if (refused) parts.push(words.refused.replace("{n}", refused));
    bar.hidden = !unsent;
    write("[data-how-many]", parts.join(" · "));
    if (unsent === refused) say("");
    document.dispatchEvent(new CustomEvent("kiriman:shown", { detail: mine }));
  }

  // Why they are not sent, beside how many they are. It answers null, for those who hand it on.
  function say(why) {
    write("[data-why]", why ? words[why] : "");
    return null;
  }

  // Only what changes is written, so that it is read out once.
  function write(where, text) {
    const place = bar.querySelector(where);
    if (place.textContent !== text) place.textContent = text;
  }

  if (works) {
    if (words.owner) localStorage.setItem(WHOSE, owner);
    send().then(show);
    setInterval(send, TRY_AGAIN_MS);
    // After all else, so that it takes from the browser's own cache what the page was drawn with.
    window.addEventListener("load", () => navigator.serviceWorker.register(words.worker));
    window.addEventListener("online", send);
    // Nothing is lost by signing out, but nothing of it is sent either until its user is back.
    document.addEventListener("submit", (event) => {
      if (!event.target.matches(`form[action="${words.signOut}"]`)) return;
      if (unsent && !window.confirm(words.leave)) event.preventDefault();
      else localStorage.removeItem(WHOSE);
    }, true);
  }

  return { works, items, keep, send, sendAgain, drop };
})();
