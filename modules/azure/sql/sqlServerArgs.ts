import type * as monitor from "@pulumi/azure-native/monitor";
import type * as sql from "@pulumi/azure-native/sql";
import * as z from "zod";
import { EntraPrincipal } from "../args/entraPrincipal.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { isHyperscaleOverZones } from "./hyperscale.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Unique across Azure. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftsql */
const ServerName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "a server name has 1 to 63 lower-case letters, digits and hyphens, no hyphen at its ends",
  );

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftsql */
const DatabaseName = z
  .string()
  .regex(
    /^[^<>*%&:\\/?]{0,127}[^<>*%&:\\/?. ]$/,
    "a database name has 1 to 128 characters, none of < > * % & : \\ / ?, and does not end in a space or period",
  )
  .refine(
    (name) => !/^(?:master|model|msdb|tempdb)$/i.test(name),
    "master, model, msdb and tempdb are the server's own",
  );

const Database = z
  .strictObject({
    name: DatabaseName,
    /** Service objective, such as `GP_S_Gen5_2` (serverless), `GP_Gen5_4`, `BC_Gen5_4`, `HS_Gen5_4`, `S1` or `P1`. */
    sku: z
      .string()
      .regex(
        /^(?:Basic|S\d{1,2}|P\d{1,2}|(?:GP_S|GP|BC|HS_S|HS)_[A-Za-z0-9]+_\d{1,3})$/,
        "a database sku reads like GP_S_Gen5_2, BC_Gen5_4, HS_Gen5_4, Basic, S1 or P1",
      ),
    /** Spreads the database over availability zones. */
    zoneRedundant: z.boolean(),
    /** Where backups are kept: in one place, over zones, in the paired region as well, or both. */
    backupRedundancy: z.enum(["Local", "Zone", "Geo", "GeoZone"]),
  })
  .refine(({ sku, zoneRedundant }) => !(zoneRedundant && /^(?:Basic|S\d)/.test(sku)), {
    message: "Basic and Standard databases live in one zone; take a vCore or Premium sku for zone redundancy",
    path: ["zoneRedundant"],
  })
  .refine((database) => !isHyperscaleOverZones(database) || database.backupRedundancy.endsWith("Zone"), {
    message: "a Hyperscale database over zones keeps its backups over zones too: Zone or GeoZone",
    path: ["backupRedundancy"],
  });

export const SqlServerArgs = z.strictObject({
  ...placement,
  serverName: input(ServerName),
  /** The one administrator; prefer a group. Another one takes over in place. */
  administrator: EntraPrincipal,
  databases: z.array(Database).superRefine(unique(({ name }) => name)),
  /** Log Analytics workspace that gets the audit log. */
  workspaceId: input(WorkspaceId).optional(),
  /** Gives the server an address in a network, by an endpoint named `pe-<serverName>`. */
  privateEndpoint: PrivateConnection.optional(),
  overrides: z
    .strictObject({
      server: z.custom<Overrides<sql.ServerArgs>>().optional(),
      administrator: z.custom<Overrides<sql.ServerAzureADAdministratorArgs>>().optional(),
      /** For every database, or for each by its name. */
      database: z.custom<EachOverrides<sql.DatabaseArgs>>().optional(),
      auditing: z.custom<Overrides<sql.ExtendedServerBlobAuditingPolicyArgs>>().optional(),
      diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
      privateEndpoint: PrivateEndpointOverrides.optional(),
    })
    .optional(),
});
export type SqlServerArgs = z.input<typeof SqlServerArgs>;
