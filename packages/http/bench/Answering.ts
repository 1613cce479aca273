import { now } from "./Pace.ts"

/**
 * What a question of the bench is answered with: so many pieces of so many letters, one in so many milliseconds, one in
 * every turn of the event loop (0), or all at once (null).
 */
export interface Answering {
  readonly pieces: number
  readonly letters: number
  readonly pause: number | null
}

const written = /(\d+) pieces of (\d+) letters every (\d+|null) ms/

export const asked = ({ letters, pause, pieces }: Answering): string =>
  `${pieces} pieces of ${letters} letters every ${pause} ms`

/** What a text asks for that has {@link asked} in it. */
export const read = (text: string): Answering => {
  const [, pieces, letters, pause] = written.exec(text) ?? []
  return { pieces: Number(pieces), letters: Number(letters), pause: pause === "null" ? null : Number(pause) }
}

/** The first piece begins with the microsecond in which it was said. */
const piece = (number: number, letters: number): string => (number === 0 ? `${now()} ` : "").padEnd(letters, "octagon ")

/** Says the pieces at their pace, and may be told to stop. */
export const recite = ({ letters, pause, pieces }: Answering, say: (piece: string, isLast: boolean) => void) => {
  let said = 0
  const next = () => {
    say(piece(said, letters), said === pieces - 1)
    said += 1
    return said < pieces
  }
  if (pause === null) {
    while (next());
    return () => {}
  }
  if (pause > 0) {
    const timer = setInterval(() => next() || clearInterval(timer), pause)
    return () => clearInterval(timer)
  }
  let turn = setImmediate(function again() {
    if (next()) turn = setImmediate(again)
  })
  return () => clearImmediate(turn)
}
