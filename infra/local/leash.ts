/**
 * Runs a program that must not outlive the one that started it: `leash.ts command …`.
 *
 * The starter holds the other end of standard input. However it ends, by SIGKILL too, that end closes, and the program
 * is stopped.
 */
import { spawn } from "node:child_process";

const [command = "", ...args] = process.argv.slice(2);
const program = spawn(command, args, {
  stdio: ["ignore", "inherit", "inherit"],
});

process.stdin.resume();
process.stdin.on("end", () => program.kill("SIGTERM"));
// Ctrl-C reaches the whole terminal group; the starter decides when it is time.
process.on("SIGINT", () => {});
program.on("exit", (code) => process.exit(code ?? 0));
program.on("error", () => process.exit(127));
