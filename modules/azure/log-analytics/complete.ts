import { completeKind } from "../testing/completeKind.js";
import { logAnalyticsArgs } from "../testing/examples.js";
import { LogAnalytics } from "./logAnalytics.js";
import { LogAnalyticsArgs } from "./logAnalyticsArgs.js";

/** Everything that the module can declare. */
export const complete = [completeKind(LogAnalytics, LogAnalyticsArgs, "logs", logAnalyticsArgs)];
