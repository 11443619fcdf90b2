import picocolors from "picocolors";

/** Whether a person reads: a terminal that takes colour. Piped output and NO_COLOR get plain lines, also in CI. */
export const isColorful = process.stdout.isTTY && picocolors.isColorSupported;

/** Colours for a person, plain text for everything else. */
export const colors = picocolors.createColors(isColorful);
