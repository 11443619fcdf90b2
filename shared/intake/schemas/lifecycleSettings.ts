import { z } from "zod";
import { LifecycleDays } from "../../contracts/request.js";
import { worded } from "./wording.js";

const days = (remedy: string) => worded(LifecycleDays, { title: "a number of days", remedy }).optional();

/** What a plan may say of an account's blobs as they age. */
export const lifecycle = worded(
  z.strictObject({
    cool_after_days: days("Days after which a blob that nobody changed goes to the cool tier."),
    archive_after_days: days("Days after which it goes to the archive tier; not in accounts over zones."),
    delete_after_days: days("Days after which it is deleted."),
    delete_versions_after_days: days("Days after which a version that was overwritten is deleted."),
  }),
  {
    title: "a lifecycle of blobs",
    remedy: "An object with cool_after_days, archive_after_days, delete_after_days and delete_versions_after_days.",
  },
);
