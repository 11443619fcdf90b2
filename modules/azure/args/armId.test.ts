import assert from "node:assert/strict";
import { test } from "node:test";
import { SubnetId } from "./armId.js";

const subnet = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/pe";

test("takes the id of the kind it asks for, in any case, and of nothing above or below it", () => {
  assert.ok(SubnetId.safeParse(subnet).success);
  assert.ok(SubnetId.safeParse(subnet.toLowerCase()).success);
  const others = [
    subnet.replace("/subnets/pe", ""),
    `${subnet}/x/y`,
    subnet.replace("Microsoft.N", "MicrosoftXN"),
    "pe",
  ];
  for (const other of others) {
    const { error } = SubnetId.safeParse(other);
    assert.match(
      error?.issues[0]?.message ?? "",
      /ARM id of a subnet: \/subscriptions\/…\/providers\/Microsoft\.Network\/virtualNetworks\/<name>\/subnets\/<name>$/,
    );
  }
});
