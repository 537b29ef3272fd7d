import { render } from "preact";
import { joinHost } from "../frame.ts";
import { pageSettings, sayNoSettings } from "../settings.ts";
import { App } from "./app.tsx";
import { watchShift } from "./exit.ts";
import { lazily, once } from "./loading.ts";
import "../style.css";
import "./form.css";
import "./screens.css";

const loadSubmit = lazily(() => import("./submit.ts"));
const sender = once(async () => (await loadSubmit()).newSender());
const loadNames = lazily(() => import("./unit-names.ts"));
const loadMyReport = lazily(() => import("./screens/my-report.tsx"));

const root = document.getElementById("app");
if (root && !pageSettings()) sayNoSettings(root);
else if (root) {
  watchShift();
  joinHost();
  root.textContent = "";
  render(<App sender={sender} loadNames={loadNames} loadMyReport={loadMyReport} />, root);
}
