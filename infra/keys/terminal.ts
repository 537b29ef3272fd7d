import { createInterface, type Interface } from "node:readline";
import { Mistake } from "./arguments.ts";

/** Where a person sits; or a script, which gives its answers line by line on standard input. */
export interface Terminal {
  say(text: string): void;
  /** Asked without echo. */
  secret(question: string): Promise<string>;
  /**
   * @param by a `person`: no line of a pipe, which was written before anything was shown, counts as her answer
   * @throws Mistake when the answer is not yes: nothing was changed yet
   */
  confirm(question: string, by?: "person"): Promise<void>;
  /** Whether a secret can be shown to a person and to nobody else. */
  readonly private: boolean;
  /** Shows a secret until it is typed back, and leaves none of it in what the terminal can be scrolled back to. */
  showSecret(title: string, secret: string, same: (typed: string) => boolean): Promise<void>;
  close(): void;
}

const ALTERNATE_SCREEN = "\u001b[?1049h\u001b[H";
const FORMER_SCREEN = "\u001b[?1049l";

/** @param yes answers every confirmation, for scripts */
export function openTerminal(yes: boolean): Terminal {
  const { stdin, stdout } = process;
  let reader: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;

  async function nextLine(): Promise<string> {
    reader ??= createInterface({ input: stdin });
    lines ??= reader[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (done) throw new Mistake("Standard input ended before everything was answered; nothing was changed.");
    return value;
  }

  async function secret(question: string): Promise<string> {
    if (!stdin.isTTY) return nextLine();
    stdout.write(`${question} (not shown while you type) `);
    const typed = await typedWithoutEcho();
    stdout.write("\n");
    return typed;
  }

  return {
    say: (text) => void stdout.write(`${text}\n`),
    secret,
    async confirm(question, by) {
      if (yes) return;
      if (by === "person" && !stdin.isTTY) {
        throw new Mistake("No person is at a terminal to confirm this; nothing was changed. A script says --yes.");
      }
      stdout.write(`${question} Type yes: `);
      const answer = await (stdin.isTTY ? typedLine() : nextLine());
      if (!/^(yes|ya)$/i.test(answer.trim())) throw new Mistake("Not confirmed; nothing was changed.");
    },
    private: stdout.isTTY === true && stdin.isTTY === true,
    async showSecret(title, text, same) {
      if (!stdout.isTTY || !stdin.isTTY) {
        stdout.write(`${title}\n\n  ${text}\n\n`);
        return;
      }
      for (let typed: string | undefined; typed === undefined || !same(typed); ) {
        const again = typed === undefined ? "" : "That was not the same. Compare it character by character.\n\n";
        stdout.write(`${ALTERNATE_SCREEN}${again}${title}\n\n  ${text}\n\n`);
        try {
          typed = await secret("Written down? Type it from your paper:");
        } finally {
          stdout.write(FORMER_SCREEN);
        }
      }
    },
    close: () => reader?.close(),
  };
}

async function typedLine(): Promise<string> {
  const reader = createInterface({ input: process.stdin });
  try {
    return await new Promise<string>((resolve) => {
      reader.once("line", resolve);
      reader.once("close", () => resolve(""));
    });
  } finally {
    reader.close();
  }
}

/** The terminal itself would echo; in raw mode nobody does. */
function typedWithoutEcho(): Promise<string> {
  const { stdin } = process;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let typed = "";
  const end = (finish: () => void) => {
    stdin.off("data", take);
    stdin.setRawMode(false);
    stdin.pause();
    finish();
  };
  const take = (chunk: string) => {
    for (const key of chunk) {
      if (key === "\r" || key === "\n") return end(() => resolve(typed));
      // Ctrl-C and Ctrl-D, which raw mode leaves to us.
      if (key === "\u0003" || key === "\u0004") return end(() => reject(new Mistake("Stopped; nothing was changed.")));
      typed = key === "\u007f" || key === "\b" ? typed.slice(0, -1) : typed + key;
    }
  };
  stdin.setEncoding("utf8");
  stdin.setRawMode(true);
  stdin.on("data", take);
  stdin.resume();
  return promise;
}
