/** S19, S20: what would be code, markup or structure somewhere, if it were put there as it is. */
export const injections: readonly string[] = [
  `"; process.exit(1); //`,
  `'); require("child_process").execSync("id"); ('`,
  "${process.env.HOME}",
  "`${1}`",
  "*/ evil() /*",
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "\\u0022; evil(); //",
  "\\",
  "%{ for x in y }",
  "{{ .Values.secret }}",
  "&anchor *anchor",
  "!!js/function 'x'",
  "- a: b # c",
  "yes",
  "1.30",
  "null",
  "~",
  "=cmd()",
  "$(id)",
  "`id`",
  "a; rm -rf /",
  "a && b || c",
  "| tee x",
  "> /etc/passwd",
  "😀é",
];

/** S21, S22: what would be an option, another folder or a device, if it were a name. */
export const badNames: readonly string[] = [
  ...["-rf", "--config-file=x", "-", "--", "../x", "../../etc/passwd", "..\\x", "%2e%2e%2f", "%2e%2e/", "/etc/passwd"],
  ...[
    "C:\\x",
    "\\\\host\\share",
    "file:///etc/passwd",
    "a/b",
    "a\\b",
    "..",
    "a\u0000b",
    "a\nb",
    "a\rb",
    "a\tb",
    "a b ",
  ],
  ...["\u202eabc", "a\u200db", "рrod", "ａｂｃ", "e\u0301", "\u00e9", "a*", "a?", "~root", "x".repeat(300)],
];

/** S29: what a terminal, a log or an eye would be fooled by. */
export const invisible: readonly string[] = ["\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\u00ad", "\u0085"];
