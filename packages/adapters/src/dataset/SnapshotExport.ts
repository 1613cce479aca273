import { open, rename, rm, stat } from "node:fs/promises"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Schema, Stream } from "effect"
import { reason } from "./FileError.ts"
import { eventLine, fighterLine, matchLine, rankingsLine } from "./SnapshotFacts.ts"
import type { Header, Line, SnapshotCounts } from "./SnapshotLine.ts"

/** The file cannot be written. `message` is one sentence for the person who named it. */
export class SnapshotUnwritable extends Schema.TaggedError<SnapshotUnwritable>()("SnapshotUnwritable", {
  message: Schema.String
}) {}

/** The whole file or none of it: what stood under the name stays until the new one is complete. */
const writeWhole = (file: string, lines: ReadonlyArray<string>) => {
  const draft = `${file}.${process.pid}.partial`
  return Effect.tryPromise({
    try: async () => {
      // A device, such as where output is thrown away, would be replaced by a file.
      const standing = await stat(file).catch(() => null)
      if (standing !== null && !standing.isFile()) throw new Error("it is no regular file")
      const handle = await open(draft, "w")
      try {
        await handle.writeFile(`${lines.join("\n")}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
    },
    catch: (cause) => new SnapshotUnwritable({ message: `${file} cannot be written: ${reason(cause)}.` })
  }).pipe(
    Effect.uninterruptible,
    Effect.tapError(() => Effect.promise(() => rm(draft, { force: true })))
  )
}

const linesOf = (batch: Scraped): ReadonlyArray<Line> => {
  switch (batch._tag) {
    case "Fighters":
      return batch.fighters.map(fighterLine)
    case "Events":
      return batch.events.map(eventLine)
    case "Matches":
      return batch.matches.map(matchLine)
    case "Rankings":
      return [rankingsLine(batch.rankings)]
    case "Findings":
      return []
  }
}

const kinds = { fighter: "fighters", event: "events", match: "matches", rankings: "rankings" } as const

/** Writes facts, in the order of a `FightSource`, as a snapshot file, and gives how many of each kind it holds. */
export const exportSnapshot = Effect.fn("SnapshotExport.exportSnapshot")(function* <E>(
  file: string,
  facts: Stream.Stream<Scraped, E>
) {
  const lines: Array<string> = []
  const counts: Record<keyof SnapshotCounts, number> = { fighters: 0, events: 0, matches: 0, rankings: 0 }
  let asOf: IsoDate | null = null
  yield* Stream.runForEach(facts, (batch) =>
    Effect.sync(() => {
      for (const line of linesOf(batch)) {
        lines.push(JSON.stringify(line))
        counts[kinds[line[0]]]++
      }
      if (batch._tag !== "Events") return
      for (const { date, status } of batch.events) {
        if (status === "completed" && date !== null && (asOf === null || date > asOf)) asOf = date
      }
    })
  )
  const header: Header = { format: "mma-savant-snapshot", version: 1, asOf, counts }
  yield* writeWhole(file, [JSON.stringify(header), ...lines])
  return counts
})
