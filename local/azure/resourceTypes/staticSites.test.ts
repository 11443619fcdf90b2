import assert from "node:assert/strict";
import { test } from "node:test";
import { inputsOf } from "../testing/landscape.js";
import { codeOf, testCloud } from "../testing/testCloud.js";

test("a static web app is made in one of its five regions only", () => {
  const cloud = testCloud();
  try {
    cloud.build();
    const another = (location: string) =>
      codeOf(cloud.create("web:StaticSite", { ...inputsOf("web:StaticSite"), name: `stapp-${location}`, location }));
    assert.equal(another("francecentral"), "LocationNotAvailableForResourceType");
    assert.equal(another("eastasia"), "");
  } finally {
    cloud.close();
  }
});
