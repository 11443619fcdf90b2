import { stackEngineContract, type Things } from "../contracts/stackEngineContract.js";
import { engineWorld, stackOf } from "../kit/engineWorld.js";

stackEngineContract("pulumi with a simulated Azure", async () => {
  const world = await engineWorld();
  return {
    engine: world.engine,
    target: (things) => stackOf(programOf(things)),
    close: () => world.close(),
  };
});

/** A resource group is all a thing needs: tags change in place, another location means another group. */
function programOf(things: Things): string {
  const groups = Object.entries(things).map(([name, { colour, place }]) => {
    const location = place === "here" ? "westeurope" : "northeurope";
    const group = { resourceGroupName: `rg-${name}`, location, tags: { colour } };
    return `new resources.ResourceGroup(${JSON.stringify(name)}, ${JSON.stringify(group)});`;
  });
  return [`import * as resources from "@pulumi/azure-native/resources";`, ...groups].join("\n");
}
