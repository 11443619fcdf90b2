/** Knows whether calls are under way, for whoever wants to stop between them. */
export interface CallCounter {
  /** Counts one call until the answer is handed over. */
  begin(): void;
  end(): void;
  isIdle(): boolean;
  /** Calls back when the last call under way has ended. */
  onceIdle(callback: () => void): void;
}

export function callCounter(): CallCounter {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return {
    begin: () => {
      underWay += 1;
    },
    end: () => {
      underWay -= 1;
      if (underWay === 0) for (const callback of waiting.splice(0)) callback();
    },
    isIdle: () => underWay === 0,
    onceIdle: (callback) => waiting.push(callback),
  };
}
