/** What the person gave cannot be worked with; the message says what to give instead. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}
