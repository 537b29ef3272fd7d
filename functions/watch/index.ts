import { openSteps } from "../steps-env.ts";
import { createWatch } from "./handler.ts";

export const handler = createWatch(openSteps());
