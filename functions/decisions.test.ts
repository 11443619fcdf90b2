import assert from "node:assert/strict";
import { test } from "node:test";
import { validateRequest } from "./http/validateRequest.js";
import { Validation } from "../shared/contracts/validation.js";
import { httpRequest, memoryApplication } from "../test/kit/application.js";
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

test("finds nothing wrong with the stack it renders, and says what is missing of a broken one", async () => {
  const plan = await planOf("westeurope");
  const stack = app.render(plan);
  assert.deepEqual(app.renderedFaults(stack, plan), []);
  const files = { ...stack.files, "index.ts": "" };
  assert.notDeepEqual(app.renderedFaults({ ...stack, files }, plan), []);
});
