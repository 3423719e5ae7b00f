// Slides: one at a time, by key, click or address. Without this script all of them stand one below the other.

/** @type {HTMLElement[]} */
const slides = Array.from(document.querySelectorAll(".slide"));
const pilot = /** @type {HTMLElement} */ (document.querySelector(".pilot"));
const place = /** @type {HTMLElement} */ (pilot.querySelector("[role=status]"));
const root = document.documentElement;
const rtl = root.dir === "rtl";
const SMALLEST = 55; // per cent: smaller letters are not read from the last row
let here = 0;

/** The address names the slide, so that a reload and a second window find it. @param {number} number */
function go(number) {
  const wanted = Math.max(0, Math.min(slides.length - 1, number));
  if (wanted !== here) location.replace(`#s${wanted + 1}`);
}

function show() {
  const found = slides.findIndex((slide) => `#${slide.id}` === location.hash);
  here = found < 0 ? 0 : found;
  slides.forEach((slide, number) => slide.classList.toggle("here", number === here));
  place.textContent = slides[here].dataset.place || "";
  fit();
  slides[here].focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Letters shrink until the slide fits a projector; a phone scrolls instead. */
function fit() {
  const sheet = /** @type {HTMLElement} */ (slides[here].querySelector(".sheet"));
  for (let size = 100; size >= SMALLEST; size -= 5) {
    sheet.style.setProperty("--fit", `${size / 100}`);
    if (innerWidth < 700 || sheet.scrollHeight <= innerHeight + 1) return;
  }
}

/** @type {Record<string, () => void>} */
const deeds = {
  next: () => go(here + 1),
  previous: () => go(here - 1),
  first: () => go(0),
  last: () => go(slides.length - 1),
  notes: () => void root.classList.toggle("with-notes"),
  full: () => void (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen && root.requestFullscreen()),
};
/** @type {Record<string, string>} */
const keys = {
  ArrowRight: rtl ? "previous" : "next", ArrowLeft: rtl ? "next" : "previous", ArrowDown: "next", ArrowUp: "previous",
  PageDown: "next", PageUp: "previous", " ": "next", Home: "first", End: "last", n: "notes", f: "full",
};

addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.altKey || event.metaKey || (event.key === " " && target.closest("button"))) return;
  const name = keys[event.key] || { KeyN: "notes", KeyF: "full" }[event.code]; // the place of the key, on an Arabic keyboard too
  if (!name) return;
  event.preventDefault();
  deeds[event.key === " " && event.shiftKey ? "previous" : name]();
});

addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-do]"));
  if (button) return deeds[button.dataset.do || ""]();
  if (target.closest("a, .notes, .pilot") || String(getSelection())) return;
  const share = event.clientX / innerWidth;
  deeds[(rtl ? 1 - share : share) < 0.25 ? "previous" : "next"]();
});

addEventListener("hashchange", show);
addEventListener("resize", fit);
if (document.fonts) document.fonts.ready.then(fit);
root.classList.add("live");
pilot.hidden = false;
show();
