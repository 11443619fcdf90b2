import type * as authorization from "@pulumi/azure-native/authorization";
import type * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { builtInRoles, type BuiltInRole } from "./builtInRoles.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
const IdentityName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
    "an identity name has 3 to 128 letters, digits, _ and - and starts with a letter or digit",
  );

const roleNames = Object.keys(builtInRoles) as [BuiltInRole, ...BuiltInRole[]];

const Role = z.strictObject({
  /** What it is called in the program, for example `vault`; part of the URN and of the assignment's name. */
  name: z.string().regex(/^[a-z0-9-]{1,60}$/, "a name has 1 to 60 lower-case letters, digits and hyphens"),
  /** Azure's name of the role; see `builtInRoles`. */
  role: z.enum(roleNames, { error: () => `one of ${roleNames.join(", ")}` }),
  /** ARM id of the one resource, or group, that the role is for: the narrower the better. */
  scope: input(z.string().startsWith("/subscriptions/", "give the ARM id that the role is for")),
});

/** Source: kubernetes.io/docs/concepts/overview/working-with-objects/names#dns-label-names */
const KubernetesName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "a Kubernetes name has 1 to 63 lower-case letters, digits and hyphens, not at its ends",
  );

const Federated = z.strictObject({
  /** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/,
      "a credential name has 3 to 120 letters, digits, _ and - and starts with a letter or digit",
    ),
  /** Who vouches for the workload: a cluster's `oidcIssuerUrl`. */
  issuer: input(z.url({ protocol: /^https$/, error: "an issuer is an https address" })),
  namespace: KubernetesName,
  serviceAccount: KubernetesName,
});

export const UserAssignedIdentityArgs = z.strictObject({
  ...placement,
  identityName: input(IdentityName),
  /** What it may do, and where. */
  roles: z.array(Role).superRefine(unique(({ name }) => name)),
  /** Workloads in Kubernetes that act as this identity, without a password. At most 20. */
  federatedCredentials: z
    .array(Federated)
    .max(20, "an identity has at most 20 federated credentials")
    .superRefine(unique(({ name }) => name)),
  overrides: z
    .strictObject({
      identity: z.custom<Overrides<managedidentity.UserAssignedIdentityArgs>>().optional(),
      /** For every role assignment, or for each by the name of its role in `roles`. */
      roleAssignment: z.custom<EachOverrides<authorization.RoleAssignmentArgs>>().optional(),
      /** For every federated credential, or for each by its name. */
      federatedCredential: z.custom<EachOverrides<managedidentity.FederatedIdentityCredentialArgs>>().optional(),
    })
    .optional(),
});
export type UserAssignedIdentityArgs = z.input<typeof UserAssignedIdentityArgs>;
