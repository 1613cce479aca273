import { assert, describe, it } from "@effect/vitest"
import { Inbox } from "../../src/llm/Inbox.ts"

const turn = () => new Promise<void>((done) => setImmediate(done))

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

const all = async (inbox: Inbox<number>) => {
  const batches: Array<ReadonlyArray<number>> = []
  for (let batch = await inbox.take(); batch.length > 0; batch = await inbox.take()) batches.push(batch)
  return batches
}

describe("an inbox", () => {
  it("gives together what has come together, in order, and then nothing for good", async () => {
    const inbox = new Inbox(
      (async function* () {
        yield* upTo(100)
        await turn()
        yield* upTo(50)
      })()
    )
    assert.deepStrictEqual(await all(inbox), [upTo(100), upTo(50)])
    assert.deepStrictEqual(await inbox.take(), [])
  })

  it("gives by itself what comes by itself", async () => {
    const inbox = new Inbox(
      (async function* () {
        for (const event of upTo(3)) {
          yield event
          await turn()
        }
      })()
    )
    assert.deepStrictEqual(await all(inbox), [[0], [1], [2]])
  })

  it("gives nothing only at the end, however quickly it is emptied", async () => {
    const inbox = new Inbox(
      (async function* () {
        yield 1
        for (let turns = 0; turns < 3; turns++) await turn()
        yield 2
      })()
    )
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    assert.deepStrictEqual(await inbox.take(), [1])
    assert.deepStrictEqual(await inbox.take(), [2])
    assert.deepStrictEqual(await inbox.take(), [])
  })

  it("reads no more than 256 events ahead, and loses none", async () => {
    let read = 0
    const inbox = new Inbox(
      (async function* () {
        for (const event of upTo(1000)) {
          read += 1
          yield event
        }
      })()
    )
    for (let turns = 0; turns < 10; turns++) await turn()
    assert.strictEqual(read, 256)
    const batches = await all(inbox)
    assert.deepStrictEqual(batches.flat(), upTo(1000))
    assert.isAtMost(Math.max(...batches.map(({ length }) => length)), 256)
  })

  it("fails after what came before, and goes on failing", async () => {
    const failure = new Error("broken")
    const inbox = new Inbox(
      (async function* () {
        yield 1
        yield 2
        throw failure
      })()
    )
    assert.deepStrictEqual(await inbox.take(), [1, 2])
    for (let tries = 0; tries < 2; tries++) {
      const cause = await inbox.take().catch((cause: unknown) => cause)
      assert.strictEqual(cause, failure)
    }
  })
})
