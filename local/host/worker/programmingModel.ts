import type { FunctionMetadata, FunctionCallback } from "./functionMetadata.js";
import type { LogLevel } from "../log/logger.js";
import type { TypedData } from "./typedData.js";

/** One input of an invocation, by binding name. */
export interface InputData {
  readonly name: string;
  readonly data: TypedData;
}

/** W3C trace context of an invocation. */
export interface TraceContext {
  readonly traceParent: string;
  readonly traceState?: string;
}

/** What the worker hands to the model for one invocation. */
export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: {
    readonly invocationId: string;
    readonly functionId: string;
    readonly inputData: readonly InputData[];
    readonly triggerMetadata: Readonly<Record<string, TypedData>>;
    readonly traceContext?: TraceContext | undefined;
  };
  readonly metadata: FunctionMetadata;
  state: "preInvocationHooks" | "postInvocationHooks" | "invocation" | undefined;
  log(level: LogLevel, category: "user" | "system", message: string): void;
}

/** The result of an invocation as the model encodes it. */
interface InvocationResponse {
  readonly returnValue?: TypedData | null;
  readonly outputData?: readonly InputData[];
}

/** The part of @azure/functions that the worker drives. Source: types of @azure/functions-core. */
export interface ProgrammingModel {
  getInvocationModel(context: CoreInvocationContext): Promise<InvocationModel> | InvocationModel;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>> | Record<string, string>;
}

interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}
