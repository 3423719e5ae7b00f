// The plan as a calendar file (RFC 5545): whole days, CRLF, lines of at most 75 octets, the same file for the same plan.

/** @param {string} text a value of the type TEXT */
const escaped = (text) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "\\n");

/** Lines longer than 75 octets go on after a space; a character is never cut in two. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  const lines = [""];
  let size = 0;
  for (const character of line) {
    const more = encoder.encode(character).length;
    if (size + more > 75) {
      lines.push(" ");
      size = 1;
    }
    lines[lines.length - 1] += character;
    size += more;
  }
  return lines.join("\r\n");
}

/**
 * @param {string} course
 * @param {{day: string, summary: string, description: string}[]} events
 * @param {string} stamp when the plan last changed, as ISO text: nothing random, so a second file updates the first one's events
 */
export function calendar(course, events, stamp) {
  const at = stamp.replace(/[-:]|\.\d+/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//casework//${escaped(course)}//EN`, "CALSCALE:GREGORIAN"];
  for (const { day, summary, description } of events) {
    lines.push(
      "BEGIN:VEVENT", `UID:review-${day}@${course}.casework.invalid`, `DTSTAMP:${at}`, `DTSTART;VALUE=DATE:${day.replace(/-/g, "")}`,
      `SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`, "TRANSP:TRANSPARENT", "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
