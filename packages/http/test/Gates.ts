import { Latch } from "effect"
import { expect } from "vitest"

const gates = new Map<string, Latch.Latch>()

/** What the answer to a question waits for. Every test file has gates of its own: files share a process. */
export const gate = (question: string): Latch.Latch => {
  const name = `${expect.getState().testPath} ${question}`
  const known = gates.get(name)
  if (known !== undefined) return known
  const made = Latch.makeUnsafe(false)
  gates.set(name, made)
  return made
}
