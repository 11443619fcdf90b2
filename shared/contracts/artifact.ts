import { z } from "zod";
import { Sha256 } from "./identity.js";

/** A claim check: where a document lies and what its bytes must be. This, never the document, crosses a yield. */
export const ArtifactRef = z.object({ name: z.string(), sha256: Sha256, bytes: z.int() });
export type ArtifactRef = z.infer<typeof ArtifactRef>;
