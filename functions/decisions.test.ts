import assert from "node:assert/strict";
import { test } from "node:test";
import { validateRequest } from "./http/validateRequest.js";
import { Validation } from "../shared/contracts/validation.js";
import { httpRequest, memoryApplication } from "../test/kit/application.js";
import { sampleDocuments } from "../shared/intake/testing/samples.js";
import { smallRequest } from "../test/kit/exampleBundle.js";

const { app } = await memoryApplication();

async function planOf(region: string) {
  const answer = await validateRequest(app, httpRequest("POST", { body: smallRequest("exec-1", { region }) }));
  return Validation.parse(answer.jsonBody).plan;
}

test("understands a region by its code, its display name and its own name through the handlers", async () => {
  for (const written of ["weu", "West Europe", "westeurope"])
    assert.equal((await planOf(written)).identity.region, "westeurope", written);
});

test("plans by the prefix, the group and the tags of an environment's overlay [CP-028]", async () => {
  const overlay =
    "environment: staging\nresource_prefix: acme\nresource_group: acme-stg-shop\ntags: { team: identity }\n";
  const documents = { ...sampleDocuments(), "environment-overlay.yaml": overlay };
  const answer = await validateRequest(app, httpRequest("POST", { body: { documents } }));
  const { resources, resourceGroup, tags } = Validation.parse(answer.jsonBody).plan;
  const nameOf = (kind: string) => resources.find((each) => each.kind === kind)?.name;
  assert.deepEqual(
    [resourceGroup, nameOf("resource-group"), nameOf("aks")],
    [...["acme-stg-shop", "acme-stg-shop", "acme-stg-weu-auth-aks"]],
  );
  assert.equal(tags["team"], "identity");
});

test("finds nothing wrong with the stack it renders, and says what is missing of a broken one", async () => {
  const plan = await planOf("westeurope");
  const stack = app.render(plan);
  assert.deepEqual(app.renderedFaults(stack, plan), []);
  const files = { ...stack.files, "index.ts": "" };
  assert.notDeepEqual(app.renderedFaults({ ...stack, files }, plan), []);
});
