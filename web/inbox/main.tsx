import { render } from "preact";
import { pageSettings, sayNoSettings } from "../settings.ts";
import { initialLanguage } from "../words/language.ts";
import { Inbox } from "./inbox.tsx";
import type { Farewell } from "./unlock.tsx";
import "../style.css";
import "./inbox.css";
import "./list.css";
import "./report.css";
import "./room.css";
import "./print.css";

const root = document.getElementById("app");
if (!root) throw new Error("no #app");

/**
 * Locking tears the whole page down and draws a new one, at once and not with the next frame: no state, however deep,
 * can survive it, and a page that the browser freezes for its back button holds nothing.
 */
function draw(farewell?: Farewell): void {
  if (!root) return;
  render(null, root);
  render(<Inbox farewell={farewell} lock={draw} />, root);
}

// The choice of language is kept where it is needed anyway, and survives the lock there.
document.documentElement.lang = initialLanguage();
if (pageSettings()) draw();
else sayNoSettings(root);
