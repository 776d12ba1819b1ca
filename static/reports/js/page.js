// This page as the server knows it: a key of its own, made when it loads, and how a script of ours talks.
export const HEADERS = { Accept: "application/json", "X-Requested-With": "fetch" };
export const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
export const person = Number(document.body.dataset.person);
export const key = newKey();

// What the server's clock shows, in milliseconds. This computer's may be years behind, and be put right while the page is
// open; its stopwatch stands still while it sleeps. Of both the later counts, from the moment on that the page was asked for:
// a text dated too early would be thought older than what is stored, and forgotten.
const asked = performance.getEntriesByType("navigation")[0]?.requestStart ?? 0;
const told = document.querySelector("[data-now]")?.dataset.now;
const behind = told ? Number(told) * 1000 - asked : performance.timeOrigin;
const aside = behind - performance.timeOrigin;
export const serverTime = () => Math.max(behind + performance.now(), aside + Date.now());

// What a browser still sends when its page is gone: 64 kB, a Chinese character being three bytes. It refuses more, where it
// might at least have begun to send it.
const MOST_LEAVING = 60_000;
export const mayLeave = (data) => new Blob([JSON.stringify(data)]).size < MOST_LEAVING;

// Sends data as JSON; `more` are headers, `leaving` lets the request outlive the page where it is small enough for that.
export function post(url, data, { leaving = false, more = {} } = {}) {
  const headers = { ...HEADERS, "Content-Type": "application/json", "X-CSRFToken": token(), ...more };
  const body = JSON.stringify({ person, page: key, ...data });
  return fetch(url, { method: "POST", headers, body, keepalive: leaving && mayLeave(data) });
}

// A random UUID; crypto.randomUUID is missing on plain HTTP, which an office's network may have.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
