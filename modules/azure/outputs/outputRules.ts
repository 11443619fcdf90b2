import * as z from "zod";

/** ARM id of what a component made. */
export const ResourceId = z.string().startsWith("/subscriptions/", "an ARM id starts with /subscriptions/");

/** A name as Azure returns it. */
export const ResourceName = z.string().min(1, "a name is not empty");

/** A host that clients connect to, without scheme, port and dot at its end. */
export const Host = z.hostname("a host reads like name.westeurope.example.net");

/** A URL that is reached over TLS only. */
export const HttpsUrl = z.url({ protocol: /^https$/, error: "the URL starts with https" });

/** Id of a principal, an application or a tenant in Entra. */
export const EntraId = z.guid("an id in Entra is a GUID");
