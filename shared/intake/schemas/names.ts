import { z } from "zod";
import {
  BlueprintId as BlueprintIdText,
  ComponentName as ComponentNameText,
  Environment as EnvironmentName,
  ExecutionId as ExecutionIdText,
  TraceId as TraceIdText,
} from "../../contracts/identity.js";
import type { FaultText } from "../reading/finding.js";
import { worded } from "./wording.js";

/** Letters, digits, dots, underscores, hyphens: what every id allows. */
const idRemedy = "1 to 100 letters, digits, dots, underscores and hyphens, beginning with a letter or digit.";

export const TraceId = worded(TraceIdText, {
  title: "a trace id",
  remedy: idRemedy,
  examples: ["trace-auth-789"],
  explain: explainName,
});

export const ExecutionId = worded(ExecutionIdText, {
  title: "an execution id",
  remedy: idRemedy,
  examples: ["exec-auth-789"],
  explain: explainName,
});

export const BlueprintId = worded(BlueprintIdText, {
  title: "a blueprint id",
  remedy: idRemedy,
  examples: ["blueprint-auth-multi"],
  explain: explainName,
});

export const ComponentName = worded(ComponentNameText, {
  title: "a component name",
  remedy: "1 to 40 letters, digits and hyphens, beginning with a letter.",
  examples: ["AuthService"],
  explain: explainName,
});

/** Names of the specification's environments, with the other words people use for them. */
export const Environment = worded(EnvironmentName, {
  title: "an environment",
  remedy: `One of ${EnvironmentName.options.join(", ")}.`,
  examples: ["staging"],
  values: { production: "prod", prd: "prod", stg: "staging", stage: "staging", development: "dev", testing: "test" },
  correction: "NormalisedEnvironment",
});

/** A region by its programmatic or its display name; which regions exist is knowledge, not form. */
export const Region = worded(z.string().min(1).max(60), {
  title: "an Azure region",
  remedy: "The name of an Azure region.",
  examples: ["westeurope"],
});

export const SecondaryRegion = worded(Region, {
  remedy: "The name of the Azure region that stands in: what is to fail over, or is kept twice, is there as well.",
  examples: ["northeurope"],
});

export const FallbackRegion = worded(Region, {
  remedy: "The name of the Azure region to go on in, decided on anew, where the first one is unavailable.",
  examples: ["northeurope"],
});

const lowerName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const lowerNameRemedy =
  "small letters, digits and single hyphens, beginning with a letter and ending with a letter or digit";

export const ResourceGroup = worded(
  z
    .string()
    .max(90)
    .regex(lowerName)
    .refine((name) => !reservedPart(name)),
  {
    title: "a resource group name",
    remedy: `At most 90 ${lowerNameRemedy}.`,
    examples: ["cs-stg-infra"],
    explain: explainName,
  },
);

export const ResourcePrefix = worded(
  z
    .string()
    .max(63)
    .regex(lowerName)
    .refine((name) => !reservedPart(name)),
  {
    title: "a resource prefix",
    remedy: `At most 63 ${lowerNameRemedy}.`,
    examples: ["cs-stg-auth"],
    explain: explainName,
  },
);

export const TenantId = worded(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/), {
  title: "a tenant id",
  remedy: "1 to 63 letters, digits and hyphens, beginning with a letter or digit.",
  examples: ["T-134"],
  explain: explainName,
});

export const Edition = worded(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/), {
  title: "an edition",
  remedy: idRemedy,
  examples: ["EU-MultiTenant"],
  explain: explainName,
});

/** Why a name is refused, where that can be said more exactly than by its pattern. */
export function explainName(name: string): Partial<FaultText> {
  if (/[*?]/.test(name)) {
    return { rule: "wildcard-name", remedy: "Write one exact name; wildcards would stand for many." };
  }
  const reserved = reservedPart(name);
  if (reserved !== undefined) {
    return { rule: "reserved-name", remedy: `Choose a name without \`${reserved}\` there; Azure keeps it for itself.` };
  }
  return { rule: "invalid-name" };
}

/**
 * The part of a name that Azure refuses in names with a public endpoint: its trademarks, and the ending that
 * storage accounts use for their second region.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/error-reserved-resource-name
 * Source: https://learn.microsoft.com/azure/storage/common/storage-redundancy (read access to the secondary region)
 */
function reservedPart(name: string): string | undefined {
  const lower = name.toLowerCase();
  return (
    ["microsoft", "windows"].find((word) => lower.includes(word)) ??
    ["login"].find((word) => lower.startsWith(word)) ??
    ["-secondary"].find((ending) => lower.endsWith(ending)) ??
    (trademarks.has(lower) ? lower : undefined)
  );
}

const trademarks: ReadonlySet<string> = new Set(
  "access azure bing bizspark biztalk cortana directx dotnet dynamics excel exchange forefront groove hololens hyperv kinect lync msdn o365 office office365 onedrive onenote outlook powerpoint sharepoint skype visio visualstudio xbox".split(
    " ",
  ),
);
