import type { MessagePart } from "@mma-savant/core/conversation/ChatMessage"
import type { LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import type { Notice } from "@mma-savant/core/llm/ModelSignal"
import { Effect, PlatformError, Stdio, Stream } from "effect"
import { Halted } from "../Halted.ts"
import { textTable } from "./TextTable.ts"

/** What the answer rests on, in one line; empty for an answer without facts, such as a question back. */
const sourceLine = ({
  asOf,
  sampleOnly,
  tools,
  untraced = []
}: Extract<MessagePart, { kind: "source" }>["source"]): string =>
  [
    ...(asOf === null ? [] : [`As of ${asOf}`]),
    ...(tools.length === 0 ? [] : [tools.join(", ")]),
    ...(sampleOnly ? ["sample data: a few events only, see the README for all of them"] : []),
    ...(untraced.length === 0 ? [] : [`not found in the data: ${untraced.join(", ")}`])
  ].join(" - ")

const dim = (text: string, to: { readonly isTTY?: boolean } = process.stdout): string =>
  to.isTTY ? `\u001b[2m${text}\u001b[22m` : text

const noticed = (notice: Notice): string => {
  switch (notice.kind) {
    case "retry":
      return `The language model is asked again in ${(notice.delayMs / 1000).toFixed(1)} s.`
    case "fallback":
      return `${notice.from} gives no answer: ${notice.to} is asked.`
    case "cache_hit":
      return "The answer is one that was kept."
  }
}

const printed = (part: MessagePart): string => {
  switch (part.kind) {
    case "text":
      return part.text
    case "reasoning":
      return ""
    case "table":
      return `\n\n${textTable(part.table)}`
    case "chart":
      return `\n\n${part.fallback}`
    case "source": {
      const line = sourceLine(part.source)
      return line === "" ? "\n" : `\n\n${dim(line)}\n`
    }
  }
}

/** Whoever read what is printed has gone, as `head` does when it has enough. */
const isReaderGone = (error: unknown): error is PlatformError.PlatformError =>
  error instanceof PlatformError.PlatformError &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "EPIPE"

/**
 * Prints the parts of the first answer as they come, as long as somebody reads them; what is noticed of the model goes
 * to standard error. Fails when the answer did not come to its end.
 */
export const printAnswer = Effect.fnUntraced(function* <E, R>(frames: Stream.Stream<LoggedFrame, E, R>) {
  const { stderr, stdout } = yield* Stdio.Stdio
  /** The text of each part; empty for those of another kind. */
  const said: Array<string> = []
  const thoughts = new Set<number>()
  const print = (text: string) => Stream.run(Stream.make(text), stdout({ endOnDone: false }))
  const remark = (text: string) =>
    Stream.run(Stream.make(`${dim(text, process.stderr)}\n`), stderr({ endOnDone: false }))
  yield* frames.pipe(
    Stream.takeUntil((frame) => frame.t === "run.end"),
    Stream.runForEach(
      Effect.fnUntraced(function* (frame) {
        if (frame.t === "part.start") thoughts[frame.d.kind === "reasoning" ? "add" : "delete"](frame.d.part)
        if (frame.t === "part.delta" && !thoughts.has(frame.d.part)) {
          const { delta, part } = frame.d
          said[part] = (said[part] ?? "") + (typeof delta === "string" ? delta : "")
          // Many answers hold their rows already, as a table in the text.
          const repeated = typeof delta !== "string" && delta.kind === "table" && said.some((text) => /^\|/m.test(text))
          if (!repeated) yield* print(typeof delta === "string" ? delta : printed(delta))
        }
        if (frame.t === "run.notice") yield* remark(noticed(frame.d))
        if (frame.t === "run.reset" && said.length > frame.d.fromPart) {
          said.length = frame.d.fromPart
          yield* print(`\n\n${dim("That broke off. The answer begins anew:")}\n\n`)
        }
        if (frame.t === "run.end" && frame.d.status !== "completed") {
          return yield* Halted.because(frame.d.error?.message ?? "The answer broke off.")
        }
      })
    ),
    Effect.catchIf(isReaderGone, () => Effect.void)
  )
})
