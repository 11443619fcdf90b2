import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import { isObject } from "../values/json.js";
import { valueAt, valuesAt } from "../values/propertyPath.js";
import { inGroup } from "./common.js";
import { each, leftOut } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const kindsOfEndpoints = ["azureEndpoints", "externalEndpoints", "nestedEndpoints"].map(
  (kind) => `Microsoft.Network/trafficManagerProfiles/${kind}`,
);

/** Names that lead to one of several places. */
export const trafficManager: readonly ResourceType[] = [
  {
    token: "azure-native:trafficmanager:Profile",
    armType: "Microsoft.Network/trafficManagerProfiles",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/trafficmanagerprofiles",
    apiVersion: "2022-04-01",
    idTemplate: `${inGroup}/Microsoft.Network/trafficManagerProfiles/{profileName}`,
    nameRule: { minLength: 1, maxLength: 63, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?$/ },
    placement: "global",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs, trafficmanager.json
    allowed: {
      trafficRoutingMethod: ["Performance", "Priority", "Weighted", "Geographic", "MultiValue", "Subnet"],
      profileStatus: ["Enabled", "Disabled"],
      "monitorConfig.protocol": ["HTTP", "HTTPS", "TCP"],
      "endpoints[].type": kindsOfEndpoints,
      "endpoints[].endpointStatus": ["Enabled", "Disabled"],
    },
    references: [{ path: "endpoints[].targetResourceId" }],
    outputs: {
      profileStatus: "Enabled",
      dnsConfig: { fqdn: (r) => `${r.text("dnsConfig.relativeName").toLowerCase()}.trafficmanager.net` },
      monitorConfig: {
        intervalInSeconds: 30,
        timeoutInSeconds: 10,
        toleratedNumberOfFailures: 3,
        // Nobody asks the endpoints of a simulation.
        profileMonitorStatus: "CheckingEndpoints",
      },
      endpoints: each({
        id: (r, item) => `${r.id}/${textOf(item.at("type")).split("/").at(-1) ?? ""}/${textOf(item.at("name"))}`,
        endpointStatus: "Enabled",
        endpointMonitorStatus: "CheckingEndpoint",
        weight: 1,
        alwaysServe: "Disabled",
      }),
      trafficViewEnrollmentStatus: "Disabled",
      allowedEndpointRecordTypes: leftOut,
      maxReturn: leftOut,
    },
    validate: profileRules,
  },
];

/** Source: https://learn.microsoft.com/rest/api/trafficmanager/profiles/create-or-update, https://learn.microsoft.com/azure/traffic-manager/traffic-manager-monitoring */
function profileRules(put: PutContext): CloudError | undefined {
  const { resource } = put;
  for (const path of ["trafficRoutingMethod", "dnsConfig.relativeName", "monitorConfig.protocol", "monitorConfig.port"])
    if (resource.text(path) === "") return invalidProperty(path, "it is required.");
  return nameRules(put) ?? probeRules(put) ?? endpointRules(put) ?? targetRules(put);
}

function nameRules({ resource, cloud }: PutContext): CloudError | undefined {
  const prefix = resource.text("dnsConfig.relativeName").toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix))
    return invalidProperty("dnsConfig.relativeName", "it has 1 to 63 letters, digits and hyphens, not at its ends.");
  const twin = cloud
    .all("azure-native:trafficmanager:Profile")
    .find(
      ({ id, inputs }) =>
        id.toLowerCase() !== resource.id.toLowerCase() &&
        textOf(valueAt(inputs, "dnsConfig.relativeName")).toLowerCase() === prefix,
    );
  return twin === undefined
    ? undefined
    : armError(
        409,
        "Conflict",
        `Domain name ${prefix}.trafficmanager.net already exists. Please choose a different DNS prefix.`,
      );
}

function probeRules({ resource }: PutContext): CloudError | undefined {
  const at = (property: string, otherwise: number) => Number(resource.text(`monitorConfig.${property}`) || otherwise);
  const interval = at("intervalInSeconds", 30);
  if (interval !== 10 && interval !== 30) return invalidProperty("monitorConfig.intervalInSeconds", "it is 10 or 30.");
  const timeout = at("timeoutInSeconds", interval === 10 ? 9 : 10);
  const longest = interval === 10 ? 9 : 10;
  if (timeout < 5 || timeout > longest)
    return invalidProperty("monitorConfig.timeoutInSeconds", `it is between 5 and ${longest}.`);
  const tolerated = at("toleratedNumberOfFailures", 3);
  if (tolerated < 0 || tolerated > 9)
    return invalidProperty("monitorConfig.toleratedNumberOfFailures", "it is between 0 and 9.");
  return undefined;
}

/** Source: https://learn.microsoft.com/azure/traffic-manager/traffic-manager-endpoint-types */
function targetRules({ inputs, cloud }: PutContext): CloudError | undefined {
  const endpoints = valuesAt(inputs, "endpoints[]").flatMap(({ value }) => (isObject(value) ? [value] : []));
  for (const endpoint of endpoints) {
    const id = textOf(endpoint["targetResourceId"]);
    if (!/\/providers\/Microsoft\.Network\/publicIPAddresses\/[^/]+$/i.test(id)) continue;
    if (textOf(valueAt(cloud.inputsOf(id), "dnsSettings.domainNameLabel")) === "")
      return invalidProperty("endpoints", `the public IP address ${id} has no DNS name.`);
  }
  const isAzure = endpoints.some(({ type }) => textOf(type).endsWith("/azureEndpoints"));
  const isAddress = endpoints.some(({ target }) => /^\d+(\.\d+){3}$/.test(textOf(target)));
  return isAzure && isAddress
    ? invalidProperty("endpoints", "Azure endpoints and external endpoints with addresses cannot be in one profile.")
    : undefined;
}

function endpointRules({ inputs }: PutContext): CloudError | undefined {
  const endpoints = valuesAt(inputs, "endpoints[]").flatMap(({ value }) => (isObject(value) ? [value] : []));
  const seen = new Map<string, string>();
  for (const endpoint of endpoints) {
    const name = textOf(endpoint["name"]);
    const isExternal = textOf(endpoint["type"]).endsWith("/externalEndpoints");
    const needed = isExternal ? "target" : "targetResourceId";
    if (textOf(endpoint[needed]) === "") return invalidProperty("endpoints", `endpoint '${name}' needs a ${needed}.`);
    const priority = textOf(endpoint["priority"]);
    const number = Number(priority || 1);
    if (!Number.isInteger(number) || number < 1 || number > 1000)
      return invalidProperty("endpoints", `the priority of endpoint '${name}' is not between 1 and 1000.`);
    const rival = priority === "" ? undefined : seen.get(priority);
    if (rival !== undefined)
      return invalidProperty("endpoints", `endpoints '${rival}' and '${name}' have the same priority ${priority}.`);
    seen.set(priority, name);
  }
  return undefined;
}
