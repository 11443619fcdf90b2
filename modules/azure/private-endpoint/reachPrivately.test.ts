import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { ContainerRegistry, PostgresServer, ServiceBusNamespace } from "../main.js";
import { containerRegistryArgs, postgresServerArgs, serviceBusNamespaceArgs } from "../testing/dataExamples.js";
import { completeKinds } from "../testing/completeKinds.js";
import { only, outputsOf } from "../testing/examples.js";
import { privateZones } from "../network/privateZones.js";
import { dnsZoneId, subnetId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";

const privateEndpoint = { subnetId, dnsZoneId };

/** Source: learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource */
const groups = {
  PostgresServer: "postgresqlServer",
  SqlServer: "sqlServer",
  RedisCache: "redisEnterprise",
  EventGridTopic: "topic",
  ServiceBusNamespace: "namespace",
  ContainerRegistry: "registry",
};
for (const [kind, group] of Object.entries(groups)) {
  test(`${kind}: reached by the part that Azure calls ${group}`, async () => {
    const declared = (await completeKinds()).find(({ component }) => component === kind)!;
    const { resources } = await synth(() => outputsOf(declared.declare()));
    const { inputs } = only(resources, "azure-native:network:PrivateEndpoint");
    const [connection] = inputs["privateLinkServiceConnections"] as [Record<string, unknown>];
    assert.deepEqual(connection["groupIds"], [group]);
    assert.equal((inputs["subnet"] as { id: string }).id, subnetId);
  });
}

test("the entries of the knowledge name the parts and the zones that the modules know", async () => {
  const folder = join(__dirname, "../../../knowledge/kinds");
  const named: Record<string, string> = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".yaml"))) {
    const entry = parse(await readFile(join(folder, file), "utf8")) as Entry;
    if (entry.privateLink === undefined) continue;
    named[entry.module] = entry.privateLink.group;
    assert.ok(Object.values<string>(privateZones).includes(entry.privateLink.zone), entry.privateLink.zone);
  }
  assert.deepEqual(named, groups);
});

interface Entry {
  readonly module: string;
  readonly privateLink?: { readonly group: string; readonly zone: string };
}

test("an endpoint's name fits, however long that of its resource is", async () => {
  const serverName = `${"a".repeat(60)}-bc`;
  const args = { ...postgresServerArgs, serverName, privateEndpoint };
  const { resources } = await synth(() => outputsOf(new PostgresServer("db", args)));
  const { inputs } = only(resources, "azure-native:network:PrivateEndpoint");
  assert.equal(inputs["privateEndpointName"], `pe-${"a".repeat(60)}`);
});

test("refuses an endpoint of what has none", () => {
  const inNetwork = { subnetId, privateDnsZoneId: dnsZoneId };
  assert.throws(
    () => new PostgresServer("db", { ...postgresServerArgs, ...inNetwork, privateEndpoint }),
    /for one that is in none[^]*privateEndpoint/,
  );
  assert.throws(
    () => new ServiceBusNamespace("bus", { ...serviceBusNamespaceArgs, privateEndpoint }),
    /only a Premium/,
  );
  assert.throws(() => new ContainerRegistry("images", { ...containerRegistryArgs, privateEndpoint }), /only a Premium/);
});
