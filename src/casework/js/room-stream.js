// The room's word to a screen: an event stream in the visible tab only, opened again whenever it breaks; and the time that is left.

const AGAIN = 2000;

/**
 * @param {string} view me, console or screen
 * @param {string} lang
 * @param {(data: any) => void} heard
 * @param {(connected: boolean) => void} state
 */
export function listen(view, lang, heard, state) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {number | undefined} */
  let later;

  function open() {
    if (source || document.visibilityState !== "visible") return;
    clearTimeout(later);
    source = new EventSource(`/room/events?view=${view}&lang=${lang}`);
    source.onmessage = (event) => {
      state(true);
      heard(JSON.parse(event.data));
    };
    source.onerror = () => {
      state(false);
      // a browser gives up on what is refused; we don't
      close();
      later = window.setTimeout(open, AGAIN);
    };
  }

  function close() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? open() : (clearTimeout(later), close())));
  addEventListener("online", open);
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

/**
 * A clock that counts down where the server's word was the last one.
 * @param {(text: string, over: boolean) => void} show an empty text where nothing runs
 */
export function countdown(show) {
  let ends = 0;
  let stopped = true;
  let left = 0;
  function tick() {
    const ms = stopped ? left : ends - performance.now();
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    show(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, seconds === 0);
  }
  window.setInterval(() => stopped || tick(), 1000);
  return (/** @type {{left: number, paused: boolean, here: string | null, ended: boolean}} */ view) => {
    if (!view.here || view.ended) {
      stopped = true;
      show("", false);
      return;
    }
    [stopped, left, ends] = [view.paused, view.left, performance.now() + view.left];
    tick();
  };
}

/** A word of our own for one thing sent, the same however often it is sent. No secure context is needed. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the page was made with. @returns {any} */
export function pageData() {
  return JSON.parse(/** @type {HTMLElement} */ (document.querySelector(".room-data")).textContent || "{}");
}
