// A button that does something only while it is held: with a pointer, a finger, or the space bar or Enter. When it
// is let go, loses the focus, or the page goes out of sight, that ends at once.
//
// Assistive technology presses a button without holding it: then it counts as held until it is pressed again, or
// for a while.

const LONGEST = 20_000;

export function hold(button, start, end) {
  let by = null;
  let waiting;
  const press = (what) => {
    if (by !== null) return;
    by = what;
    button.setAttribute("aria-pressed", "true");
    start();
    if (what === "assistive") waiting = setTimeout(release, LONGEST);
  };
  const release = () => {
    if (by === null) return;
    by = null;
    clearTimeout(waiting);
    button.setAttribute("aria-pressed", "false");
    end();
  };
  const releaseIf = (what) => () => by === what && release();
  const holds = ({ key }) => key === " " || key === "Enter";

  button.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    press("pointer");
  });
  for (const gone of ["pointerup", "pointercancel", "lostpointercapture"]) {
    button.addEventListener(gone, releaseIf("pointer"));
  }
  button.addEventListener("keydown", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    if (!event.repeat) press("key");
  });
  button.addEventListener("keyup", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    releaseIf("key")();
  });
  // a finger that rests on a button opens a menu otherwise
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    // 0: neither a pointer nor a finger
    if (event.detail !== 0) return;
    if (by === null) press("assistive");
    else releaseIf("assistive")();
  });
  button.addEventListener("blur", release);
  addEventListener("blur", release);
  addEventListener("pagehide", release);
  document.addEventListener("visibilitychange", () => document.hidden && release());
  return release;
}
