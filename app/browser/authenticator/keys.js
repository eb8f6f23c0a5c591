// The accounts of the OTP app: each a name and a key, in this browser's database. The key is one that WebCrypto
// lets nobody read, this page included: it can only be used to sign.

const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("sekisho-authenticator", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("accounts", { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Does `work` with the store in one transaction, and answers what its request came to when that is done.
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("accounts", mode);
      const request = work(transaction.objectStore("accounts"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// What this browser lacks for all this: "insecure", "crypto", "storage", or nothing.
export async function lacks() {
  if (!isSecureContext) return "insecure";
  if (!globalThis.crypto?.subtle) return "crypto";
  try {
    await accounts();
    return null;
  } catch {
    return "storage";
  }
}

export const accounts = () => within("readonly", (store) => store.getAll());

export const add = (name, key) => within("readwrite", (store) => store.add({ name, key }));

export const remove = (id) => within("readwrite", (store) => store.delete(id));

export const rename = (id, name) =>
  within("readwrite", (store) => {
    const request = store.get(id);
    request.onsuccess = () => request.result && store.put({ ...request.result, name });
    return request;
  });

// Takes the bytes of a key, and overwrites them.
export async function imported(bytes) {
  try {
    return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  } finally {
    bytes.fill(0);
  }
}

export const signed = async (key, message) => new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
