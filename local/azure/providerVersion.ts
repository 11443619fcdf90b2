/** The version of azure-native that is simulated; the engine looks for exactly this one. Pinned with the SDK's package. */
export const providerVersion = "3.28.0";
