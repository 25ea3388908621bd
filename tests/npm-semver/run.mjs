// Compares diram with npm's semver, strict: verdicts on plain versions and ranges, order, and the
// versions that diram writes for tools that know only SemVer. The same questions every time.
//
//     node run.mjs PATH-OF-DIRAM
//
// Not compared, because only npm's leniency accepts it: `v1.2`, `~>1.2`, `==1`, `> =1`, a build after one
// or two fields, blanks other than space and tab. Not compared, because npm counts on from 2^53 - 1 and
// refuses the result: `^9007199254740991`, `~`, partial ones. Numeric identifiers above 2^53 - 1, which npm
// rounds. Numbers after wildcards (`1.*.3`), about which npm's releases disagree. One answer of npm's is not
// followed; npm.mjs says which.

import { ask } from "./diram.mjs";
import { FIXTURES } from "./fixtures.mjs";
import { Generator } from "./generate.mjs";
import { asker, compare, isForeign, isVersion } from "./npm.mjs";

const SEED = 20261;
const RANGES = 4000;
const WRONG = 4000;
const VERSIONS_OF_EACH = 12;
const ORDERED = 3000;
const SEMVERX = 5000;

const diram = process.argv[2];
const differences = [];

function differ(what) {
  differences.push(what);
}

function questions(generator) {
  const pool = Array.from({ length: 1500 }, () => generator.version());
  const asked = [...FIXTURES];
  for (let left = RANGES; left > 0; left--) {
    const range = generator.range();
    for (let of = VERSIONS_OF_EACH; of > 0; of--) {
      asked.push({ range, version: generator.pick(pool) });
    }
  }
  for (let left = WRONG; left > 0; left--) {
    const range = generator.wrong();
    if (!isForeign(range)) {
      asked.push({ range, version: generator.pick(pool) });
    }
  }
  return asked;
}

// Number of verdicts by answer.
function verdicts(asked) {
  const answers = ask(diram, ["satisfies", "-"], asked.map(({ version, range }) => `${version}\t${range}`));
  const counts = { true: 0, false: 0, error: 0 };
  const askers = new Map();
  asked.forEach(({ version, range }, at) => {
    if (!askers.has(range)) {
      askers.set(range, asker(range));
    }
    const theirs = askers.get(range)(version);
    counts[theirs]++;
    const [ours] = answers[at].split("\t");
    if (ours !== theirs) {
      differ(`${version} in ${JSON.stringify(range)}: npm ${theirs}, diram ${answers[at]}`);
    }
  });
  return counts;
}

function orders(generator) {
  const versions = Array.from({ length: ORDERED }, () => generator.version());
  const pairs = versions.map((version) => [version, generator.chance(5) ? version : generator.pick(versions)]);
  const answers = ask(diram, ["compare", "-"], pairs.map((pair) => pair.join("\t")));
  pairs.forEach(([one, other], at) => {
    const theirs = String(compare(one, other));
    if (answers[at] !== theirs) {
      differ(`${one} against ${other}: npm ${theirs}, diram ${answers[at]}`);
    }
  });
  // Both keep equal versions as they were.
  const sorted = ask(diram, ["sort"], versions);
  versions.sort(compare).forEach((version, at) => {
    if (sorted[at] !== version) {
      differ(`sorted, line ${at + 1}: npm ${version}, diram ${sorted[at]}`);
    }
  });
  return pairs.length + versions.length;
}

// The map out to SemVer: valid for npm, in diram's order under npm's, equal only where diram's are.
function outwards(generator) {
  const versions = ask(diram, ["sort"], Array.from({ length: SEMVERX }, () => generator.semverx()));
  const written = ask(diram, ["parse", "-", "--json"], versions).map((line) => JSON.parse(line));
  written.forEach(({ semver }, at) => {
    if (!isVersion(semver)) {
      differ(`${versions[at]} became ${semver}, which npm refuses`);
    }
  });
  for (let at = 1; at < written.length; at++) {
    const [before, after] = [written[at - 1], written[at]];
    const theirs = compare(before.semver, after.semver);
    if (theirs !== (before.sort_key === after.sort_key ? 0 : -1)) {
      differ(`${versions[at - 1]} is before ${versions[at]}, but ${before.semver} against ${after.semver} is ${theirs}`);
    }
  }
  return written.length - 1;
}

const generator = new Generator(SEED);
const counts = verdicts(questions(generator));
const total = counts.true + counts.false + counts.error;
const ordered = orders(generator) + outwards(generator);
if (Math.min(counts.true, counts.false, counts.error) < total / 40) {
  differ(`too few of a kind to compare anything: ${JSON.stringify(counts)}`);
}
for (const difference of differences.slice(0, 50)) {
  console.error(difference);
}
if (differences.length > 0) {
  console.error(`npm semver: ${differences.length} differences`);
  process.exit(1);
}
console.log(`npm semver: ${total} verdicts, ${ordered} orders agree`);
console.log(`            ${counts.true} true, ${counts.false} false, ${counts.error} refused by both`);
