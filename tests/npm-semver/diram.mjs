// Asks `diram version`, many questions at once.

import { spawnSync } from "node:child_process";

// Lines of answers to lines of questions.
export function ask(command, args, lines) {
  const run = spawnSync(command, ["version", ...args], {
    input: lines.join("\n") + "\n",
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  // 1 says that some line was an error; those are looked at one by one.
  if (run.error || ![0, 1].includes(run.status)) {
    throw run.error ?? new Error(`diram version ${args.join(" ")}: exit ${run.status}: ${run.stderr}`);
  }
  const answers = run.stdout.split("\n").slice(0, -1);
  if (answers.length !== lines.length) {
    throw new Error(`diram version ${args.join(" ")}: ${answers.length} answers to ${lines.length}: ${run.stderr}`);
  }
  return answers;
}
