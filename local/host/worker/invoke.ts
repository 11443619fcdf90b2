import { randomUUID } from "node:crypto";
import type { Logger, LogLevel } from "../log/logger.js";
import type { AppFunction } from "./functionTable.js";
import type { FunctionCallback } from "./functionMetadata.js";
import { withReadOnly } from "./hooks.js";
import type { LoadedApp } from "./loadApp.js";
import type { CoreInvocationContext, InputData, TraceContext } from "./programmingModel.js";
import type { TypedData } from "./typedData.js";

/** What one invocation is given. */
interface InvocationRequest {
  readonly inputs: readonly InputData[];
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>;
  readonly traceContext?: TraceContext | undefined;
}

/** What one invocation gave back. */
interface Invocation {
  readonly returnValue: TypedData | null | undefined;
  /** The handler's own result, before it was encoded: objects keep their identity. */
  readonly result: unknown;
  /** The context the handler had. */
  readonly context: unknown;
}

/** Runs a function of the application. Rejects with the Error the handler threw. */
export type Invoke = (target: AppFunction, request: InvocationRequest) => Promise<Invocation>;

/**
 * The worker's way of invoking: model, pre-invocation hooks, handler, post-invocation hooks, response, in that order.
 * Source: Azure/azure-functions-nodejs-worker, InvocationHandler.ts.
 */
export function invoker(app: LoadedApp, logger: Logger): Invoke {
  return async (target, request) => {
    const hookData = {};
    const core = coreContext(app, logger, target, request);
    const model = await app.model.getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const readOnly = { hookData, appHookData: app.registry.appHookData, invocationContext: context };

    core.state = "preInvocationHooks";
    const before: HookedCall = { functionCallback: target.callback, inputs };
    await runHooks(app, "preInvocation", withReadOnly(before, readOnly));

    core.state = "invocation";
    const after: HookedResult = { inputs: before.inputs, result: null, error: null };
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? new Error("Unknown error");
    }

    core.state = "postInvocationHooks";
    await runHooks(app, "postInvocation", withReadOnly(after, readOnly));
    core.state = undefined;
    if (after.error !== null && after.error !== undefined) throw asError(after.error);

    const response = await model.getResponse(context, after.result);
    return { returnValue: response.returnValue, result: after.result, context };
  };
}

/** Pre-invocation hooks may replace both. */
interface HookedCall {
  functionCallback: FunctionCallback;
  inputs: unknown[];
}

/** Post-invocation hooks may replace result and error. */
interface HookedResult {
  inputs: unknown[];
  result: unknown;
  error: unknown;
}

function coreContext(
  app: LoadedApp,
  logger: Logger,
  target: AppFunction,
  request: InvocationRequest,
): CoreInvocationContext {
  const invocationId = randomUUID();
  return {
    invocationId,
    request: {
      invocationId,
      functionId: target.name,
      inputData: request.inputs,
      triggerMetadata: request.triggerMetadata ?? {},
      traceContext: request.traceContext,
    },
    metadata: target.metadata,
    state: undefined,
    log(level, category, message) {
      const entry: { level: LogLevel; message: string } = { level, message };
      const logHooks = app.registry.hooks("log");
      if (logHooks.length > 0) {
        const context = withReadOnly(entry, { category, hookData: {}, appHookData: app.registry.appHookData });
        for (const hook of logHooks) hook(context);
      }
      logger.log(entry.level, `Function.${target.name}${category === "user" ? ".User" : ""}`, entry.message);
    },
  };
}

async function runHooks(app: LoadedApp, name: "preInvocation" | "postInvocation", context: object): Promise<void> {
  for (const hook of app.registry.hooks(name)) await hook(context);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
