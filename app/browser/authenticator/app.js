// The OTP app: pairs itself with accounts by two codes, and shows six digits while a button is held.
//
// All words and all markup are in the page that the portal renders; this moves them. The engine makes the codes,
// the browser keeps the keys. `__GLUE__`, `__WASM__`, `__KEYS__` and `__HOLD__` become the hashed names of the files
// beside this one when the site is built.
import start, * as engine from "./__GLUE__";
import * as keys from "./__KEYS__";
import { hold } from "./__HOLD__";

const root = document.getElementById("authenticator");
const part = (name, within = root) => within.querySelector(`[data-part="${name}"]`);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (known, name) => values[name] ?? known);
const say = (name, values = {}) => fill(root.dataset[name], values);
const show = (name, shown = true) => (part(name).hidden = !shown);
const now = () => BigInt(Math.floor(Date.now() / 1000));

// The application code that waits for its user code. Kept while this tab lives: a telephone may throw the page
// away while its owner looks at the portal.
const waiting = {
  get code() {
    return sessionStorage.getItem("application-code");
  },
  begin() {
    const code = engine.application_code(crypto.getRandomValues(new Uint8Array(15)));
    sessionStorage.setItem("application-code", code);
  },
  end: () => sessionStorage.removeItem("application-code"),
};

// --- what is shown of an account ------------------------------------------------------------------------------

const STEP = 30;

// Shows the digits of `account` in `row` until the answered function is called.
function reveal(account, row) {
  let over = false;
  let step;
  const draw = async () => {
    const at = now();
    const left = engine.seconds_left(at);
    const counter = engine.counter(at);
    if (String(counter) !== step) {
      const code = engine.digits(await keys.signed(account.key, counter));
      // let go meanwhile
      if (over) return;
      step = String(counter);
      part("code", row).textContent = `${code.slice(0, 3)} ${code.slice(3)}`;
      row.dataset.shown = "true";
      part("status").textContent = say("sayCode", { name: account.name, code: [...code].join(" "), left });
    }
    part("left", row).textContent = say("sayLeft", { left });
    part("ring", row).setAttribute("stroke-dasharray", `${(left / STEP) * 100} 100`);
  };
  draw();
  const drawing = setInterval(draw, 250);
  return () => {
    over = true;
    clearInterval(drawing);
    delete row.dataset.shown;
    part("code", row).textContent = say("hidden");
    part("left", row).textContent = "";
    part("status").textContent = say("sayHidden");
  };
}

function rowOf(account) {
  const row = part("account").content.firstElementChild.cloneNode(true);
  part("name", row).textContent = account.name;
  part("code", row).textContent = say("hidden");
  let conceal = () => {};
  const button = part("view", row);
  button.setAttribute("aria-describedby", (part("name", row).id = `account-${account.id}`));
  hold(button, () => (conceal = reveal(account, row)), () => conceal());
  const rename = part("rename", row);
  rename.elements.name.value = account.name;
  rename.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keys.rename(account.id, rename.elements.name.value.trim() || account.name);
    await list(say("renamed"));
  });
  part("remove", row).addEventListener("click", async () => {
    await keys.remove(account.id);
    await list(say("removed"));
    part("add").focus();
  });
  return row;
}

async function list(told = "") {
  const all = await keys.accounts();
  part("accounts").replaceChildren(...all.map(rowOf));
  show("none", all.length === 0);
  show("adding", false);
  show("home");
  part("notice").textContent = told;
  part("notice").hidden = told === "";
}

// --- pairing --------------------------------------------------------------------------------------------------

const SAID = { letter: "letter", long: "long", check: "check", is_application: "isApplication" };

// What is to be said of the user code as it is typed; whether it is one.
function judge(sent) {
  const field = part("user");
  const [state, first, ...rest] = engine.judge_user_code(field.value).split(" ");
  const wrong = SAID[state] ?? (sent && state === "nothing" ? "empty" : sent && state === "so_far" ? "short" : null);
  const values = { at: first, letter: rest.join(" "), missing: first };
  part("so-far").textContent = state === "so_far" && !wrong ? say("soFar", values) : "";
  const verdict = part("verdict");
  verdict.textContent = wrong ? say(wrong, values) : state === "whole" ? say("whole") : "";
  verdict.className = `code-verdict ${wrong ? "is-wrong" : "is-right"}`;
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  return state === "whole";
}

async function unusedName() {
  const taken = new Set((await keys.accounts()).map(({ name }) => name));
  const name = root.dataset.portal;
  for (let nth = 1; ; nth += 1) {
    const free = nth === 1 ? name : `${name} ${nth}`;
    if (!taken.has(free)) return free;
  }
}

async function pair() {
  if (!waiting.code) waiting.begin();
  part("application").textContent = waiting.code;
  part("label").value = await unusedName();
  part("user").value = "";
  judge(false);
  show("home", false);
  show("adding");
  part("adding-title").focus();
}

async function register(event) {
  event.preventDefault();
  if (!judge(true)) {
    part("user").focus();
    return;
  }
  const name = part("label").value.trim() || (await unusedName());
  try {
    await keys.add(name, await keys.imported(engine.derive(waiting.code, part("user").value)));
  } catch {
    part("verdict").textContent = say("notKept");
    part("verdict").className = "code-verdict is-wrong";
    return;
  }
  waiting.end();
  part("application").textContent = "";
  part("user").value = "";
  // else the browser may throw the keys away when it runs short of room
  navigator.storage?.persist?.();
  await list(say("registered", { name }));
  part("accounts").lastElementChild.querySelector('[data-part="view"]').focus();
}

async function copy() {
  await navigator.clipboard.writeText(waiting.code);
  part("copy").textContent = say("copied");
  setTimeout(() => (part("copy").textContent = say("copy")), 2000);
}

// --- the page -------------------------------------------------------------------------------------------------

function tellTime() {
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium" });
  const tell = () => (part("clock").textContent = clock.format(new Date()));
  tell();
  setInterval(tell, 1000);
}

// Keeps this page on the device, where the browser can.
async function keepOffline() {
  if (!navigator.serviceWorker) return;
  try {
    // without a network there is nothing new to look for
    if (navigator.serviceWorker.controller && !navigator.onLine) return show("offline");
    const reach = { scope: "/authenticator", updateViaCache: "none" };
    await navigator.serviceWorker.register("/authenticator/worker.js", reach);
    await navigator.serviceWorker.ready;
    show("offline");
  } catch {
    // refused by the browser's settings: the app works as long as the portal can be reached
  }
}

// What is missing for the app to run, if anything is.
async function prepare() {
  const lacking = await keys.lacks();
  if (lacking) return lacking;
  try {
    await start({ module_or_path: fetch(new URL("./__WASM__", import.meta.url)) });
    return null;
  } catch {
    return "engine";
  }
}

async function boot() {
  const lacking = await prepare();
  if (lacking) {
    part("lacking").textContent = say(lacking);
    show("lacking");
  } else {
    part("add").addEventListener("click", pair);
    part("form").addEventListener("submit", register);
    part("user").addEventListener("input", () => judge(false));
    part("copy").addEventListener("click", copy);
    part("cancel").addEventListener("click", async () => {
      waiting.end();
      await list();
      part("add").focus();
    });
    tellTime();
    show("about");
    await (waiting.code ? pair() : list());
    keepOffline();
  }
  document.documentElement.dataset.hydrated = "true";
}

boot();
