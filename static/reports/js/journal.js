// What was typed and isn't stored yet, kept in this browser (IndexedDB) until the server has it. Each row belongs to one
// person, one place (a step of a report) and one field, and says which page it came from; nobody is ever shown another
// person's rows.
import { key, serverTime } from "./page.js";

const KEPT_DAYS = 30;
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("lianbao", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: ["person", "place", "name"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

// Where the browser keeps nothing (private windows, a full disk) the page works without a journal and says false.
async function withRows(mode, act) {
  try {
    const store = (await open()).transaction("typed", mode).objectStore("typed");
    const request = act(store);
    return await new Promise((resolve, reject) => {
      store.transaction.oncomplete = () => resolve(request?.result ?? true);
      store.transaction.onabort = store.transaction.onerror = () => reject(store.transaction.error);
    });
  } catch {
    return false;
  }
}

// Every key of the person begins with it, and with the place where one is given: an array sorts behind all texts.
const keysOf = (person, place) => IDBKeyRange.bound(place ? [person, place] : [person], place ? [person, place, []] : [person, []]);

export const keep = (person, place, rows) =>
  withRows("readwrite", (store) => {
    for (const row of rows) store.put({ ...row, person, place, page: key, at: serverTime() });
  });

export const forget = (person, place, names) =>
  withRows("readwrite", (store) => {
    for (const name of names) store.delete([person, place, name]);
  });

export const rowsOf = async (person, place = "") => (await withRows("readonly", (store) => store.getAll(keysOf(person, place)))) || [];

export const forgetAll = (person) => withRows("readwrite", (store) => store.delete(keysOf(person)));

export const forgetOld = () =>
  withRows("readwrite", (store) => {
    const eldest = serverTime() - KEPT_DAYS * 24 * 3600 * 1000;
    store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (cursor.value.at < eldest) cursor.delete();
      cursor.continue();
    };
  });
