/* Counts and lists as a sentence has them, as `words/counting.py` writes them: `1 study`, `3 studies`,
   `a, b and c`. It stands on every page, before the scripts of single pages. */
const claimweaveCounting = {
  plural: (n, one, many = `${one}s`, shown = n) => `${shown} ${n === 1 ? one : many}`,
  listed: (parts, last = "and") =>
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${last} ${parts.at(-1)}`,
};
