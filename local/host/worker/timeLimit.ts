/** A function ran longer than host.json's functionTimeout allows. */
class FunctionTimeout extends Error {
  override readonly name = "FunctionTimeoutException";
}

/**
 * Rejects with FunctionTimeout when `work` takes longer than `limitMs`. The handler itself cannot be stopped in its own
 * process: what it still does is no longer waited for.
 */
export async function withTimeLimit<T>(work: Promise<T>, limitMs: number, functionName: string): Promise<T> {
  if (!Number.isFinite(limitMs)) return work;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        reject(new FunctionTimeout(`Timeout value of ${limitMs / 1000} s exceeded by function '${functionName}'.`));
      },
      Math.min(limitMs, 0x7fffffff),
    );
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
