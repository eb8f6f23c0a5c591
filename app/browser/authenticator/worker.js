// Keeps the OTP app on the device, so that it opens without a network. The portal writes three lines before these:
// VERSION, a digest of all that is kept; PAGES, the page in each language; FILES, what the pages name: the hashed
// files, and how the app is installed.
//
// What is kept is answered from what is kept, and nothing else is touched. When anything changes, so does VERSION,
// and with it this script: the browser takes the new one, which keeps everything anew and drops the old.

const PREFIX = "sekisho-authenticator-";
const CACHE = PREFIX + VERSION;

async function keep() {
  const cache = await caches.open(CACHE);
  // without cookies: the page is everybody's
  const anew = (path) => new Request(path, { credentials: "omit", cache: "reload" });
  await cache.addAll([...FILES, ...Object.values(PAGES)].map(anew));
  await skipWaiting();
}

async function dropOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await clients.claim();
}

// The page in the language that is asked for, else in the first of the browser's that there is.
function pageIn(asked) {
  const wanted = [asked, ...navigator.languages.map((tag) => tag.split("-")[0].toLowerCase())];
  return PAGES[wanted.find((language) => Object.hasOwn(PAGES, language)) ?? "en"];
}

// Under which address the answer is kept; nothing for what isn't this app's.
function keptAs({ method, mode, url }) {
  const { origin, pathname, search, searchParams } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return null;
  if (FILES.includes(pathname + search)) return pathname + search;
  if (mode === "navigate" && pathname === "/authenticator") return pageIn(searchParams.get("language"));
  return null;
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(dropOthers()));
addEventListener("fetch", (event) => {
  const address = keptAs(event.request);
  if (address) event.respondWith(answer(event.request, address));
});
