import type { RpcCookie } from "../worker/typedData.js";

/** The Set-Cookie header of a cookie that a function returned. Source: RFC 6265. */
export function setCookie(cookie: RpcCookie): string {
  const expires = cookie.expires?.value;
  const attributes = [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.domain?.value && `Domain=${cookie.domain.value}`,
    cookie.path?.value && `Path=${cookie.path.value}`,
    expires && `Expires=${new Date(expires.seconds * 1000).toUTCString()}`,
    cookie.maxAge?.value !== undefined && `Max-Age=${cookie.maxAge.value}`,
    cookie.secure?.value && "Secure",
    cookie.httpOnly?.value && "HttpOnly",
    cookie.sameSite && sameSite[cookie.sameSite],
  ];
  return attributes.filter((attribute) => typeof attribute === "string" && attribute !== "").join("; ");
}

/** `none` is how the worker says that nothing was set. */
const sameSite: Readonly<Record<NonNullable<RpcCookie["sameSite"]>, string>> = {
  none: "",
  lax: "SameSite=Lax",
  strict: "SameSite=Strict",
  explicitNone: "SameSite=None",
};
