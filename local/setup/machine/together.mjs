// @ts-check

/**
 * Does two things at once. When one fails the other is told to end and waited for; then the first failure is thrown.
 *
 * @template A, B
 * @param {AbortSignal} signal
 * @param {(signal: AbortSignal) => Promise<A>} first
 * @param {(signal: AbortSignal) => Promise<B>} second
 * @returns {Promise<[A, B]>}
 */
export async function together(signal, first, second) {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  /** @param {unknown} error @returns {never} */
  const fail = (error) => {
    failure.abort(error); // only the first reason stays
    throw error;
  };
  const works = [first(either).catch(fail), second(either).catch(fail)];
  await Promise.allSettled(works);
  if (failure.signal.aborted) throw failure.signal.reason;
  return /** @type {Promise<[A, B]>} */ (Promise.all(works));
}
