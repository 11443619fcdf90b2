// Everything behind the steps, as one chunk that loads with the first activity.
export { announce } from "../orchestrations/activities/announce.js";
export { apply } from "../orchestrations/activities/apply.js";
export { archive } from "../orchestrations/activities/archive.js";
export { assess } from "../orchestrations/activities/assess.js";
export { closeGate, readGate } from "../orchestrations/activities/gateRecord.js";
export { plan } from "../orchestrations/activities/plan.js";
export { preview } from "../orchestrations/activities/preview.js";
export { publish } from "../orchestrations/activities/publish.js";
export { render } from "../orchestrations/activities/render.js";
export { validate } from "../orchestrations/activities/validate.js";
export { verify } from "../orchestrations/activities/verify.js";
