import type { Artifacts } from "../../shared/ports/records.js";

/**
 * Artifacts whose texts are remembered by their digest, the latest first to stay: the steps of a run read what the step
 * before wrote, mostly in the same process. A reference names its content, so what is remembered cannot be stale.
 */
export function rememberedArtifacts(artifacts: Artifacts, maxChars: number): Artifacts {
  const texts = new Map<string, string>();
  let chars = 0;

  function remember(digest: string, text: string): void {
    if (text.length > maxChars / 4) return; // one document must not push out all others
    forget(digest);
    texts.set(digest, text);
    chars += text.length;
    for (const oldest of texts.keys()) {
      if (chars <= maxChars) return;
      forget(oldest);
    }
  }

  function forget(digest: string): void {
    chars -= texts.get(digest)?.length ?? 0;
    texts.delete(digest);
  }

  return {
    ...artifacts,
    async put(name, body, options) {
      const reference = await artifacts.put(name, body, options);
      remember(reference.sha256, body);
      return reference;
    },
    async read(reference) {
      const known = texts.get(reference.sha256);
      if (known !== undefined) return known;
      const text = await artifacts.read(reference);
      remember(reference.sha256, text);
      return text;
    },
  };
}
