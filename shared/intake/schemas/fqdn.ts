import { z } from "zod";
import type { FaultText } from "../reading/finding.js";
import { worded } from "./wording.js";

/** Labels of letters, digits and inner hyphens; the first may be `*`; the last begins with a letter, so that no IP address fits. */
const pattern =
  /^(?:\*\.)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/**
 * A full domain name as a DNS entry wants it.
 * Source: https://www.rfc-editor.org/rfc/rfc1123 (section 2.1), https://www.rfc-editor.org/rfc/rfc4592 (wildcards)
 */
export const Fqdn = worded(z.string().max(253).regex(pattern), {
  title: "a full domain name",
  remedy: "At least two labels of letters, digits and inner hyphens, with dots between them.",
  examples: ["auth.europe.connectsoft.io", "*.edition.connectsoft.io"],
  canonical: (name) => name.toLowerCase(),
  correction: "NormalisedDomainName",
  explain: explainFqdn,
});

/** Which label is wrong, and how. */
function explainFqdn(name: string): Partial<FaultText> {
  if (name.length > 253) return { rule: "invalid-fqdn", detail: "The domain name is longer than 253 characters." };
  if (/[^\p{ASCII}]/u.test(name)) {
    return { rule: "invalid-fqdn", remedy: "Write it in ASCII: an international name in its xn-- form." };
  }
  if (name.lastIndexOf("*") > 0 || (name.startsWith("*") && !name.startsWith("*."))) {
    return { rule: "wildcard-name", remedy: "A wildcard may only be the whole first label: *.edition.connectsoft.io." };
  }
  if (name.endsWith(".")) return { rule: "invalid-fqdn", remedy: "Leave out the dot at the end." };
  const labels = name.split(".");
  if (labels.length === 1)
    return { rule: "invalid-fqdn", remedy: "Write the full name with its domain, such as auth.connectsoft.io." };
  const label = labels.findIndex((text, index) => !(index === 0 && text === "*") && !isLabel(text));
  if (label === -1)
    return { rule: "invalid-fqdn", remedy: "The last label must begin with a letter; an IP address is not a name." };
  return {
    rule: "invalid-fqdn",
    remedy: `Label ${label + 1} must be 1 to 63 letters, digits and hyphens, with no hyphen at its ends.`,
  };
}

function isLabel(text: string): boolean {
  return text.length <= 63 && /^[A-Za-z0-9-]+$/.test(text) && !text.startsWith("-") && !text.endsWith("-");
}
