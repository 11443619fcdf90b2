/**
 * The public Azure regions, as ARM writes them.
 * Source: https://learn.microsoft.com/azure/reliability/regions-list
 */
export const regions: ReadonlySet<string> = new Set(
  `australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast
   canadacentral canadaeast centralindia centralus chilecentral eastasia eastus eastus2 francecentral francesouth
   germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral
   jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast
   norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia
   spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest
   westcentralus westeurope westindia westus westus2 westus3`.split(/\s+/),
);

/** `West Europe`, `westEurope` and `westeurope` are one region: ARM ignores case and spaces. */
export function normalizeRegion(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
