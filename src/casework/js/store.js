// What the browser keeps: JSON in localStorage, which may be blocked, full or corrupt without study coming to a stop.

/** What could not be kept lives here for as long as the page is open. @type {Map<string, string>} */
const unkept = new Map();

/** The value kept under a name; null where there is none or it can't be read. @param {string} name @returns {any} */
export function read(name) {
  try {
    const text = unkept.get(name);
    return JSON.parse(text === undefined ? /** @type {string} */ (localStorage.getItem(name)) : text);
  } catch {
    return null;
  }
}

/** Keep a value; false where it will be lost with the page. @param {string} name @param {unknown} value */
export function write(name, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(name, text);
    unkept.delete(name);
    return true;
  } catch {
    unkept.set(name, text);
    return false;
  }
}

/** Forget every name that starts so. @param {string} prefix */
export function forget(prefix) {
  for (const name of [...unkept.keys()]) if (name.startsWith(prefix)) unkept.delete(name);
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // blocked: nothing was kept there
  }
}

/** False where nothing will be kept: storage is blocked or full. @param {string} course */
export function works(course) {
  const name = `casework:${course}:probe`;
  const kept = write(name, 1);
  forget(name);
  return kept;
}
