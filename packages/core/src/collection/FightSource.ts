import { Context, Schema, type Stream } from "effect"
import type { Scraped } from "./Scraped.ts"

/** The source cannot be read at all. `message` says what was expected where, for the person who named the source. */
export class SourceUnreadable extends Schema.TaggedError<SourceUnreadable>()("SourceUnreadable", {
  source: Schema.String,
  message: Schema.String
}) {}

/** Anything that holds fight facts in bulk: a directory of tables, a snapshot. */
export class FightSource extends Context.Service<
  FightSource,
  {
    /** What kind of source it is, as runs and reports name it. */
    readonly name: string
    /**
     * Everything the source holds, in batches: fighters and events before the bouts that name them, bouts before
     * rankings. Reading twice gives the same. What cannot be used is a finding, never a silent gap; a bad row loses
     * only itself.
     */
    readonly scraped: Stream.Stream<Scraped, SourceUnreadable>
    /** How many bouts there are to come, for a progress bar. */
    readonly expected: number
  }
>()("@mma-savant/core/collection/FightSource") {}
