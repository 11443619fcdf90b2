import { z } from "zod";

/** What people call a kind of resource in a plan (`postgresql`). */
export const KindName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
export type KindName = z.infer<typeof KindName>;
