/**
 * Puts the form into a page: <script src="https://…/embed.js" data-unit="3316" async></script>
 *
 * It makes an iframe in the place of the script and does three things for it: gives it the height it asks for, brings
 * it into view when a new question begins, and leaves the page when she presses the quick exit. It reads nothing of
 * the page and sees nothing of the form. The unit travels in the fragment, which no server sees.
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const origin = new URL(script.src).origin;
  const { unit = "", lang = "", title = "Posko: lapor kekerasan seksual dengan aman" } = script.dataset;
  // Offices write their code with a dot, 33.16: ignored, it would have her look for the office whose page she is in.
  const code = unit.replace(".", "");
  const choices = [/^\d{2,4}$/.test(code) && `unit=${code}`, lang === "en" && "lang=en"].filter(Boolean).join("&");

  /** Where a quick exit leads: a page that says nothing about her. */
  const ELSEWHERE = "https://www.bmkg.go.id/";
  const MIN_HEIGHT = 480;
  const MAX_HEIGHT = 20000;

  const frame = document.createElement("iframe");
  frame.src = `${origin}/form/#${choices}`;
  frame.title = title;
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  frame.style.cssText = `display:block;width:100%;border:0;height:${MIN_HEIGHT}px`;
  frame.addEventListener("load", () => frame.contentWindow?.postMessage({ posko: 1, type: "hello" }, "*"));

  addEventListener("message", ({ source, origin: sender, data }) => {
    // A page that is itself sandboxed gives its frames the origin "null"; the source is what cannot be forged.
    if (source !== frame.contentWindow || (sender !== origin && sender !== "null") || data?.posko !== 1) return;
    if (data.type === "height" && Number.isFinite(data.height)) {
      frame.style.height = `${Math.min(Math.max(data.height, MIN_HEIGHT), MAX_HEIGHT)}px`;
    }
    if (data.type === "top" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    if (data.type === "exit") location.replace(ELSEWHERE);
  });

  script.after(frame);
})();
