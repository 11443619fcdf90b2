import type * as dbforpostgresql from "@pulumi/azure-native/dbforpostgresql";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { PrivateDnsZoneId, SubnetId } from "../args/armId.js";
import { EntraPrincipal } from "../args/entraPrincipal.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { ServerMaintenance } from "./maintenance.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Unique across Azure. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdbforpostgresql */
const ServerName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "a server name has 3 to 63 lower-case letters, digits and hyphens, no hyphen at its ends",
  );

/** Source: www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const DatabaseName = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_-]{0,62}$/,
    "a database name has 1 to 63 lower-case letters, digits, _ and -, and starts with a letter or _",
  );

/** Sizes that a disk comes in. Source: learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage */
const diskSizes = [32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16_384, 32_767] as const;

export const PostgresServerArgs = z
  .strictObject({
    ...placement,
    serverName: input(ServerName),
    /** Major version. Azure upgrades it in place, never back. */
    version: z.enum(["14", "15", "16", "17", "18"]),
    /** Compute size; its letter is its tier: B burstable, D general purpose, E memory optimized. */
    sku: z
      .string()
      .regex(
        /^Standard_[BDE][A-Za-z0-9_]+$/,
        "a PostgreSQL sku reads like Standard_B1ms, Standard_D2ds_v5 or Standard_E4ds_v5",
      ),
    /** Grows by itself when it runs full and never shrinks. */
    storageSizeGb: z.union(
      diskSizes.map((size) => z.literal(size)),
      `a disk has one of these sizes in GB: ${diskSizes.join(", ")}`,
    ),
    /** Keeps a standby in another availability zone that takes over by itself. */
    zoneRedundant: z.boolean(),
    /** Copies the backups to the paired region. Azure decides this when the server is made and never after. */
    geoRedundantBackup: z.boolean(),
    /** Days to which the server can be taken back. */
    backupRetentionDays: z.int().min(7, "at least 7 days").max(35, "at most 35 days"),
    /** Who may log in as administrator. The server knows no passwords, so that without one nobody gets in. */
    administrators: z
      .array(EntraPrincipal)
      .min(1, "name at least one administrator: the server knows no passwords, nobody else gets in"),
    /**
     * When Azure may patch the server, every month. Default: a night hour of the region that Azure chooses. Source:
     * learn.microsoft.com/azure/postgresql/flexible-server/concepts-maintenance
     */
    maintenanceWindow: ServerMaintenance.optional(),
    /** Names of the databases. */
    databases: z.array(DatabaseName).superRefine(unique((name) => name)),
    /** Subnet delegated to `Microsoft.DBforPostgreSQL/flexibleServers` that the server lives in; goes with `privateDnsZoneId`. */
    subnetId: input(SubnetId).optional(),
    /** Private DNS zone that resolves the server in its network; its name ends in `postgres.database.azure.com`. */
    privateDnsZoneId: input(PrivateDnsZoneId).optional(),
    /** Log Analytics workspace that gets the server's log and metrics. */
    workspaceId: input(WorkspaceId).optional(),
    /** Gives the server an address in a network, by an endpoint named `pe-<serverName>`. */
    privateEndpoint: PrivateConnection.optional(),
    overrides: z
      .strictObject({
        server: z.custom<Overrides<dbforpostgresql.ServerArgs>>().optional(),
        /** For every administrator, or for each by its place in `administrators`: `1` is the first. */
        administrator: z
          .custom<EachOverrides<dbforpostgresql.AdministratorsMicrosoftEntraArgs, [place: string]>>()
          .optional(),
        /** For every database, or for each by its name. */
        database: z.custom<EachOverrides<dbforpostgresql.DatabaseArgs>>().optional(),
        configuration: z.custom<Overrides<dbforpostgresql.ConfigurationArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        privateEndpoint: PrivateEndpointOverrides.optional(),
      })
      .optional(),
  })
  .refine(({ sku, zoneRedundant }) => !(zoneRedundant && sku.startsWith("Standard_B")), {
    message: "a burstable server has no standby; take a D or E sku for zone redundancy",
    path: ["zoneRedundant"],
  })
  .refine(({ subnetId, privateDnsZoneId }) => (subnetId === undefined) === (privateDnsZoneId === undefined), {
    message: "a server in a network needs both a subnet and a private DNS zone",
    path: ["privateDnsZoneId"],
  })
  .refine(({ subnetId, privateEndpoint }) => subnetId === undefined || privateEndpoint === undefined, {
    message: "a server in a network has its address there; a private endpoint is for one that is in none",
    path: ["privateEndpoint"],
  });
export type PostgresServerArgs = z.input<typeof PostgresServerArgs>;
