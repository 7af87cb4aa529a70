/* A DOI without what people paste around it, wherever it stands in a text: as `identifiers/doi.py`
   reads it, and the same cases hold both. */
const claimweaveDoi = (() => {
  "use strict";
  const AROUND = /((?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/(?:doi:\s*)?)?(?:\b(?:(?:urn|info):)?doi(?:\s*[:/]\s*|\s+))?(\b10\.\d{4,9}(?:\/|%2f)\S+)/gi;
  const UNFINISHED = /https?:\/\/(?:dx\.|www\.)?doi\.org\/|\bdoi:\s*/gi;
  const decoded = (text) => text.replace(/(?:%[0-9a-f]{2})+/gi, (signs) => {
    try {
      return decodeURIComponent(signs);
    } catch {
      return signs; // no letters in UTF-8
    }
  });
  return (text) => text.replace(AROUND, (_, address, doi) =>
    (address || /^[\d.]+%2f/i.test(doi) ? decoded(doi) : doi).replace(/[.,;:]+$/, "").toLowerCase())
    .replace(UNFINISHED, "");
})();
