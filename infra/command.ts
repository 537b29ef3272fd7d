import { type ParseArgsConfig, parseArgs } from "node:util";

/** What is wrong, for an operator: a sentence for each thing, and no stack trace. */
export class OperatorError extends Error {}

/**
 * Reads the command line and runs a command with it. Prints an OperatorError, or `usage` when an option or argument is
 * unknown, and sets the exit code to 1. @throws any other error, which is a fault of ours
 */
export async function runCommand<const T extends ParseArgsConfig>(
  usage: string,
  config: T,
  main: (args: ReturnType<typeof parseArgs<T>>) => void | Promise<void>,
): Promise<void> {
  try {
    await main(readArguments(usage, config));
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function readArguments<const T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new OperatorError(usage, { cause });
  }
}
