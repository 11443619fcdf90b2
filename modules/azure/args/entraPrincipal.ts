import * as z from "zod";
import { input } from "./input.js";

/** Object id of a user, group or application in Entra. */
export const ObjectId = z.guid("an Entra object id is a GUID");

/** Somebody that Entra knows, as databases ask for their administrators. Prefer a group: its members change without the database. */
export const EntraPrincipal = z.strictObject({
  objectId: input(ObjectId),
  /** Name shown for it: a user's principal name, a group's or an application's display name. */
  name: input(z.string().min(1, "the name of a principal is not empty")),
  type: z.enum(["User", "Group", "ServicePrincipal"]),
});
export type EntraPrincipal = z.output<typeof EntraPrincipal>;
