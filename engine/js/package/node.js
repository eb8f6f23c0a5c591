// The same for Node and its like, which read the WebAssembly from the package instead of fetching it.
import { readFile } from "node:fs/promises";
import load from "./index.js";

export * from "./index.js";

export default function init(source = readFile(new URL("engine.wasm", import.meta.url))) {
  return load(source);
}
