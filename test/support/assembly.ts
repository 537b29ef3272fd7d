import { join } from "node:path";
import { createApp } from "../../infra/app.ts";
import { bundleFunctions } from "../../infra/bundle.ts";
import { readConfig, type StackConfig } from "../../infra/config.ts";

/** The thumbprint of RFC 7638's own example. */
export const THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

/** One stack on the API's own address, which nobody may embed; `own` says otherwise. */
export function oneStack(own: object = {}): StackConfig[] {
  return readConfig({
    stacks: {
      "33": {
        account: "000000000033",
        senderAddress: "posko@p33.kpu.example",
        operatorAlarmAddress: "operator@kpu.example",
        kpuRiThumbprint: THUMBPRINT,
        ...own,
      },
    },
  });
}

/** Synthesizes as `npm run synth` does. @returns the folder of the assembly */
export async function synthesize(stacks: readonly StackConfig[], folder: string): Promise<string> {
  const thumbprints = stacks.map(({ kpuRiThumbprint }) => kpuRiThumbprint);
  const bundles = await bundleFunctions(join(folder, "functions"), thumbprints);
  return createApp(stacks, bundles, join(folder, "cdk.out")).synth().directory;
}
