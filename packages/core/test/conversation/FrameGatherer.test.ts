import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import type { FrameBody } from "../../src/conversation/ChatProtocol.ts"
import { FrameGatherer } from "../../src/conversation/FrameGatherer.ts"

const delta = (text: string, part = 0): FrameBody => ({ t: "part.delta", d: { part, delta: text } })
const end: FrameBody = { t: "part.end", d: { part: 0 } }

const words = (frames: ReadonlyArray<FrameBody>) =>
  frames.flatMap((frame) => (frame.t === "part.delta" && typeof frame.d.delta === "string" ? [frame.d.delta] : []))

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })
const borders = (text: string) => new Set(Array.from(graphemes.segment(text), ({ index }) => index))

/** Texts that are torn easily: families, flags, syllables in pieces, marks, line ends. */
const pieces = ["👨‍👩‍👧‍👦", "🇰🇷🇧🇷", "각", "é", "\r\n", "plain ", "🥊", "ก็", "한글"]

describe("FrameGatherer", () => {
  it("deltas of a part that follow one another become one", () => {
    const gatherer = new FrameGatherer()
    gatherer.add([delta("a"), delta("b")])
    gatherer.add([delta("c"), end])
    assert.deepStrictEqual(gatherer.take(), [delta("abc"), end])
  })

  it("deltas of other parts do not", () => {
    const gatherer = new FrameGatherer()
    gatherer.add([delta("a", 0), delta("b", 1), end])
    assert.deepStrictEqual(words(gatherer.take()), ["a", "b"])
  })

  it("the last grapheme of an open part stays until what follows is known", () => {
    const gatherer = new FrameGatherer()
    gatherer.add([delta("caf"), delta("e")])
    assert.deepStrictEqual(words(gatherer.take()), ["caf"])
    assert.isFalse(gatherer.isReady)
    gatherer.add([delta("\u0301")])
    assert.deepStrictEqual(gatherer.take(), [])
    gatherer.add([end])
    assert.deepStrictEqual(words(gatherer.take()), ["e\u0301"])
  })

  it.prop(
    "wherever a text is cut and taken, no grapheme is torn and nothing is lost",
    {
      chosen: Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: pieces.length - 1 })))),
      cuts: Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 7 }))))
    },
    ({ chosen, cuts }) => {
      const text = chosen.map((index) => pieces[index]).join("")
      const gatherer = new FrameGatherer()
      const told: Array<string> = []
      for (let at = 0, cut = 0; at < text.length; cut++) {
        const size = cuts[cut % Math.max(1, cuts.length)] ?? 3
        gatherer.add([delta(text.slice(at, at + size))])
        at += size
        if (cut % 2 === 0) told.push(...words(gatherer.take()))
      }
      gatherer.add([end])
      told.push(...words(gatherer.take()))
      assert.strictEqual(told.join(""), text)
      const lawful = borders(text)
      let at = 0
      for (const piece of told) {
        assert.isTrue(at === text.length || lawful.has(at))
        at += piece.length
      }
    }
  )

  it("says when there is enough to be worth a frame", () => {
    const gatherer = new FrameGatherer()
    gatherer.add([delta("x".repeat(200))])
    assert.isFalse(gatherer.isFull)
    gatherer.add([delta("x".repeat(60))])
    assert.isTrue(gatherer.isFull)
    gatherer.take()
    assert.isFalse(gatherer.isFull)
  })
})
