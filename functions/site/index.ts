import { handle } from "hono/aws-lambda";
import { env, optionalEnv } from "../env.ts";
import { createSiteApp } from "./app.ts";
import { readSite } from "./files.ts";

export const handler = handle(
  createSiteApp({
    files: readSite(env("SITE_FOLDER")),
    origin: env("ORIGIN"),
    others: optionalEnv("OTHER_STACKS")?.split(" ") ?? [],
    frameAncestors: optionalEnv("FRAME_ANCESTORS")?.split(" ") ?? [],
  }),
);
