/** The time, for everything outside orchestrators. */
export interface Clock {
  now(): Date;
}
