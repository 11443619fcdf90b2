// Everything behind the routes, as one chunk that loads with the first request.
export { cancelRun } from "./http/cancelRun.js";
export { decideRun } from "./http/decideRun.js";
export { getRun } from "./http/getRun.js";
export { health, metrics } from "./http/observability.js";
export { listRuns } from "./http/listRuns.js";
export { openApi } from "./http/openApi.js";
export { provisionStack } from "./http/provisionStack.js";
export { listArtifacts, readArtifact } from "./http/runArtifacts.js";
export { runEvents } from "./http/runEvents.js";
export { listSchemas, readSchema } from "./http/schemas.js";
export { stackHistory } from "./http/stackHistory.js";
export { validateRequest } from "./http/validateRequest.js";
export { whyRun } from "./http/whyRun.js";
