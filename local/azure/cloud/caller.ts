/** Who writes to the cloud, as the host of the engine says it in the environment. */
export interface Caller {
  /** `PROVISIONER_STACK`: the stack that is being applied. */
  readonly stack: string | undefined;
  /** `PROVISIONER_FENCING_TOKEN`: grows with every owner of the stack; the cloud refuses older ones. */
  readonly fencingToken: number | undefined;
  /** `PROVISIONER_OPERATION_ID`: the engine operation, for the journal. */
  readonly operationId: string | undefined;
}

/** The caller, or what is wrong with the environment, for a person to read. */
export function readCaller(env: NodeJS.ProcessEnv): Caller | { readonly problem: string } {
  const stack = env["PROVISIONER_STACK"] || undefined;
  const token = env["PROVISIONER_FENCING_TOKEN"] || undefined;
  const fencingToken = token === undefined ? undefined : Number(token);
  if (fencingToken !== undefined && !(Number.isSafeInteger(fencingToken) && fencingToken >= 0)) {
    return { problem: `PROVISIONER_FENCING_TOKEN is '${token ?? ""}': it must be a whole number from 0.` };
  }
  if (fencingToken !== undefined && stack === undefined) {
    return { problem: "PROVISIONER_FENCING_TOKEN is set without PROVISIONER_STACK: a token belongs to a stack." };
  }
  return { stack, fencingToken, operationId: env["PROVISIONER_OPERATION_ID"] || undefined };
}
