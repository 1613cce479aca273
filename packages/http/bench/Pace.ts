/** Tokens of an answer: as many as can be at once, in pieces as networks carry them; or one every two milliseconds. */
export const lengths = { torrent: 4000, stream: 250, greeting: 1 } as const
export type Pace = keyof typeof lengths

/** Microseconds on a clock that all processes of the machine share. */
export const now = (): number => Number(process.hrtime.bigint() / 1000n)

/** A token of a torrent. */
export const word = "octagon "
