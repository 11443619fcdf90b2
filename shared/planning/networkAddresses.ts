import type { SettingValue } from "../contracts/request.js";
import type { Chain } from "./why.js";

/** The ranges of a network (`space`), and the range of each subnet that something of the plan needs or the request names. */
export type NetworkAddresses = ReadonlyMap<string, { readonly value: SettingValue; readonly why: Chain }>;
