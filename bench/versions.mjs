// Versions and ranges through Node beside npm's semver, on texts that mean the same to both: three
// numbers, no tails.
//
// Prints `job TAB who TAB seconds of one TAB how many TAB result`; whoever shares a job shares its
// result. npm's semver is the one that tests/npm-semver pins.

import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import * as diram from "../node/versions.mjs";

const semver = createRequire(new URL("../tests/npm-semver/package.json", import.meta.url))("semver");

const COUNT = 10_000;
const SINGLE = 2_000; // of them, for calls that take one
const SECONDS = 0.25;
const CALLS = 5;

const worked = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The median of a call that does `count` of something, and a number that its results give. */
function measured(job, who, count, call) {
  const results = call().map(String).join("\n");
  const result = createHash("sha256").update(results).digest().readUInt32BE();
  const times = [];
  const begin = performance.now();
  while (times.length < CALLS || performance.now() - begin < SECONDS * 1000) {
    const start = worked();
    call();
    times.push(worked() - start);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  console.log([`node ${job}`, who, (median / count).toFixed(12), count, result].join("\t"));
}

/** The generator mulberry32: 32 bits of state. */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function texts(seed) {
  const below = numbers(seed);
  return Array.from({ length: COUNT }, () => [10, 30, 30].map(below).join("."));
}

/** From a version to one of a later major. */
function bounds() {
  const below = numbers(3);
  return Array.from({ length: 100 }, () => {
    const [major, minor] = [below(8), below(30)];
    return `>=${major}.${minor}.0 <${major + 1 + (minor % 2)}.0.0`;
  });
}

const WHO = [
  {
    name: "diram",
    version: (text) => new diram.Version(text),
    range: (text) => new diram.VersionRange(text),
    compare: diram.compare,
    admits: (range, text) => range.contains(text),
    compareMany: diram.compareMany,
    admitsMany: (range, list) => diram.satisfiesMany(list, range),
    sort: diram.sort,
  },
  {
    name: "semver",
    version: (text) => new semver.SemVer(text),
    range: (text) => new semver.Range(text),
    compare: semver.compare,
    admits: (range, text) => range.test(text),
    compareMany: (a, b) => a.map((left, i) => semver.compare(left, b[i])),
    admitsMany: (range, list) => list.map((text) => range.test(text)),
    sort: (list) => semver.sort([...list]),
  },
];

/** Ranges are read once, off the clock; versions are texts, as they come out of files. */
function run(who) {
  const [left, right] = [texts(1), texts(2)];
  const few = left.slice(0, SINGLE);
  const ranges = bounds().map(who.range);
  measured("parse", who.name, SINGLE, () => few.map((text) => who.version(text).minor));
  measured("compare", who.name, SINGLE, () => few.map((a, i) => who.compare(a, right[i])));
  measured("compare-many", who.name, COUNT, () => who.compareMany(left, right));
  measured("satisfies", who.name, SINGLE, () => few.map((text, i) => who.admits(ranges[i % ranges.length], text)));
  measured("satisfies-many", who.name, COUNT, () => who.admitsMany(ranges[0], left));
  measured("sort", who.name, COUNT, () => who.sort(left));
}

WHO.forEach(run);
