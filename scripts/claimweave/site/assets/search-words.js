/* What readers type becomes what the index has: other words for the terms of the review, words that
   are misspelt, an address of a DOI. What was searched instead is said above the results.
   The theme's worker searches; here only the question is put to it in other words. */
const searchWords = (() => {
  "use strict";
  /* Words that ask and join: the theme would look for all words that begin with them. */
  const ASKING = new Set(("a about after all also am an and any are as at be been but by can could did do does " +
    "for from get had has have how i if in into is it its just may me might must my no not of on or our " +
    "shall should so than that the their them then there these they this to us was we were what when where " +
    "which while who why will with would you your").split(" "));
  const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", κ: "kappa", ω: "omega" };
  const LETTERS = { ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", đ: "d" };
  /* As `site/search_text.py` writes them: such a name is one word, and no two. */
  const joined = (text) => text.replace(/(?<=\p{L})-(?=[\dα-ω])/gu, "\u2011");
  const folded = (word) => word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[łøßæœđ]/g, (letter) => LETTERS[letter]);
  const squashed = (text) => folded(text).replace(/[αβγδκω]/g, (letter) => GREEK[letter])
    .replace(/[^\p{L}\p{N}]+/gu, "");

  /** The number of letters by which two words differ, two that changed places counted once. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], last = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last.at(-1);
  }

  /** What a site knows: its words, folded, with how often each stands in it, and terms by name. */
  function knowledge(docs, terms) {
    const words = new Map(), names = new Map(), named = new Set(), narrower = new Set();
    const count = (text, weight) => {
      for (const word of text.replace(/<[^>]*>|&\w+;/g, " ").match(/[\p{L}\p{N}][\p{L}\p{N}\u2011]*/gu) || []) {
        const key = folded(word), known = words.get(key);
        if (known) known.times += weight;
        else words.set(key, { times: weight, word: word.toLowerCase() });
      }
    };
    for (const doc of docs) {
      count(doc.title, 10);
      count(doc.text, 1);
      for (const tag of doc.tags || []) count(tag, 10);
    }
    for (const [label, others, included] of terms)
      for (const name of [label, ...others, ...included]) {
        if (!names.has(squashed(name))) names.set(squashed(name), label);
        if (included.includes(name)) narrower.add(squashed(name));
        for (const word of name.split(/[\s-]+/))
          if (word.length > 3 && !words.has(folded(word))) {
            count(word, 1);
            named.add(folded(word));
          }
      }
    return { words, sorted: [...words.keys()].sort(), names, named, narrower };
  }

  /** Whether a known word begins so. */
  function begins(sorted, start) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low < sorted.length && sorted[low].startsWith(start);
  }

  /** The known word that was meant, as the site writes it; the word itself where none is near. */
  function spelt(word, known) {
    const key = folded(word);
    // Whatever begins with it is found: with the singular, the plural, too.
    const singular = key.length > 4 && key.endsWith("s") ? key.slice(0, -1) : "";
    for (const form of [singular, key]) if (known.words.has(form)) return known.words.get(form).word;
    if (key.length < 4 || /\d/.test(key) || begins(known.sorted, key)) return word;
    const most = key.length < 8 ? 1 : 2;
    let best = null;
    for (const [other, { times, word: written }] of known.words) {
      if (other.length < 4 || Math.abs(other.length - key.length) > most) continue;
      const far = distance(key, other, most);
      if (far <= most && (!best || far < best.far || (far === best.far && times > best.times)))
        best = { far, times, written };
    }
    return best ? best.written : word;
  }

  /** The term that one name begins so, if only one has; what stands last may not be typed to its end. */
  function begun(squash, words, known) {
    if (squash.length < (words > 1 ? 6 : 8)) return undefined;
    const labels = new Set([...known.names].filter(([name]) => name.startsWith(squash)).map(([, label]) => label));
    return labels.size === 1 ? [...labels][0] : undefined;
  }

  /** The term that some words name together, or undefined. */
  function termOf(words, last, known) {
    const squash = squashed(words.join(""));
    return known.names.get(squash) || (last ? begun(squash, words.length, known) : undefined);
  }

  /** Make what puts a question into the words of an index; it returns the query and what to say. */
  return (docs, terms) => {
    let known = null;
    return (typed) => {
      known ||= knowledge(docs, terms);
      const plain = claimweaveDoi(typed);
      if (/"|(?:^|\s)[+-]\S|[~^*]/.test(plain)) return { query: joined(plain), instead: "" }; // in the theme's own signs
      const words = plain.split(/[\s,;?!()]+/).filter(Boolean);
      const asked = words.filter((word) => !ASKING.has(word.toLowerCase()));
      const meant = (asked.length ? asked : words).map((word) =>
        known.names.has(squashed(word)) ? word : word.split("-").map((part) =>
          /^\d|\u2011/.test(joined(word)) ? part : spelt(part, known)).join("-"));
      const put = [];
      for (let at = 0; at < meant.length;) {
        let taken = Math.min(5, meant.length - at), label;
        for (; taken; taken--) {
          label = termOf(meant.slice(at, at + taken), at + taken === meant.length, known);
          if (label) break;
        }
        // What a term includes is looked for as it is, where the site has it.
        const key = folded(joined(meant[at]));
        const literal = taken === 1 && known.narrower.has(squashed(key)) && known.words.has(key) && !known.named.has(key);
        if (taken && !literal) put.push(label);
        else put.push(meant[at]);
        at += taken || 1;
      }
      const query = joined(put.join(" "));
      const told = put.join(" ");
      const same = (asked.length ? asked : words).join(" ");
      return { query, instead: squashed(told) === squashed(same) ? "" : told };
    };
  };
})();
