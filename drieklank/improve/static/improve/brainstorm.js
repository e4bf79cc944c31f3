// A brainstorm: how many characters are left, and where the keyboard goes after a note was laid down. Without it the page is whole.
const field = document.querySelector("[data-count]");
const left = document.querySelector("[data-count-left]");
if (field && left) {
  const say = () => {
    const over = field.maxLength - field.value.length;
    left.textContent = over === 1 ? "Nog 1 teken" : `Nog ${over} tekens`;
  };
  field.addEventListener("input", say);
  say();
}
// The button that was pressed went away with its note: go on with the next one.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-lay]")) {
    document.addEventListener("htmx:after:swap", () => {
      if (document.activeElement === document.body || !document.activeElement) {
        (document.querySelector("[data-lay] select") ?? document.querySelector("#los"))?.focus();
      }
    }, { once: true });
  }
});
