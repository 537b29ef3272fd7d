import { openSteps } from "../steps-env.ts";
import { createLoadStore } from "../table/load.ts";
import { createAlert } from "./handler.ts";

const { table, ...parts } = openSteps();

export const handler = createAlert({ ...parts, load: createLoadStore(table) });
