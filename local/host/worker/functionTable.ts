import { z } from "zod";
import type { FunctionCallback, FunctionMetadata, Registration } from "./functionMetadata.js";
import { mapFunctions } from "./mapFunctions.js";

const HttpTrigger = z.object({
  route: z.string().optional(),
  methods: z.array(z.string().transform((method) => method.toUpperCase())).default(["GET", "POST"]),
});
const EventGridTrigger = z.object({ cardinality: z.enum(["one", "many"]).catch("one") });
const TimerTrigger = z.object({ schedule: z.string(), runOnStartup: z.boolean().default(false) });

/** What starts a function. Methods are upper case; the route is the function's name when the application set none. */
type Trigger =
  | { readonly kind: "http"; readonly route: string; readonly methods: readonly string[] }
  | { readonly kind: "eventGrid"; readonly cardinality: "one" | "many" }
  | { readonly kind: "timer"; readonly schedule: string; readonly runOnStartup: boolean }
  | { readonly kind: "orchestration" }
  | { readonly kind: "activity" };

/** A function this host can run. */
export interface AppFunction {
  readonly name: string;
  readonly trigger: Trigger;
  /** Name of the trigger's binding: its input goes by that name. */
  readonly triggerBinding: string;
  /** Names of the durable client inputs it asked for. */
  readonly clientBindings: readonly string[];
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** The application's functions, by kind and by name without regard to case. */
export interface FunctionTable {
  readonly all: readonly AppFunction[];
  find<K extends Trigger["kind"]>(kind: K, name: string): TriggeredBy<K> | undefined;
  ofKind<K extends Trigger["kind"]>(kind: K): TriggeredBy<K>[];
}

/** A function whose trigger is of kind `K`. */
export type TriggeredBy<K extends Trigger["kind"]> = AppFunction & { readonly trigger: Extract<Trigger, { kind: K }> };

/**
 * Looks at every registered function's bindings.
 * @throws Error naming each function this host cannot run, and why: better no start than a function that stays silent.
 */
export function functionTable(registrations: readonly Registration[], env: NodeJS.ProcessEnv): FunctionTable {
  const enabled = registrations
    .filter(({ metadata: { name } }) => !/^(1|true)$/i.test(env[`AzureWebJobs.${name}.Disabled`] ?? ""))
    .map((registration) => ({ name: registration.metadata.name, registration }));
  const all = mapFunctions("The local host cannot run this application", enabled, ({ registration }) =>
    inspect(registration),
  );
  const byName = new Map(all.map((each) => [each.name.toLowerCase(), each]));
  return {
    all,
    find<K extends Trigger["kind"]>(kind: K, name: string) {
      const found = byName.get(name.toLowerCase());
      return found && isOfKind(found, kind) ? found : undefined;
    },
    ofKind: <K extends Trigger["kind"]>(kind: K) => all.filter((each): each is TriggeredBy<K> => isOfKind(each, kind)),
  };
}

function isOfKind<K extends Trigger["kind"]>(each: AppFunction, kind: K): each is TriggeredBy<K> {
  return each.trigger.kind === kind;
}

function inspect({ metadata, callback }: Registration): AppFunction {
  const clientBindings: string[] = [];
  let trigger: { readonly binding: string; readonly is: Trigger } | undefined;
  for (const [binding, options] of Object.entries(metadata.bindings)) {
    const type = options.type.toLowerCase();
    if (type.endsWith("trigger")) trigger = { binding, is: parseTrigger(type, metadata.name, options) };
    else if (options.direction === "in" && clientTypes.includes(type)) clientBindings.push(binding);
    else if (options.direction === "in") throw new Error(`the input binding '${options.type}' is not supported`);
    else if (type !== "http") throw new Error(`the output binding '${options.type}' is not supported`);
  }
  if (!trigger) throw new Error("it has no trigger");
  const { name } = metadata;
  return { name, trigger: trigger.is, triggerBinding: trigger.binding, clientBindings, metadata, callback };
}

const clientTypes = ["durableclient", "orchestrationclient"];

function parseTrigger(type: string, functionName: string, options: { type: string }): Trigger {
  switch (type) {
    case "httptrigger": {
      const { route, methods } = HttpTrigger.parse(options);
      return { kind: "http", route: route ?? functionName, methods };
    }
    case "eventgridtrigger":
      return { kind: "eventGrid", ...EventGridTrigger.parse(options) };
    case "timertrigger":
      return { kind: "timer", ...TimerTrigger.parse(options) };
    case "orchestrationtrigger":
      return { kind: "orchestration" };
    case "activitytrigger":
      return { kind: "activity" };
    case "entitytrigger":
      throw new Error("durable entities are not supported yet");
    default:
      throw new Error(
        `the trigger type '${options.type}' is not supported (http, timer, Event Grid, orchestration and activity are)`,
      );
  }
}
