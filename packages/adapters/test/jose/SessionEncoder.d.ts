/**
 * What the tests need of `@auth/core/jwt` and `next-auth/jwt`: the packages' own declarations bring the types of a
 * browser, which the whole project would then be checked with.
 */
export declare function encode(session: {
  readonly token?: Record<string, unknown>
  readonly secret: string | Array<string>
  readonly salt?: string
  /** In seconds. */
  readonly maxAge?: number
}): Promise<string>
