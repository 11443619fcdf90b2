import { randomUUID } from "node:crypto";

/** Longest id the extension accepts, in characters. */
const maxLength = 256;

/** A fresh id for an instance or an execution: 32 hex digits, as the extension makes them. */
export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** Why an instance may not be called this; undefined when it may. Source: DurableClient.cs, StartNewAsync. */
export function refusedInstanceId(id: string): string | undefined {
  if (id.startsWith("@")) return "Orchestration instance ids must not start with @.";
  if (/[/\\#?\p{Cc}]/u.test(id)) {
    return "Orchestration instance ids must not contain /, \\, #, ?, or control characters.";
  }
  if (id.length > maxLength) return `Instance ID lengths must not exceed ${maxLength} characters.`;
  return undefined;
}
