import type { FrameBody } from "./ChatProtocol.ts"

/** Bytes of text, about, that make a frame worth sending before its time. */
const enough = 256

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

const ascii = /^[\x20-\x7e]{2}$/

const highSurrogate = /[\ud800-\udbff]$/

/** Where the last grapheme of a text begins: what comes may still be part of it. */
const lastGrapheme = (text: string): number => {
  if (ascii.test(text.slice(-2))) return text.length - 1
  // Half a letter may turn out to belong to the grapheme before it.
  const whole = highSurrogate.test(text) ? text.length - 1 : text.length
  return whole === 0 ? 0 : (graphemes.segment(text.slice(0, whole)).containing(whole - 1)?.index ?? 0)
}

type Delta = Extract<FrameBody, { t: "part.delta" }>

const words = (frame: FrameBody | undefined): string | null =>
  frame?.t === "part.delta" && typeof frame.d.delta === "string" ? frame.d.delta : null

/** The frames of a run on their way to the log: consecutive deltas of a part are one, and no grapheme is torn. */
export class FrameGatherer {
  private frames: Array<FrameBody> = []
  private letters = 0

  add(bodies: ReadonlyArray<FrameBody>): void {
    for (const body of bodies) {
      const delta = words(body)
      const last = this.frames.at(-1)
      const before = words(last)
      if (delta === null || before === null || (last as Delta).d.part !== (body as Delta).d.part) this.frames.push(body)
      else
        this.frames[this.frames.length - 1] = { ...(last as Delta), d: { ...(last as Delta).d, delta: before + delta } }
      this.letters += delta?.length ?? 0
    }
  }

  /** Whether there is more than what may have to wait for what comes. */
  get isReady(): boolean {
    return this.frames.length > 1 || (this.frames.length === 1 && (words(this.frames[0]) ?? "much").length > 1)
  }

  get isFull(): boolean {
    return this.letters >= enough
  }

  clear(): void {
    this.frames = []
    this.letters = 0
  }

  /** All that may be sent. The last grapheme of an unfinished part stays. */
  take(): ReadonlyArray<FrameBody> {
    const taken = this.frames
    const text = words(taken.at(-1))
    this.clear()
    if (text === null) return taken
    const open = taken.pop() as Delta
    const at = lastGrapheme(text)
    if (at > 0) taken.push({ ...open, d: { ...open.d, delta: text.slice(0, at) } })
    this.add([{ ...open, d: { ...open.d, delta: text.slice(at) } }])
    return taken
  }
}
