import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";

/** An `aws` that writes down what it was asked, and answers as AWS does when it has something. */
const AWS = `#!/bin/bash
  printf '%s\\0' "$@" >> "$ASKED"; echo >> "$ASKED"
  case "$*" in
    *get-caller-identity*) echo 000000000033 ;;
    *UNREADABLE*) echo REPORT#three ;;
    *index-name\\ clocks*) printf 'REPORT#one\\nREPORT#two\\n' ;;
    *index-name\\ listing*) echo 2026-11-26T04#WrWsfY7kGGkVj3wpa-YQ9sZAMSFJHKQR5htH3l9WhCw ;;
    *REPORT#one*) echo '{"Items": [{"pk": {"S": "one"}, "alarmedAt": {"S": "h"}, "seats": {"L": [{"M": {"unit": {"S": "33"}}}]}}]}' ;;
    *REPORT#two*) echo '{"Items": [{"pk": {"S": "two"}, "letterOrderedAt": {"S": "h"}}]}' ;;
    *dynamodb*) echo '{"Items": []}' ;;
    *) echo something ;;
  esac
`;

/** What commands of `infra/on-call.sh` say, and the words of each call of `aws` that they made. */
export function onCall(commands: string, unit = "33") {
  const folder = temporaryFolder();
  const [aws, ASKED] = [join(folder, "aws"), join(folder, "asked")];
  writeFileSync(aws, AWS, { mode: 0o755 });
  writeFileSync(ASKED, "");
  const PATH = `${folder}:${process.env["PATH"]}`;
  // Its standard input is a socket, which bash takes for a remote shell's: it would read the person's own start-up file.
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--norc", "-c", `. infra/on-call.sh ${unit} && { ${commands}; }`],
    {
      ...{ encoding: "utf8", env: { ...process.env, PATH, ASKED, POSKO_CONFIG: "posko.config.example.json" } },
    },
  );
  const asked = readFileSync(ASKED, "utf8").split("\n").slice(0, -1);
  return { status, stderr, said: stdout.split("\n").slice(1, -1), asked: asked.map((call) => call.split("\0")) };
}

/** jq is a command of the machine, and no package brings it. */
export const withoutJq = spawnSync("jq", ["--version"]).status !== 0;
