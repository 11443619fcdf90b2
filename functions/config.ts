import { z } from "zod";

const minutes = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);

/** Every setting of the application, as environment variables. Read once, in the composition root. */
const Settings = z.object({
  /** Storage of records and of the engine's state: a connection string, or an account URL with a managed identity. */
  AzureWebJobsStorage: z.string().min(1),
  PROVISIONER_CLOUD: z.enum(["simulated", "azure"]).default("azure"),
  PROVISIONER_PULUMI_CLI: z.string().min(1),
  PROVISIONER_PULUMI_HOME: z.string().min(1),
  PROVISIONER_WORK_DIR: z.string().min(1),
  PROVISIONER_APP_DIR: z.string().min(1).default(process.cwd()),
  /** An organisation's own knowledge, in a folder or in the storage account: `container`, or `container/prefix`. */
  PROVISIONER_KNOWLEDGE_DIR: z.string().optional(),
  PROVISIONER_KNOWLEDGE_CONTAINER: z
    .string()
    .regex(
      /^[a-z0-9](-?[a-z0-9]){2,62}(\/[A-Za-z0-9._~-]+)*$/,
      "names a container, or a container and a prefix (platform/v3)",
    )
    .regex(/^(?!(records|state)(\/|$))/, "is the application's own container; knowledge lies in another")
    .optional(),
  /** One of the two encrypts the engine's state: a Key Vault key in Azure, a passphrase on one machine. */
  PROVISIONER_SECRETS_PROVIDER: z.string().startsWith("azurekeyvault://").optional(),
  PROVISIONER_PASSPHRASE: z.string().min(16).optional(),
  PROVISIONER_VAULT_URL: z.url().optional(),
  PROVISIONER_VAULT_FILE: z.string().optional(),
  PROVISIONER_TOPIC_ENDPOINT: z.url(),
  PROVISIONER_TOPIC_KEY: z.string().optional(),
  /** Who people are: Easy Auth's headers behind the platform, or a name in a header on loopback. */
  PROVISIONER_IDENTITY: z.enum(["easy-auth", "development"]).default("easy-auth"),
  /** Set by the platform when it signs people in; without it, its headers are not believed. */
  WEBSITE_AUTH_ENABLED: z.string().optional(),
  PROVISIONER_APPROVER_GROUP: z.string().default("PlatformOps"),
  PROVISIONER_APPROVER_CONTACT: z.string().default("platform-ops"),
  PROVISIONER_GATE_MINUTES: minutes(3 * 24 * 60, 30 * 24 * 60),
  PROVISIONER_PREVIEW_MINUTES: minutes(10, 120),
  PROVISIONER_APPLY_MINUTES: minutes(90, 24 * 60),
  /** `on` keeps what a run held between its steps (`context.json`, update plans) after its end. */
  PROVISIONER_DIAGNOSTICS: z.enum(["on", "off"]).default("off"),
  PROVISIONER_TELEMETRY_FILE: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  ARM_SUBSCRIPTION_ID: z.string().optional(),
});

/** Rules that span several settings, each with the sentence a person needs. */
const Checked = Settings.superRefine((settings, problems) => {
  const complain = (message: string): void => {
    problems.addIssue({ code: "custom", message });
  };
  if ((settings.PROVISIONER_SECRETS_PROVIDER === undefined) === (settings.PROVISIONER_PASSPHRASE === undefined))
    complain("Set exactly one of PROVISIONER_SECRETS_PROVIDER (Azure) and PROVISIONER_PASSPHRASE (one machine).");
  if ((settings.PROVISIONER_VAULT_URL === undefined) === (settings.PROVISIONER_VAULT_FILE === undefined))
    complain("Set exactly one of PROVISIONER_VAULT_URL (Azure) and PROVISIONER_VAULT_FILE (one machine).");
  if (settings.PROVISIONER_KNOWLEDGE_DIR !== undefined && settings.PROVISIONER_KNOWLEDGE_CONTAINER !== undefined)
    complain("Set at most one of PROVISIONER_KNOWLEDGE_DIR and PROVISIONER_KNOWLEDGE_CONTAINER.");
  if (settings.PROVISIONER_IDENTITY === "development" && settings.PROVISIONER_CLOUD === "azure")
    complain(
      "PROVISIONER_IDENTITY=development believes a header; it may only be used with PROVISIONER_CLOUD=simulated.",
    );
});

/** The application's configuration, checked. */
export type Config = z.infer<typeof Settings>;

/** Reads the configuration. @throws an error that names every problem at once, never a value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Checked.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => ` - ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
  );
  throw new Error(`The configuration is not complete:\n${problems.join("\n")}`);
}
