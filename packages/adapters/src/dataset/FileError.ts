/** What the operating system says against a file, such as ENOENT. */
export const reason = (cause: unknown): string =>
  cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error"
