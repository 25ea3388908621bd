// Plain versions and ranges, and SemVerX versions, the same for the same seed.

const WILD = ["x", "X", "*"];
const NUMBERS = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 9, 10, 11, 100];
const TAILS = ["0", "1", "9", "10", "9007199254740991", "a", "alpha", "beta", "rc", "rc.0", "rc.1", "rc.1.0", "rc.2",
  "rc.10", "rc-1", "-", "-1", "0a", "10a", "A", "alpha.beta", "x.7.z.92", "a.b-c.-"];
const BUILDS = ["1", "001", "a.b", "-", "rc.1"];
const STATES = ["stable", "stable", "experimental", "legacy", "beta", "beta_2", "beta2", "betaz", "a", "zz_9", "nightly"];
const TOP = "9007199254740991";

export class Generator {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  // The generator mulberry32: 32 bits of state.
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.#next() * limit);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  chance(percent) {
    return this.below(100) < percent;
  }

  #list(length, make) {
    return Array.from({ length }, make);
  }

  #ends(tail, build) {
    return (this.chance(tail) ? `-${this.pick(TAILS)}` : "") + (this.chance(build) ? `+${this.pick(BUILDS)}` : "");
  }

  #numbers(count) {
    return this.#list(count, () => (this.chance(1) ? TOP : String(this.pick(NUMBERS))));
  }

  version() {
    return this.#numbers(3).join(".") + this.#ends(40, 5);
  }

  semverx() {
    const fields = this.#numbers(3).flatMap((number) => [number, this.pick(STATES)]);
    return fields.join(".") + this.#ends(30, 5);
  }

  // One to three fields; after the first wildcard only wildcards. `top` allows 2^53 - 1, which npm
  // takes only where it does not count on from it.
  #partial(top) {
    const fields = this.#list(1 + this.below(3), () => String(this.pick(NUMBERS)));
    if (this.chance(25)) {
      const from = this.below(fields.length);
      fields.fill(this.pick(WILD), from);
    }
    const whole = fields.length === 3;
    const single = whole && !fields.some((field) => WILD.includes(field));
    if (single && top && this.chance(5)) {
      fields[this.below(3)] = TOP;
    }
    return fields.join(".") + (whole ? this.#ends(35, 8) : "");
  }

  #comparator() {
    const op = this.pick(["", "", "=", "^", "^", "~", "~", ">", ">=", "<", "<="]);
    const counts = op === "^" || op === "~";
    return op + (op && this.chance(15) ? this.#blanks() : "") + this.#partial(!counts);
  }

  #blanks() {
    return " ".repeat(1 + this.below(3));
  }

  #set() {
    if (this.chance(4)) {
      return "";
    }
    if (this.chance(15)) {
      return `${this.#partial(true)}${this.#blanks()}-${this.#blanks()}${this.#partial(true)}`;
    }
    const count = this.pick([1, 1, 1, 2, 2, 3]);
    return this.#list(count, () => this.#comparator()).join(this.#blanks());
  }

  range() {
    const count = this.pick([1, 1, 1, 2, 3]);
    const edge = () => (this.chance(50) ? " " : "");
    return this.#list(count, () => edge() + this.#set() + edge()).join("||");
  }

  // A range in which a few characters went wrong.
  wrong() {
    const letters = [...this.range()];
    for (let left = 1 + this.below(3); left > 0; left--) {
      const at = this.below(letters.length + 1);
      letters.splice(at, this.below(2), ...(this.chance(70) ? [this.pick([..."01239.x*-|<>=~^+a "])] : []));
    }
    return letters.join("");
  }
}
