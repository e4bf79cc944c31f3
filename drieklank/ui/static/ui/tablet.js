// The school's tablet: asks after three quiet minutes whether anybody is there, and erases half a minute later.
(() => {
  const dialog = document.querySelector("[data-idle]");
  const stop = document.querySelector("button[name=stop]");
  if (!dialog || !dialog.showModal || !stop) return;
  const QUIET = 180000;
  const GRACE = 30000;
  let timer;

  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      dialog.showModal();
      timer = setTimeout(() => stop.click(), GRACE);
    }, QUIET);
  };
  const here = () => {
    if (dialog.open) dialog.close();
    wait();
  };
  dialog.querySelector("[data-here]").addEventListener("click", here);
  dialog.addEventListener("cancel", here);
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(kind, () => dialog.open || wait(), { passive: true });
  }
  wait();
})();
