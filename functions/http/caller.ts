import type { HttpRequest } from "@azure/functions";
import type { Person } from "../../shared/contracts/decision.js";
import type { Config } from "../config.js";

/** The header that names a person on one machine, where there is no sign-in. */
export const developmentHeader = "x-provisioner-user";

/**
 * Who calls. In Azure the platform's sign-in says so; its headers are believed only where the platform sets them.
 * On one machine a header names the person, and a call without one comes from a machine.
 * Source: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function callerOf(request: HttpRequest, config: Config): Person {
  if (config.PROVISIONER_IDENTITY === "development") {
    const name = request.headers.get(developmentHeader);
    return name && /^[\w.@-]{1,100}$/.test(name) ? { id: name.toLowerCase(), name, kind: "person" } : machine;
  }
  const id = request.headers.get("x-ms-client-principal-id");
  const name = request.headers.get("x-ms-client-principal-name");
  const isBehindPlatform = config.WEBSITE_AUTH_ENABLED === "True";
  return isBehindPlatform && id && name ? { id, name, kind: name.includes("@") ? "person" : "machine" } : machine;
}

const machine: Person = { id: "function-key", name: "orchestrator", kind: "machine" };
