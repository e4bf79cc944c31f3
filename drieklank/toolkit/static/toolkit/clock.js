// The clock of a running sheet: counts down when asked to, and says which step it is. Without it the page is whole.
const box = document.querySelector("[data-clock]");
if (box) {
  const face = box.querySelector("[data-clock-face]");
  const says = box.querySelector("[data-clock-says]");
  const go = box.querySelector("[data-clock-go]");
  const again = box.querySelector("[data-clock-again]");
  const steps = [...document.querySelectorAll("[data-step]")];
  const whole = Number(box.dataset.minutes) * 60;
  let spent = 0;
  let since = 0;
  let timer = 0;
  let shown = -1;

  const title = (step) => step.closest("li")?.querySelector("h3")?.textContent ?? "";

  const draw = () => {
    const passed = Math.min(whole, spent + (timer ? (Date.now() - since) / 1000 : 0));
    const left = Math.ceil(whole - passed);
    face.textContent = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    const at = steps.filter((step) => Number(step.dataset.step) * 60 <= passed).length - 1;
    if (at !== shown && timer) {
      shown = at;
      says.textContent = `Stap ${at + 1}: ${title(steps[at])}`;
    }
    if (left === 0 && timer) {
      stop();
      says.textContent = "De tijd is om.";
    }
  };

  const stop = () => {
    spent += (Date.now() - since) / 1000;
    clearInterval(timer);
    timer = 0;
    go.textContent = "Ga verder";
  };

  go.addEventListener("click", () => {
    if (timer) {
      stop();
      return;
    }
    since = Date.now();
    timer = setInterval(draw, 250);
    go.textContent = "Zet stil";
    draw();
  });
  again.addEventListener("click", () => {
    if (timer) stop();
    spent = 0;
    shown = -1;
    says.textContent = "";
    go.textContent = "Start de klok";
    draw();
  });
  box.hidden = false;
}
