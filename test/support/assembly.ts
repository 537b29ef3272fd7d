import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../../infra/app.ts";
import { bundleFunctions } from "../../infra/bundle.ts";
import { pageSettingsOf, readConfig, type StackConfig } from "../../infra/config.ts";

/** RFC 7515's own example, appendix A.3: a true key that signs nothing here. */
export const ROOT = {
  kty: "EC",
  crv: "P-256",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
} as const;

/** One stack on the API's own address, which nobody may embed; `own` says otherwise. */
export function oneStack(own: object = {}): StackConfig[] {
  return readConfig({
    stacks: {
      "33": {
        account: "000000000033",
        senderAddress: "posko@p33.kpu.example",
        operatorAlarmAddress: "operator@kpu.example",
        root: ROOT,
        ...own,
      },
    },
  });
}

/** Synthesizes around functions that do nothing, in a second: what they run is nothing to the rest of a stack. */
export function synthesizeEmpty(stacks: readonly StackConfig[], folder: string, context: object = {}): string {
  const code = join(folder, "code");
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, "index.mjs"), "");
  const site = new Map(stacks.map(({ unit }) => [unit, code]));
  const woken = { alert: code, watch: code, bounce: code, drill: code };
  const bundles = { report: code, inbox: code, satgas: code, ...woken, site };
  return createApp(stacks, bundles, join(folder, "cdk.out"), context).synth().directory;
}

/** Synthesizes as `npm run synth` does. @returns the folder of the assembly */
export async function synthesize(stacks: readonly StackConfig[], folder: string): Promise<string> {
  const bundles = await bundleFunctions(join(folder, "functions"), stacks.map(pageSettingsOf));
  return createApp(stacks, bundles, join(folder, "cdk.out")).synth().directory;
}
