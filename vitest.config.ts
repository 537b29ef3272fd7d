import chromium from "@sparticuz/chromium";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** What is pure runs on both grounds it must hold: Node and a real browser. */
const pure = ["test/shared/**/*.test.ts"];

export default defineConfig({
  test: {
    // A test waits for engines and browsers more than it computes, so two files share two cores well.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          globalSetup: "test/support/parts.ts",
          env: { AWS_REGION: "ap-southeast-3", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
          include: pure,
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
