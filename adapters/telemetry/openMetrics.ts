import type { Counter, Histogram } from "@opentelemetry/api";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Attributes } from "../../shared/ports/telemetry.js";
import { metricCatalogue, successRate } from "./metricCatalogue.js";
import { constantLabels, resourceAttributes } from "./resource.js";
import { rollingRate } from "./rollingRate.js";
import { lookup } from "../../shared/lookup.js";

/** Counters and distributions, readable as Prometheus text. */
export interface Metrics {
  add(metric: string, value: number, attributes: Attributes): void;
  record(metric: string, value: number, attributes: Attributes): void;
  text(): Promise<string>;
}

/** Metrics of OpenTelemetry. Nothing listens: the text is served by whoever asks for it. Heavy: import it lazily. */
export function openMetrics(): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer(undefined, false, constantLabels, false, true);
  const provider = new MeterProvider({ resource: resourceFromAttributes(resourceAttributes), readers: [exporter] });
  const meter = provider.getMeter("cloud-provisioner");

  const counters = new Map<string, Counter>();
  const distributions = new Map<string, Histogram>();
  const counter = (name: string): Counter => {
    const known = counters.get(name) ?? meter.createCounter(name, { description: describe(name) });
    counters.set(name, known);
    return known;
  };
  const distribution = (name: string): Histogram => {
    const definition = lookup(metricCatalogue, name);
    const boundaries =
      definition?.kind === "distribution" ? { explicitBucketBoundaries: [...definition.boundaries] } : {};
    const known =
      distributions.get(name) ?? meter.createHistogram(name, { description: describe(name), advice: boundaries });
    distributions.set(name, known);
    return known;
  };

  const runs = rollingRate(successRate.window);
  meter.createObservableGauge(successRate.name, { description: successRate.description }).addCallback((gauge) => {
    for (const { attributes, percentage } of runs.rates()) gauge.observe(percentage, attributes);
  });

  const record = (metric: string, value: number, attributes: Attributes): void => {
    distribution(metric).record(value, attributes);
  };
  return {
    record,
    add(metric, value, attributes) {
      if (lookup(metricCatalogue, metric)?.kind === "distribution") {
        record(metric, value, attributes);
        return;
      }
      counter(metric).add(value, attributes);
      if (metric !== successRate.counter) return;
      const { [successRate.label]: result, ...place } = attributes;
      runs.add(result === successRate.success, place);
    },
    async text() {
      const { resourceMetrics } = await exporter.collect();
      return serializer.serialize(resourceMetrics);
    },
  };
}

const describe = (name: string): string => lookup(metricCatalogue, name)?.description ?? name;
