// Ticks whoever's slip is held before the phone's camera, where the browser reads QR codes (Chrome on Android). Elsewhere
// the first characters of the slip are typed. A code that was read is compared with what stands in the page as a digest,
// and is kept nowhere.
"use strict";

const scanner = document.getElementById("pindai");

if (scanner && outbox.works && "BarcodeDetector" in window && navigator.mediaDevices) {
  const words = scanner.dataset;
  const video = scanner.querySelector("video");
  const button = scanner.querySelector("button");
  const LOOK_EVERY_MS = 250;
  const SAME_SLIP_MS = 3000; // a slip that stays before the camera is one slip
  let stream = null;
  let looking = 0;
  let lastRead = "";
  let lastAt = 0;

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return tell(words.noCamera);
    }
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    button.textContent = words.stop;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    looking = setInterval(() => look(detector), LOOK_EVERY_MS);
  }

  function stop() {
    clearInterval(looking);
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = words.start;
    tell("");
  }

  async function look(detector) {
    const [code] = await detector.detect(video).catch(() => []);
    if (!code || !stream) return;
    if (code.rawValue === lastRead && Date.now() - lastAt < SAME_SLIP_MS) return;
    lastRead = code.rawValue;
    lastAt = Date.now();
    const row = document.querySelector(`[data-slip="${await digest(code.rawValue.trim())}"]`);
    tell(row ? "" : words.unknown);
    if (row) row.dispatchEvent(new CustomEvent("slip", { bubbles: true }));
    if (navigator.vibrate) navigator.vibrate(row ? 100 : [100, 100, 100]);
  }

  // As Seat.slip_digest has it.
  async function digest(text) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function tell(text) {
    scanner.querySelector("[role=status]").textContent = text;
  }

  BarcodeDetector.getSupportedFormats().then((formats) => (scanner.hidden = !formats.includes("qr_code")));
  button.addEventListener("click", () => (stream ? stop() : start()));
  document.addEventListener("visibilitychange", () => document.hidden && stream && stop());
}
