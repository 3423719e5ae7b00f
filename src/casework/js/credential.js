// Verifying a signed certificate without a network and without crypto.subtle, which plain http and some files don't have.
// Python's casework/credential.py gives the same code for the same text.

import { hashes, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { inflateSync } from "fflate";
import FORMAT from "../credential.json";
import { canonical } from "./jcs.js";

hashes.sha512 = sha512;
const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DID = "did:key:z";

/**
 * The code (`valid`, or why not) and the credential of its JSON or of a QR code's text.
 * @param {string} text
 * @param {string} [trusted] the did:key that the issuer is known by
 * @returns {{code: string, said: any}}
 */
export function verified(text, trusted = "") {
  let said;
  try {
    said = JSON.parse(expanded(text));
    canonical(said);
  } catch {
    return { code: "unreadable", said: {} };
  }
  if (!isObject(said)) return { code: "no-credential", said: {} };
  const issuer = isObject(said.issuer) ? said.issuer.id : said.issuer;
  const { "@context": contexts, type: kinds, proof } = said;
  if (!Array.isArray(kinds) || !kinds.includes("VerifiableCredential") || !Array.isArray(contexts) || typeof issuer !== "string") return { code: "no-credential", said: {} };
  if (!isObject(proof) || Object.entries(FORMAT.proof).some(([name, value]) => proof[name] !== value)) return { code: "no-proof", said };
  const { verificationMethod: method, proofValue: value, ...options } = proof;
  if (typeof method !== "string" || typeof value !== "string" || value[0] !== "z") return { code: "no-proof", said };
  const did = method.split("#")[0];
  const [key, signature] = [publicKey(did), unbase58(value.slice(1))];
  if (!key || !signature || signature.length !== 64) return { code: "no-proof", said };
  if (did !== issuer) return { code: "other-key", said };
  const { proof: _, ...document } = said;
  options.verificationMethod = method;
  if ("@context" in options) {
    const own = Array.isArray(options["@context"]) ? options["@context"] : [options["@context"]];
    if (canonical(contexts.slice(0, own.length)) !== canonical(own)) return { code: "changed", said };
    document["@context"] = options["@context"];
  }
  if (!fits(key, signature, digest(document, options))) return { code: "changed", said };
  return { code: trusted && trusted !== did ? "other-issuer" : "valid", said };
}

/** What a credential says, each as one text, empty where it says nothing or something odd. @param {any} said @returns {Record<string, string>} */
export function facts(said) {
  const at = (/** @type {(string | number)[]} */ ...path) => {
    let value = said;
    for (const step of path) {
      const fits = typeof step === "number" ? Array.isArray(value) : isObject(value) && Object.prototype.hasOwnProperty.call(value, step);
      value = fits ? value[step] : undefined;
    }
    return typeof value === "string" ? value : "";
  };
  const subject = ["credentialSubject", "achievement"];
  return {
    name: at("credentialSubject", "identifier", 0, "identityHash"),
    title: at(...subject, "name"),
    version: at(...subject, "version"),
    language: at(...subject, "inLanguage"),
    date: at("validFrom").slice(0, 10),
    hours: at("credentialSubject", "result", 0, "value"),
    form: at("credentialSubject", "result", 1, "value"),
    description: at(...subject, "description"),
    objectives: at(...subject, "criteria", "narrative"),
    issuer: at("issuer", "name"),
    did: at("issuer", "id"),
  };
}

/** The JSON behind a QR code's text; JSON stays as it is. @param {string} text */
export function expanded(text) {
  const bare = text.replace(/^\ufeff/, "").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (new TextEncoder().encode(bare).length > FORMAT.limit) throw new RangeError("too large");
  const squeezed = bare.replace(/[ \t\r\n]/g, "");
  if (!/^[\x00-\x7f]*$/.test(squeezed) || !squeezed.toUpperCase().startsWith(FORMAT.prefix)) return bare;
  const packed = unbase32(squeezed.toUpperCase().slice(FORMAT.prefix.length));
  const plain = inflateSync(packed, { out: new Uint8Array(FORMAT.limit + 1), dictionary: new TextEncoder().encode(FORMAT.dictionary) });
  if (plain.length > FORMAT.limit) throw new RangeError("too large");
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
}

/** The 32 bytes that a did:key names; null where it names no Ed25519 key. @param {string} did */
export function publicKey(did) {
  const data = did.startsWith(DID) && did.length < 80 ? unbase58(did.slice(DID.length)) : null;
  return data && data.length === 34 && data[0] === 0xed && data[1] === 1 ? data.slice(2) : null;
}

/** @param {any} document @param {any} proof */
function digest(document, proof) {
  const both = new Uint8Array(64);
  both.set(sha256(new TextEncoder().encode(canonical(proof))));
  both.set(sha256(new TextEncoder().encode(canonical(document))), 32);
  return both;
}

/** @param {Uint8Array} key @param {Uint8Array} signature @param {Uint8Array} data */
function fits(key, signature, data) {
  try {
    return verify(signature, data, key, { zip215: false });
  } catch {
    return false;
  }
}

/** @param {string} text @returns {Uint8Array | null} */
function unbase58(text) {
  if (text.length > 100) return null;
  /** @type {number[]} */
  const bytes = [];
  for (const letter of text) {
    let rest = ALPHABET.indexOf(letter);
    if (rest < 0) return null;
    for (let place = 0; place < bytes.length; place++) {
      rest += bytes[place] * 58;
      bytes[place] = rest & 255;
      rest >>= 8;
    }
    for (; rest; rest >>= 8) bytes.push(rest & 255);
  }
  const zeros = (/^1*/.exec(text) || [""])[0].length;
  return Uint8Array.from([...Array(zeros).fill(0), ...bytes.reverse()]);
}

/** @param {string} text */
function unbase32(text) {
  if ([1, 3, 6].includes(text.length % 8)) throw new RangeError("cut off");
  const bytes = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = BASE32.indexOf(letter);
    if (value < 0) throw new RangeError(letter);
    held = ((held << 5) | value) & 4095;
    bits += 5;
    if (bits >= 8) bytes.push((held >> (bits -= 8)) & 255);
  }
  return Uint8Array.from(bytes);
}

/** @param {any} value */
function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
