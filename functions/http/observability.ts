import type { HttpResponseInit } from "@azure/functions";
import type { Health } from "../../shared/contracts/answers.js";
import type { Application } from "../application.js";

/** GET /api/health: 200 when every part answers, 503 with each one's trouble otherwise. */
export async function health(app: Application): Promise<HttpResponseInit> {
  const parts = await app.health();
  const isWell = Object.values(parts).every((part) => part === "ok");
  const answer: Health = { status: isWell ? "ok" : "degraded", cloud: app.config.PROVISIONER_CLOUD, parts };
  return { status: isWell ? 200 : 503, headers: { "cache-control": "no-store" }, jsonBody: answer };
}

/** GET /api/metrics in Prometheus text format. */
export async function metrics(app: Application): Promise<HttpResponseInit> {
  return { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" }, body: await app.metrics() };
}
