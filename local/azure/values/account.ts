/** Whom the simulated Azure takes its caller for. GUIDs, as in Azure. */
export interface Account {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** Used when neither the provider's configuration nor `ARM_*` variables name an account: recognisably nobody's. */
export const simulatedAccount: Account = {
  subscriptionId: "00000000-5151-4000-8000-000000000001",
  tenantId: "00000000-5151-4000-8000-000000000002",
  clientId: "00000000-5151-4000-8000-000000000003",
  objectId: "00000000-5151-4000-8000-000000000004",
};
