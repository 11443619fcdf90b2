import * as z from "zod";
import { input } from "./input.js";

const TagName = z
  .string()
  .min(1, "a tag name is not empty")
  .max(128, "a tag name has at most 128 characters")
  .regex(/^[^<>%&\\?/]*$/, "a tag name does not contain < > % & \\ ? /");

const TagValue = z.string().max(256, "a tag value has at most 256 characters");

/**
 * Tags of a stack. Azure takes 50 on most resources, but 15 on vault secrets and DNS zones, and every resource of a
 * stack carries the same ones, so the tightest limits hold for all: 15 tags, names of 128 and values of 256 characters.
 *
 * Source: learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export const Tags = z
  .record(TagName, input(TagValue))
  .refine((tags) => Object.keys(tags).length <= 15, "at most 15 tags: vault secrets and DNS zones take no more");
export type Tags = z.infer<typeof Tags>;
