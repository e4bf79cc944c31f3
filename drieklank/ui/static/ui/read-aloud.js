// Reads a question or a text aloud with the voice of the browser. The buttons show only where there is a voice for
// the language of the page; where there is none but the Dutch stands beside it, a Dutch voice reads that.
(() => {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const page = document.documentElement.lang;
  const buttons = document.querySelectorAll("[data-read]");
  const wish = document.querySelector("input[name=dutch]");

  const voice = (language) =>
    speech.getVoices().find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);
  // In which language can be read now: that of the page, the Dutch beside it, or none.
  const spoken = () => {
    if (voice(page)) return page;
    return wish && wish.checked && voice("nl") ? "nl" : "";
  };

  // What a question says: its statement, its explanation, its answers; elsewhere the text itself.
  const QUESTION = "legend, .question__text, .hint, .answer > span, .choice > span, .pick span";
  const own = (part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll(".dutch").forEach((dutch) => dutch.remove());
    return copy.textContent;
  };
  const parts = (place, language) =>
    language === page
      ? Array.from(place.querySelectorAll(QUESTION), own)
      : Array.from(place.querySelectorAll(".dutch"), (dutch) => dutch.textContent);
  const words = (what, language) => {
    if (what === "all") {
      const all = language === page ? "main h1, legend, .question__text" : ".question .dutch:not(label .dutch)";
      return Array.from(document.querySelectorAll(all), own);
    }
    const place = document.getElementById(what);
    if (!place) return [];
    const question = place.closest(".question");
    return question ? parts(question, language) : [place.innerText];
  };

  const offer = () => buttons.forEach((button) => (button.hidden = !spoken()));
  const read = (button) => {
    const again = speech.speaking && button.dataset.reading === "yes";
    speech.cancel();
    buttons.forEach((other) => delete other.dataset.reading);
    const language = spoken();
    if (again || !language) return;
    const said = new SpeechSynthesisUtterance(words(button.dataset.read, language).join(". "));
    said.voice = voice(language);
    said.lang = said.voice.lang;
    said.rate = 0.92;
    said.onend = () => delete button.dataset.reading;
    button.dataset.reading = "yes";
    speech.speak(said);
  };

  buttons.forEach((button) => button.addEventListener("click", () => read(button)));
  // Voices come in later than the page; some browsers keep them until asked once.
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  if (wish) wish.addEventListener("change", offer);
  addEventListener("pagehide", () => speech.cancel());
  offer();
})();
