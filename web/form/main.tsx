import { render } from "preact";
import { serverTime } from "../api.ts";
import { joinHost } from "../frame.ts";
import { pageSettings, sayNoSettings, settings } from "../settings.ts";
import { reporterApi } from "./answers.ts";
import { App } from "./app.tsx";
import { watchShift } from "./exit.ts";
import { lazily } from "./lazily.ts";
import { createPost } from "./submit.ts";
import "../style.css";
import "./form.css";
import "./screens.css";

const loadSealing = lazily(() => import("./sealing.ts"));
const loadNames = lazily(() => import("./unit-names.ts"));
const loadMyReport = lazily(() => import("./screens/my-report.tsx"));

const clocks = () => {
  const server = serverTime();
  return { phone: Date.now() / 1000, server: server && server / 1000 };
};

const root = document.getElementById("app");
if (root && !pageSettings()) sayNoSettings(root);
else if (root) {
  const post = createPost({ api: reporterApi, loadSealing, root: settings.root, stack: settings.stack, clocks });
  watchShift();
  joinHost();
  root.textContent = "";
  render(<App post={post} loadNames={loadNames} loadMyReport={loadMyReport} />, root);
}
