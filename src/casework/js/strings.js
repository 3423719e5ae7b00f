// The interface's words. They come from interface.toml, in the page's language; none is written here.

/**
 * @typedef {(name: string, values?: Record<string, string | number>) => string} Say
 */

/**
 * A function that says a string of the interface with its {places} filled in.
 * @param {Record<string, string> | undefined} strings
 * @returns {Say}
 */
export function wording(strings) {
  return (name, values = {}) => {
    const text = (strings && strings[name]) || name;
    return text.replace(/\{(\w+)\}/g, (place, value) => (value in values ? String(values[value]) : place));
  };
}
