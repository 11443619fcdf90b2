/** Why a host cannot start as it was asked to: a sentence that a person acts on, so nobody needs its stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
