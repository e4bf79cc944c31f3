// Reads a question or a text aloud with the voice of the browser. Without a voice the buttons stay hidden.
(() => {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const voices = { ar: "ar-SA", en: "en-GB", nl: "nl-NL", pl: "pl-PL", tr: "tr-TR", uk: "uk-UA" };
  const page = document.documentElement.lang;

  // What a question says: its statement, its explanation, its answers; elsewhere the text itself.
  const words = (place) => {
    const parts = place.querySelectorAll("legend, .hint, .answer span");
    return parts.length ? Array.from(parts, (part) => part.textContent) : [place.innerText];
  };
  const text = (what) => {
    if (what !== "all") {
      const place = document.getElementById(what);
      return place ? words(place) : [];
    }
    return Array.from(document.querySelectorAll("main h1, main legend"), (part) => part.textContent);
  };

  document.querySelectorAll("[data-read]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const again = speech.speaking && button.dataset.reading === "yes";
      speech.cancel();
      document.querySelectorAll("[data-reading]").forEach((other) => delete other.dataset.reading);
      if (again) return;
      const said = new SpeechSynthesisUtterance(text(button.dataset.read).join(". "));
      said.lang = voices[page] || page;
      said.rate = 0.92;
      said.onend = () => delete button.dataset.reading;
      button.dataset.reading = "yes";
      speech.speak(said);
    });
  });
})();
