// The service worker, served at /pekerja.js so that it is asked about every page. Out of reach of the server it stands in
// for the sheet and the visit form with the page /luring/, which knows no names: it keeps that one page and what it is
// drawn with, and never a page with rows. It sends nothing, since it would send in the name of whoever is signed in.
// VERSION is set by the view that serves this file, another one for another page.
"use strict";

const SHELL = "/luring/";
const KEPT = `luring-${VERSION}`;
const STANDS_IN_FOR = /^\/(pelatihan\/\d+\/hadir|kunjungan\/baru|kiriman\/belum)\/$/;
const IS_DRAWN_WITH = /\/static\/[^"]+/g;

async function keepShell() {
  const shell = await fetch(SHELL);
  if (!shell.ok) throw new Error(`${SHELL}: ${shell.status}`);
  const files = new Set((await shell.clone().text()).match(IS_DRAWN_WITH));
  const cache = await caches.open(KEPT);
  await cache.addAll(files);
  await cache.put(SHELL, shell);
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}

// A refusal of the server is an answer too, and shown; only where nobody answers does the phone answer for itself.
async function reached(request, standIn) {
  try {
    return await fetch(request);
  } catch (unreachable) {
    const kept = await caches.match(standIn, { ignoreVary: true });
    if (kept) return kept;
    throw unreachable;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && STANDS_IN_FOR.test(pathname)) event.respondWith(reached(event.request, SHELL));
  else if (pathname.startsWith("/static/")) event.respondWith(reached(event.request, event.request));
});
