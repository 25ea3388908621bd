// What npm's semver says, in the words of `diram version`.

import semver from "semver";

function parsed(text) {
  try {
    return new semver.Range(text);
  } catch (error) {
    if (error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

// Verdicts of one range: "true", "false" or "error".
export function asker(text) {
  const whole = parsed(text);
  if (!whole) {
    return () => "error";
  }
  // In a union with a set that accepts everything npm forgets the other sets, and refuses the
  // pre-releases they admit. There each set is asked by itself.
  const sets = text.split("||").map(parsed);
  if (sets.length > 1 && sets.some((set) => set.range === "")) {
    return (version) => String(sets.some((set) => set.test(version)));
  }
  return (version) => String(whole.test(version));
}

export const compare = semver.compare;

export function isVersion(text) {
  const version = semver.parse(text);
  return version !== null && version.raw === text;
}

// Texts that npm takes more freely than its documents say, and texts that mean more in SemVerX.
// Some that both refuse are among them: this only looks at ranges in which something went wrong.
const FOREIGN = [
  /[<>=~^-]\s*=/, // signs after signs
  /~\s*>/,
  /\+[^\s|]*\+/, // two builds
  /=\s*\S+\s+-\s/, // signs before hyphen ranges
  /(^|[\s|<>=~^-])([0-9xX*]+(\.[0-9xX*]+)?)?\+/, // build after less than three fields
  /[0-9A-Za-z-]\*|\*[0-9A-Za-z-]/, // stars within words
  /[xX*][^\s|]*\.[0-9]/, // numbers after wildcards
  /(\.[0-9xX*]+){3}/, // more than three fields
  /[0-9xX*]\.(?!x\b)[a-z]/, // states
  /90071992547409/, // numbers from which npm counts on
];

export function isForeign(text) {
  return FOREIGN.some((pattern) => pattern.test(text));
}
