// Counts down a wait: to when another code may be sent, whose button it holds until then, or to when a trial of
// changed addresses is over, which it says in the place of what was said until then.
//
// Only a page with such a wait includes it. Without it the text that the server has written stays, which says
// how long the wait is or when it ends, and the server refuses what comes at the wrong time. A few lines of their
// own and no island, because the page that asks for a code while signing in shall not load WebAssembly for a clock.
{
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  for (const timer of document.querySelectorAll("[data-wait]")) {
    const { wait, waiting, ready } = timer.dataset;
    // a page with several waits includes this several times
    delete timer.dataset.wait;
    const ending = timer.closest("[data-ends]");
    const button = ending ? null : timer.closest("form").querySelector("button[type=submit]");
    const status = (ending ?? timer.parentElement).querySelector("[role=status]");
    const ends = Date.now() + wait * 1000;
    const tick = () => {
      const left = Math.ceil((ends - Date.now()) / 1000);
      if (button) button.disabled = left > 0;
      if (left > 0) {
        timer.textContent = waiting.replace("{time}", clock(left));
      } else {
        clearInterval(ticking);
        if (ending) ending.dataset.ends = "over";
        else timer.remove();
        // a status, not a timer: this is read out, the ticking isn't
        status.textContent = ready;
      }
    };
    const ticking = setInterval(tick, 500);
    tick();
  }
}
