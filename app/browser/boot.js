// Wakes the islands of a page that the server has rendered.
//
// A page includes this script only where it holds an island. It is a file of its own, so the content security
// policy needs neither a nonce nor 'unsafe-inline'. Until it is done the page is plain HTML with plain forms.
// `__GLUE__` and `__WASM__` become the hashed names of the files beside this one when the site is built.

// What Leptos looks up for islands that resume a server's pending work. These pages have none.
globalThis.__RESOLVED_RESOURCES = [];
globalThis.__SERIALIZED_ERRORS = [];
globalThis.__INCOMPLETE_CHUNKS = [];

// An island's element names the exported function as `Name_<hash of its source>`. The two compilers (native
// and wasm) may print the same source differently, so the bare name, unique in the app, decides.
const bare = (name) => name.replace(/_\d+$/, "");

// Wakes `root` and what is inside, in document order: an island before the islands among its children.
// `enter` makes the innermost enclosing island current, so that its context reaches those within.
async function wake(root, islands, enter) {
  if (root.localName === "leptos-island") {
    enter?.();
    const hydrate = islands.get(bare(root.dataset.component));
    if (hydrate) await hydrate(root);
    else console.error(`no such island: ${root.dataset.component}`);
  }
  const within = root.localName === "leptos-children" ? root.$$on_hydrate : enter;
  for (const child of [...root.children]) await wake(child, islands, within);
}

async function boot() {
  const module_or_path = fetch(new URL("./__WASM__", import.meta.url));
  const glue = await import("./__GLUE__");
  await glue.default({ module_or_path });
  glue.hydrate();
  const islands = new Map(Object.entries(glue).map(([name, run]) => [bare(name), run]));
  await wake(document.body, islands);
  // Tests, and styles that only make sense with a living page, wait for this.
  document.documentElement.dataset.hydrated = "true";
}

// The page first: nothing is fetched before it has loaded and the browser is at rest, or a second has passed.
const atRest = (run) => (globalThis.requestIdleCallback ? requestIdleCallback(run, { timeout: 1000 }) : setTimeout(run));
if (document.readyState === "complete") atRest(boot);
else addEventListener("load", () => atRest(boot), { once: true });
