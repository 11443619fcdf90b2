import type { HttpRequest } from "@azure/functions";
import type { Person } from "../../shared/contracts/decision.js";
import type { Config } from "../config.js";

/** The header that names a person on one machine, where there is no sign-in. */
const developmentHeader = "x-provisioner-user";

/**
 * Who is signed in, if anyone is. In Azure the platform says so; its headers are believed only where the platform sets
 * them, because anybody else could send them too. On one machine a header names the person.
 * Source: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function signedIn(request: HttpRequest, config: Config): Person | undefined {
  if (config.PROVISIONER_IDENTITY === "development") {
    const name = request.headers.get(developmentHeader);
    return name && /^[\w.@-]{1,100}$/.test(name) ? { id: name.toLowerCase(), name, kind: "person" } : undefined;
  }
  if (config.WEBSITE_AUTH_ENABLED?.toLowerCase() !== "true") return undefined;
  const id = request.headers.get("x-ms-client-principal-id");
  const name = request.headers.get("x-ms-client-principal-name");
  return id && name ? { id, name, kind: name.includes("@") ? "person" : "machine" } : undefined;
}

/** Who calls a route that asks for a function key: whoever is signed in, else the machine that holds the key. */
export function callerOf(request: HttpRequest, config: Config): Person {
  return signedIn(request, config) ?? keyHolder;
}

const keyHolder: Person = { id: "function-key", name: "orchestrator", kind: "machine" };
