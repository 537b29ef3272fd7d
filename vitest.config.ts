import chromium from "@sparticuz/chromium";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** What leans on the ground it runs on, the engine's numbers, streams and cryptography, runs on both it must hold. */
const both = ["age-vectors", "receipt", "reporter", "satgas", "seal", "sealed-report", "stamp"].map(
  (name) => `test/shared/${name}.test.ts`,
);
const local = "test/infra/local.test.ts";
const env = { AWS_REGION: "ap-southeast-3", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // A test waits for engines and browsers more than it computes, so two files share two cores well.
    maxWorkers: 2,
    projects: [
      {
        // Needs nothing but Node.
        test: { name: "node", include: ["test/*.test.ts", "test/{shared,web}/**/*.test.ts"], ...patience },
      },
      {
        // A table in a real engine.
        test: {
          name: "engine",
          include: ["test/{functions,infra,faults}/**/*.test.ts"],
          exclude: [local],
          globalSetup: "test/support/parts.ts",
          env,
          ...patience,
        },
      },
      {
        // All of Posko, with pages that are built once.
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts", local],
          globalSetup: ["test/support/parts.ts", "test/support/pages.ts"],
          env,
          ...patience,
        },
      },
      {
        // Named, so that finding one late does not reload a test that runs.
        optimizeDeps: {
          include: [
            "@noble/curves/abstract/modular.js",
            "@noble/curves/nist.js",
            "@noble/hashes/sha2.js",
            "@scure/base",
            "age-encryption",
            "cctv-age",
            "fast-check",
            "jose/decode/protected_header",
            "jose/errors",
            "jose/jwk/thumbprint",
            "jose/jws/compact/sign",
            "jose/jws/compact/verify",
            "jose/jwt/decode",
            "jose/jwt/verify",
            "jose/key/import",
            "zod/mini",
          ],
        },
        test: {
          name: "browser",
          include: both,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: await chromium.executablePath(), args: chromium.args },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
