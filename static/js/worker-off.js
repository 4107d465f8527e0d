// Served in place of the service worker where SERVICE_WORKER=0: whoever has it gets rid of it with their next page.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
