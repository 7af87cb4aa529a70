/* What a page shows, as a file: rows as CSV, and any content saved under a name. */
const claimweaveFiles = (() => {
  "use strict";
  const field = (value) => {
    let text = String(value ?? "");
    if (typeof value !== "number" && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text)) text = `'${text}`; // no formula for a spreadsheet
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return {
    csv: (rows) => rows.map((row) => row.map(field).join(",") + "\n").join(""),
    save(content, type, name) {
      const blob = content instanceof Blob ? content : new Blob([content], { type });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
  };
})();
