/** Nobody is kept waiting for longer: a day is a mistake. */
const longest = 24 * 60 * 60 * 1000

/** The milliseconds of a `Retry-After` from now: seconds, or a date of HTTP. Null for anything else. */
export const retryAfter = (header: string | null, now: number): number | null => {
  const said = header?.trim() ?? ""
  const millis = /^\d{1,9}$/.test(said)
    ? Number(said) * 1000
    : /^[A-Z][a-z]{2,8},? /.test(said)
      ? Date.parse(said) - now
      : Number.NaN
  return Number.isNaN(millis) ? null : Math.min(Math.max(0, millis), longest)
}
