import { assert, describe, it } from "@effect/vitest"
import { everyPart } from "@mma-savant/core/contract/Talk"
import { MessageId, type MessagePart, RunId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody } from "@mma-savant/core/conversation/ChatProtocol"
import { AskId } from "@mma-savant/core/conversation/Inquiry"
import { FighterId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { readUIMessageStream, type UIMessage, type UIMessageChunk, uiMessageChunkSchema } from "ai"
import { UiStreamAnswer } from "../src/conversation/UiStreamAnswer.ts"
import type { UiStreamChunk } from "../src/conversation/UiStreamChunk.ts"

const run = RunId.make("r_6f9619ff-8b86-4011-b42d-00c04fc964ff")
const messageId = MessageId.make("6f9619ff-8b86-4011-b42d-00c04fc964ff")

const text = (part: number, ...deltas: ReadonlyArray<string>): ReadonlyArray<FrameBody> => [
  { t: "part.start", d: { part, kind: "text" } },
  ...deltas.map((delta) => ({ t: "part.delta" as const, d: { part, delta } })),
  { t: "part.end", d: { part } }
]

const call = (callId: string, name = "leaderboard"): FrameBody => ({
  t: "tool.call",
  d: { callId, name, args: { metric: callId } }
})

const found = { rows: 1, truncated: false, ms: 3, columns: ["fighter"], preview: [["Ana"]], asOf: null }

const result = (callId: string, name = "leaderboard"): FrameBody => ({
  t: "tool.result",
  d: { callId, name, ok: true, ...found }
})

const reset = (fromPart: number): FrameBody => ({ t: "run.reset", d: { fromPart } })
const completed: FrameBody = { t: "run.end", d: { status: "completed", messageId } }

const asOf = IsoDate.make("2026-01-01")

const tableOf = (fighter: string): MessagePart => ({
  kind: "table",
  tool: "leaderboard",
  table: {
    ...{ columns: ["fighter"], rows: [[fighter]], unit: null, asOf, sampleOnly: false, coverage: null },
    ...{ truncated: false, total: 1, minFights: null, event: null, note: null }
  }
})

const sourced: MessagePart = {
  kind: "source",
  source: { asOf, sampleOnly: false, tools: ["leaderboard"] }
}

const whole = (part: number, delta: MessagePart): ReadonlyArray<FrameBody> => [
  { t: "part.start", d: { part, kind: delta.kind } },
  { t: "part.delta", d: { part, delta } },
  { t: "part.end", d: { part } }
]

/** The message that the SDK makes of chunks, each of which it must accept; and the errors it was told. */
const read = async (chunks: ReadonlyArray<UiStreamChunk>) => {
  const errors: Array<string> = []
  for (const chunk of chunks) {
    const valid = await uiMessageChunkSchema().validate?.(JSON.parse(JSON.stringify(chunk)))
    assert.isTrue(valid?.success, JSON.stringify(chunk))
  }
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(JSON.parse(JSON.stringify(chunk)))
      controller.close()
    }
  })
  const onError = (error: unknown) => void errors.push(String(error))
  let message: UIMessage | undefined
  for await (const state of readUIMessageStream({ stream, onError })) message = state
  return { message, errors }
}

const tell = (frames: ReadonlyArray<FrameBody>, answer = new UiStreamAnswer(run, messageId)) => [
  answer.start,
  ...frames.flatMap((frame) => answer.take(frame))
]

/** What a message says, part by part, in short. */
const gist = (message: UIMessage | undefined) =>
  message?.parts.flatMap((part): ReadonlyArray<string> => {
    if (part.type === "text" || part.type === "reasoning") return [`${part.type} ${part.state}: ${part.text}`]
    if ("toolCallId" in part) return [`${part.type} ${part.toolCallId} ${part.state}`]
    return part.type === "step-start" ? [] : [part.type]
  })

describe("an answer as a UI message", () => {
  it("has every part, in order, and what is told of the run as metadata", async () => {
    const { errors, message } = await read(
      tell([
        { t: "run.start", run, d: { run, messageId, parentId: messageId, provider: "scripted", model: "one" } },
        { t: "part.start", d: { part: 0, kind: "reasoning" } },
        { t: "part.delta", d: { part: 0, delta: "Hm." } },
        { t: "part.end", d: { part: 0 } },
        call("a"),
        result("a"),
        ...text(1, "The most ", "wins."),
        ...whole(2, tableOf("Ana")),
        ...whole(3, sourced),
        { t: "title", d: { title: "Wins" } },
        completed
      ])
    )
    assert.deepStrictEqual(errors, [])
    assert.strictEqual(message?.id, messageId)
    assert.deepStrictEqual(message?.metadata, {
      ...{ run, questionId: messageId, provider: "scripted", model: "one", title: "Wins", status: "completed" }
    })
    assert.deepStrictEqual(gist(message), [
      "reasoning done: Hm.",
      "tool-leaderboard a output-available",
      "text done: The most wins.",
      "data-table",
      "data-source"
    ])
    const [, , tool] = message?.parts ?? []
    assert.deepInclude(tool, { input: { metric: "a" }, output: found, providerExecuted: true })
  })

  it("keeps after a reset what came before the last results, and only the last of what was said since", async () => {
    const { errors, message } = await read(
      tell([
        ...text(0, "Let me look."),
        call("a"),
        result("a"),
        { t: "part.start", d: { part: 1, kind: "text" } },
        { t: "part.delta", d: { part: 1, delta: "It was" } },
        reset(1),
        ...text(1, "No: "),
        call("b"),
        reset(1),
        reset(1),
        ...text(1, "It is Ana."),
        completed
      ])
    )
    assert.deepStrictEqual(errors, [])
    assert.deepStrictEqual(gist(message), [
      "text done: Let me look.",
      "tool-leaderboard a output-available",
      "text done: It is Ana."
    ])
  })

  it("takes nothing back where nothing was said since the last results, or at all", async () => {
    const { message } = await read(
      tell([reset(0), ...text(0, "One."), call("a"), result("a"), reset(1), ...text(1, "Two."), completed])
    )
    assert.deepStrictEqual(gist(message), ["text done: One.", "tool-leaderboard a output-available", "text done: Two."])
  })

  it("keeps what a model says that looks something up only after a reset", async () => {
    const { message } = await read(
      tell([
        { t: "part.start", d: { part: 0, kind: "text" } },
        { t: "part.delta", d: { part: 0, delta: "It was" } },
        reset(0),
        call("a"),
        result("a"),
        ...text(0, "It is Ana."),
        completed
      ])
    )
    assert.deepStrictEqual(gist(message), ["tool-leaderboard a output-available", "text done: It is Ana."])
  })

  it("is no longer for a story that is told anew from its first part", async () => {
    const { errors, message } = await read(
      tell([
        ...text(0, "One."),
        call("a"),
        result("a"),
        { t: "part.start", d: { part: 1, kind: "text" } },
        { t: "part.delta", d: { part: 1, delta: "Tw" } },
        reset(0),
        ...text(0, "One."),
        ...text(1, "Two."),
        result("lost"),
        ...text(2, "Three."),
        completed
      ])
    )
    assert.deepStrictEqual(errors, [])
    assert.deepStrictEqual(gist(message), [
      "text done: One.",
      "tool-leaderboard a output-available",
      "text done: Two.",
      "text done: Three."
    ])
  })

  it("becomes what the record holds, whatever of it was told", async () => {
    const parts = [{ kind: "text", text: "One." }, { kind: "text", text: "Two." }, tableOf("Ana"), sourced] as const
    const story = [...text(0, "One."), call("a"), result("a"), ...text(1, "Two."), ...whole(2, tableOf("Ana"))]
    const last = await read(
      tell([
        ...text(0, "One."),
        ...text(1, "Two."),
        ...parts.slice(2).flatMap((part, index) => whole(2 + index, part)),
        completed
      ])
    )
    for (let told = 0; told <= story.length; told++) {
      const answer = new UiStreamAnswer(run, messageId)
      const chunks = [...tell(story.slice(0, told), answer), ...answer.become(parts, false), ...answer.end("completed")]
      const { errors, message } = await read(chunks)
      assert.deepStrictEqual(errors, [])
      const shown = message?.parts.filter(({ type }) => !type.startsWith("tool-") && type !== "step-start")
      assert.deepStrictEqual(
        shown,
        last.message?.parts.filter(({ type }) => type !== "step-start"),
        `after ${told}`
      )
    }
  })

  it("goes on where the last part of what it became was not over", async () => {
    const answer = new UiStreamAnswer(run, messageId)
    const chunks = [
      answer.start,
      ...answer.become([{ kind: "text", text: "It is " }], true),
      ...answer.take({ t: "part.delta", d: { part: 0, delta: "Ana." } }),
      ...answer.take({ t: "part.end", d: { part: 0 } }),
      ...answer.take(completed)
    ]
    assert.deepStrictEqual(gist((await read(chunks)).message), ["text done: It is Ana."])
  })

  it("has the results of tools called at once, those that failed as errors", async () => {
    const failed = { rows: 0, truncated: false, ms: 1, columns: [], preview: [], asOf: null }
    const { errors, message } = await read(
      tell([
        call("a"),
        call("b"),
        result("b"),
        { t: "tool.result", d: { callId: "a", name: "leaderboard", ok: false, ...failed, message: "No such metric." } },
        completed
      ])
    )
    assert.deepStrictEqual(errors, [])
    assert.deepStrictEqual(gist(message), ["tool-leaderboard a output-error", "tool-leaderboard b output-available"])
    assert.deepInclude(message?.parts[1], { errorText: "No such metric." })
  })

  it("that ends early leaves nothing open, and says so once", async () => {
    const broken: ReadonlyArray<FrameBody> = [
      call("a"),
      { t: "part.start", d: { part: 0, kind: "text" } },
      { t: "part.delta", d: { part: 0, delta: "It" } }
    ]
    const error = { code: "PROVIDER_TIMEOUT", message: "It took too long.", retryable: true } as const
    const ends = [
      [{ status: "failed", error }, "It took too long."],
      [{ status: "failed" }, "The answer could not be given. Ask again."],
      [{ status: "interrupted" }, "The answer was interrupted. Ask again."]
    ] as const
    for (const [end, sentence] of ends) {
      const last = { t: "run.end", d: { messageId, ...end } } as const
      const { errors, message } = await read(tell([...broken, last, last, ...text(1, "more")]))
      assert.deepStrictEqual(errors, [`Error: ${sentence}`])
      assert.deepStrictEqual(gist(message), ["tool-leaderboard a output-error", "text done: It"])
      assert.deepStrictEqual(message?.metadata, { run, ...end })
    }
    const chunks = tell([...broken, { t: "run.end", d: { messageId, status: "cancelled" } }])
    assert.deepStrictEqual(chunks.at(-1), { type: "abort", reason: "cancelled" })
    assert.deepStrictEqual((await read(chunks)).errors, [])
  })

  it("tells why it is over", () => {
    const reasons = (["completed", "length", "refused", "tool_limit", "budget"] as const).map((status) => {
      const chunk = tell([{ t: "run.end", d: { status, messageId } }]).at(-1)
      return chunk?.type === "finish" ? [status, chunk.finishReason] : chunk
    })
    assert.deepStrictEqual(reasons, [
      ["completed", "stop"],
      ["length", "length"],
      ["refused", "content-filter"],
      ["tool_limit", "other"],
      ["budget", "other"]
    ])
  })

  it("shows what is asked back until it is answered", async () => {
    const askId = AskId.make("6f9619ff-8b86-4011-b42d-00c04fc964ff")
    const options = [
      { fighterId: FighterId.make(1), label: "Ana A" },
      { fighterId: FighterId.make(2), label: "Ana B" }
    ]
    const asked: ReadonlyArray<FrameBody> = [
      call("q", "askUser"),
      { t: "ask", d: { askId, kind: "disambiguate", options, callId: "q" } }
    ]
    const ask = async (frames: ReadonlyArray<FrameBody>) =>
      (await read(tell(frames))).message?.parts.flatMap((part) => (part.type === "data-ask" ? [part] : []))
    const part = (isOpen: boolean) => ({
      type: "data-ask" as const,
      id: askId,
      data: { askId, kind: "disambiguate", options, callId: "q", isOpen }
    })
    assert.deepStrictEqual(await ask(asked), [part(true)])
    for (const name of ["metric", "askUser"]) {
      assert.deepStrictEqual(await ask([...asked, result("other", name)]), [part(true)])
    }
    assert.deepStrictEqual(await ask([...asked, result("q", "askUser"), ...text(0, "Right.")]), [part(false)])
    assert.deepStrictEqual(await ask([...asked, { t: "run.end", d: { status: "interrupted", messageId } }]), [
      part(false)
    ])
  })

  it("says nothing of other runs", () => {
    const other = RunId.make("r_00000000-8b86-4011-b42d-00c04fc964ff")
    const frames: ReadonlyArray<FrameBody> = [...text(0, "Not mine."), completed]
    assert.lengthOf(tell(frames.map((frame) => ({ ...frame, run: other }))), 1)
  })

  it("tells of a fallback in passing", async () => {
    const chunks = tell([{ t: "run.notice", d: { kind: "fallback", from: "a/b", to: "c/d" } }, completed])
    assert.deepInclude(chunks[1], { type: "data-notice", transient: true })
    assert.deepStrictEqual(gist((await read(chunks)).message), [])
  })
})

it("every kind of part comes to the client whole", async () => {
  const frames = everyPart.flatMap((part, index) => ("text" in part ? [] : whole(index, part)))
  const { errors, message } = await read([...tell([...frames, completed])])
  assert.deepStrictEqual(errors, [])
  const told = message?.parts.flatMap((part) => ("data" in part ? [part.data] : []))
  assert.deepStrictEqual(
    told,
    everyPart.flatMap((part): ReadonlyArray<unknown> => {
      if (part.kind === "source") return [part.source]
      const { kind, ...data } = part
      return kind === "table" || kind === "chart" ? [data] : []
    })
  )
})
